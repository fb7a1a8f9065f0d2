/** Word by word: letters of other scripts that are read as Latin ones. */

import type { Manipulation } from '../check/verdict.ts';
import { finding } from './finding.ts';
import { lookalikes, samelooking, smallCapitals } from './lookalikes.ts';
import type { MappedText } from './mapped-text.ts';

const SOME = new RegExp(`[${[...lookalikes.keys()].join('')}]`, 'u');
const WORD = /[\p{L}\p{N}_]+/gu;
const LATIN = /[A-Za-z]/;
/** Letters one by one with the same sign between: `g.u.а.r`. */
const SPACED =
  /(?<![\p{L}\p{N}])\p{L}(?:([ *_~^·•#+=\-/|\\.,'"]{1,2})\p{L})(?:\1\p{L}){2,}(?![\p{L}\p{N}])/gu;

/** A word of another script stays: `рост` in a Russian sentence, `β` alone. */
export function latinWords(given: MappedText, found: Manipulation[]): MappedText {
  if (!SOME.test(given.text)) return given;
  const text = given.replace(SPACED, ({ 0: letters }) =>
    LATIN.test(letters) ? Array.from(letters, (letter) => lookalikes.get(letter) ?? letter).join('') : null,
  );
  return text.replace(WORD, (match) => {
    const [word] = match;
    if (!SOME.test(word)) return null;
    const letters = Array.from(word);
    const isOneScript = !LATIN.test(word);
    const isIn = (table: ReadonlyMap<string, string>): boolean =>
      letters.every((letter) => table.has(letter));
    if (
      isOneScript &&
      !(letters.length > 2 && isIn(samelooking)) &&
      !(letters.length > 1 && isIn(smallCapitals))
    )
      return null;
    const plain = letters.map((letter) => lookalikes.get(letter) ?? letter).join('');
    const span = { start: match.index, end: match.index + word.length };
    const kind = isOneScript ? 'lookalike letters' : 'mixed scripts';
    found.push(finding(kind, text, span, plain));
    return plain;
  });
}
