/** Figures and signs that stand for letters inside of Latin words: `gu4r4nt33d pr0fit`, `ri$k-free`, `1f y0u l0$3`. */

import type { Manipulation } from '../check/verdict.ts';
import { finding } from './finding.ts';
import type { MappedText } from './mapped-text.ts';
import { isWord } from './vocabulary.ts';

const WORD = /(?<![\p{L}\p{N}@.$€£/])[A-Za-z0-9@$!]+(?![A-Za-z0-9@$%]|[.,]\d|\.[a-z])/gu;
const SIGNS: Readonly<Record<string, string>> = {
  ...{ 0: 'o', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', '@': 'a', $: 's', '!': 'i' },
};
/** Between letters, a figure also at the beginning of three: not `401k`, `10b`, `Q3`, `covid19`, `IFRS9`, `$AAPL`, `@name`. */
const TURNED = /[A-Za-z][0-9@$!]+[A-Za-z]|^[0-9][A-Za-z]{3}/;
const HEX = /^[0-9a-f]+$|^[0-9A-F]+$/;
const SHORTEST = 4;
/** So many words with figures inside, as a share of all, and a text is written in them: then `$3ll$` and `70` are words too. */
const WRITTEN_SO = 4;
const SHARE = 1 / 6;
const EMOJI = /(?<=[A-Za-z])[\p{Extended_Pictographic}\p{So}*_~^]+(?=[A-Za-z])/gu;

/** `one`: what a 1 stands for in words that are not known. */
export function withoutLeetspeak(given: MappedText, one: 'i' | 'l', found: Manipulation[]): MappedText {
  const text = given.replace(EMOJI, ({ 0: sign }) => (/\p{N}/u.test(sign) ? null : ''));
  const words = Array.from(text.text.matchAll(WORD), ([word]) => word);
  const turned = words.filter(isTurned);
  if (turned.length === 0) return text;
  const isWritten = turned.length >= Math.max(WRITTEN_SO, words.length * SHARE);
  return text.replace(WORD, (match) => {
    const [word] = match;
    if (!/[0-9@$!]/.test(word)) return null;
    // A sign that ends a sentence.
    const [, body = '', end = ''] = /^(.*?)(!*)$/.exec(word) ?? [];
    const plain = plainOf(body, one);
    if (!isTurned(word) && !(isWritten && (/[A-Za-z]/.test(body) || isWord(plain)))) return null;
    const span = { start: match.index, end: match.index + word.length };
    // What makes no word is a name: `pass@k`, `GSM8K`.
    if (isWord(plain)) found.push(finding('lookalike letters', text, span, plain));
    return plain + end;
  });
}

function isTurned(word: string): boolean {
  const letters = word.match(/[A-Za-z]/g)?.length ?? 0;
  return word.length >= SHORTEST && TURNED.test(word) && !HEX.test(word) && letters * 2 >= word.length;
}

function plainOf(word: string, one: 'i' | 'l'): string {
  const read = (first: string): string =>
    word.replace(/[0-9@$!]/g, (sign) => (sign === '1' ? first : (SIGNS[sign] ?? sign)));
  return [read('i'), read('l')].find(isWord) ?? read(one);
}
