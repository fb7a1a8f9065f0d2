/** Holds a sentence to the closed vocabulary of explanations: every word of it is allowed, or the sentence is not. */

import { englishPhrases, englishWords } from './vocabulary-en.ts';
import { uncovered } from './vocabulary-zh.ts';

const PUNCTUATION = /[\s.,;:()"'“”‘’\-–—−。，；：（）、□■]/gu;
const ENGLISH = /[a-z]+(?:[’'][a-z]+)*/g;
const CHINESE = /[\p{Script=Han}□]+/gu;

/** The first word that is not allowed; null where all are. In the sentence, names stand as `□` and numbers as `■`. */
export function unknownWord(sentence: string): string | null {
  const said = sentence.toLowerCase();
  const left = said.replace(/(?:minus |negative |负)(?=■)/g, '').replace(englishPhrases, ' ');
  for (const [word] of left.matchAll(ENGLISH)) {
    if (!englishWords.has(word.replace(/[’']s$/, ''))) return word;
  }
  for (const [run] of left.matchAll(CHINESE)) {
    for (const part of run.split('□')) {
      const unknown = uncovered(part);
      if (unknown !== '') return unknown;
    }
  }
  const other = left.replace(ENGLISH, '').replace(CHINESE, '').replace(PUNCTUATION, '');
  return other === '' ? null : (/./u.exec(other)?.[0] ?? other);
}
