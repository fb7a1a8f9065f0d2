/** A text that is too long for one block, cut where a line, a sentence or at least a word ends. */

const ENDS: readonly ((text: string, at: number) => boolean)[] = [
  (text, at) => text[at] === '\n',
  (text, at) => /[。！？；]/.test(text[at] ?? '') || (/[.!?;]/.test(text[at] ?? '') && text[at + 1] === ' '),
  (text, at) => text[at] === ' ',
];

export function piecesOf(text: string, most: number): string[] {
  const pieces: string[] = [];
  let at = 0;
  while (text.length - at > most) {
    const end = cutWithin(text, at + Math.ceil(most / 2), at + most);
    pieces.push(text.slice(at, end).trim());
    at = end;
  }
  return [...pieces, text.slice(at).trim()].filter((piece) => piece !== '');
}

/** The last good place to cut between `from` and `to`. */
function cutWithin(text: string, from: number, to: number): number {
  for (const isEnd of ENDS) {
    for (let at = to - 1; at >= from; at--) if (isEnd(text, at)) return at + 1;
  }
  // Never inside a letter of two units.
  return /[\uDC00-\uDFFF]/.test(text[to] ?? '') ? to - 1 : to;
}
