/** Letters of other scripts, and signs, that are read as Latin ones; what NFKC folds (fullwidth, mathematical) is not among them. */

type Pairs = readonly [string, string][];

/** Nobody sees a difference. */
const same: Pairs = [
  ['АВЕЅІЈКМНОРСТУХԌԜҮ', 'ABESIJKMHOPCTYXGWY'],
  ['аеіјорсухѕһԁԛԝӏү', 'aeijopcyxshdqwly'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
  ['ονϲϳօսհոցք', 'ovcjouhngp'],
  ['ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ', 'ABCDEHJKLMPRSTVWZ'],
];
/** Alike enough among Latin letters; alone they are words of their own language. */
const alike: Pairs = [
  ['вкмнтгпґҫ', 'bkmhtrnrc'],
  ['αβγεηικρστυχω', 'abyenikpotuxw'],
  ['գզ', 'qq'],
  ['ɑɡıɩɭƖǀƅɛɵ', 'agiilllbeo'],
];

/** Of phonetics; a word of them alone is a disguise too. Those without a sign of their own are written as small letters. */
const capitals: Pairs = [['ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnopqrstuvwyz']];

function tableOf(pairs: Pairs): ReadonlyMap<string, string> {
  return new Map(
    pairs.flatMap(([from, to]) =>
      Array.from(from, (letter, at): [string, string] => [letter, to[at] ?? letter]),
    ),
  );
}

/** Those that nobody can tell from Latin ones. */
export const samelooking = tableOf(same);
/** By letter. */
export const lookalikes = tableOf([...same, ...alike, ...capitals]);
export const smallCapitals = tableOf(capitals);

/** Letters in coloured boxes and of flags, which NFKC leaves: 🅖, 🅶, 🇬. */
export function boxedLetter(letter: string): string | null {
  const point = letter.codePointAt(0) ?? 0;
  for (const first of [0x1f150, 0x1f170, 0x1f1e6]) {
    if (point >= first && point < first + 26) return String.fromCharCode(0x41 + point - first);
  }
  return null;
}
