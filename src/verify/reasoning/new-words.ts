/** The words around a number that the source does not have: a new topic makes an invented figure likely. */

import common from './common-words.json' with { type: 'json' };

const ENGLISH = /[a-z]{4,}/g;
const CHINESE = /[\u4e00-\u9fff]+/g;
/** So many letters tell words apart, whatever their endings. */
const STEM = 6;
const WIDE_BEFORE = 90;
const WIDE_AFTER = 40;
/** Words of reasoning in general, which say nothing about a topic. */
const COMMON: ReadonlySet<string> = new Set<string>(common);

/** Stems of English words, pairs of Chinese characters. */
export function wordsOf(text: string): string[] {
  const words = (text.toLowerCase().match(ENGLISH) ?? []).map((word) => word.slice(0, STEM));
  for (const run of text.match(CHINESE) ?? []) {
    for (let at = 0; at + 2 <= run.length; at++) words.push(run.slice(at, at + 2));
  }
  return words;
}

/** Of the words around a number that tell a topic, the share that the source does not have; 0 without any. */
export function newShare(before: string, after: string, known: ReadonlySet<string>): number {
  const all = [...wordsOf(before.slice(-WIDE_BEFORE)), ...wordsOf(after.slice(0, WIDE_AFTER))];
  const words = [...new Set(all)].filter((word) => !COMMON.has(word));
  return words.length === 0 ? 0 : words.filter((word) => !known.has(word)).length / words.length;
}
