/** Word by word: letters of other scripts that are read as Latin ones. */

import type { Manipulation } from '../check/verdict.ts';
import { finding } from './finding.ts';
import { lookalikes } from './lookalikes.ts';
import type { MappedText } from './mapped-text.ts';

const SOME = new RegExp(`[${[...lookalikes.keys()].join('')}]`, 'u');
const WORD = /[\p{L}\p{N}_]+/gu;
const LATIN = /[A-Za-z]/;

/** A word of another script stays: `рост` in a Russian sentence, `β` alone. */
export function latinWords(text: MappedText, found: Manipulation[]): MappedText {
  if (!SOME.test(text.text)) return text;
  return text.replace(WORD, (match) => {
    const [word] = match;
    if (!SOME.test(word)) return null;
    const letters = Array.from(word);
    const isFoldable = letters.every(
      (letter) => lookalikes.has(letter) || letter <= '\x7F' || isLatin(letter),
    );
    if (!LATIN.test(word) && !(isFoldable && letters.length > 2)) return null;
    const plain = letters.map((letter) => lookalikes.get(letter) ?? letter).join('');
    const span = { start: match.index, end: match.index + word.length };
    const kind = LATIN.test(word) ? 'mixed scripts' : 'lookalike letters';
    found.push(finding(kind, text, span, plain));
    return plain;
  });
}

function isLatin(letter: string): boolean {
  return /\p{Script=Latin}/u.test(letter);
}
