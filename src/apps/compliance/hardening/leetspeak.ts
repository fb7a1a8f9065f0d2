/** Figures and signs that stand for letters inside of Latin words: `gu4r4nt33d pr0fit`, `ri$k-free`. */

import type { Manipulation } from '../check/verdict.ts';
import { finding } from './finding.ts';
import type { MappedText } from './mapped-text.ts';
import { isWord } from './vocabulary.ts';

const WORD = /(?<![\p{L}\p{N}@.$€£/])[A-Za-z0-9@$!][A-Za-z0-9@$!]{3,}(?![A-Za-z0-9@$]|\.[a-z])/gu;
const SIGNS: Readonly<Record<string, string>> = {
  ...{ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', '@': 'a', $: 's', '!': 'i' },
};
/** Between letters, a figure also at the beginning of three: not `401k`, `10b`, `Q3`, `covid19`, `IFRS9`, `$AAPL`, `@name`. */
const TURNED = /[A-Za-z][0-9@$!]+[A-Za-z]|^[0-9][A-Za-z]{3}/;
const HEX = /^[0-9a-f]+$|^[0-9A-F]+$/;
const EMOJI = /(?<=[A-Za-z])[\p{Extended_Pictographic}\p{So}*_~^]+(?=[A-Za-z])/gu;

/** `one`: what a 1 stands for. */
export function withoutLeetspeak(given: MappedText, one: 'i' | 'l', found: Manipulation[]): MappedText {
  const text = given.replace(EMOJI, ({ 0: sign }) => (/\p{N}/u.test(sign) ? null : ''));
  return text.replace(WORD, (match) => {
    const [word] = match;
    const letters = word.match(/[A-Za-z]/g)?.length ?? 0;
    if (!TURNED.test(word) || HEX.test(word) || letters * 2 < word.length) return null;
    // A sign that ends a sentence.
    const [, body = '', end = ''] = /^(.*?)(!*)$/.exec(word) ?? [];
    const plain = body.replace(/[^A-Za-z]/g, (sign) => (sign === '1' ? one : (SIGNS[sign] ?? sign))) + end;
    const span = { start: match.index, end: match.index + word.length };
    // What makes no word is a name: `pass@k`, `GSM8K`.
    if (isWord(plain)) found.push(finding('lookalike letters', text, span, plain));
    return plain;
  });
}
