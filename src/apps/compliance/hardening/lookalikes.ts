/** Letters of other scripts, and signs, that are read as Latin ones; what NFKC folds (fullwidth, mathematical) is not among them. */

const pairs: readonly [string, string][] = [
  // Cyrillic
  ['АВЕЅІЈКМНОРСТУХԌԜҮҒ', 'ABESIJKMHOPCTYXGWYF'],
  ['аеіјорсухѕһԁԛԝвкмнтгпӏґүҫ', 'aeijopcyxshdqwbkmhtrnlryc'],
  // Greek
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
  ['αβγεηικνορστυχωϲϳ', 'abyenikvopotuxwcj'],
  // Armenian, Cherokee
  ['օսհոցքգզ', 'ouhngpqq'],
  ['ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ', 'ABCDEHJKLMPRSTVWZ'],
  // Latin letters that are no usual ones
  ['ɑʙᴄᴅᴇɡɢʜıɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɩɭƖǀƅɛɵ', 'abcdegghiijklmnoprstuvwyzilllbeo'],
];

/** By letter. */
export const lookalikes: ReadonlyMap<string, string> = new Map(
  pairs.flatMap(([from, to]) =>
    Array.from(from, (letter, at): [string, string] => [letter, to[at] ?? letter]),
  ),
);

/** Letters in coloured boxes and of flags, which NFKC leaves: 🅖, 🅶, 🇬. */
export function boxedLetter(letter: string): string | null {
  const point = letter.codePointAt(0) ?? 0;
  for (const first of [0x1f150, 0x1f170, 0x1f1e6]) {
    if (point >= first && point < first + 26) return String.fromCharCode(0x41 + point - first);
  }
  return null;
}
