/** How many of the words around a number stand neither in the source nor among those that any reasoning is made of. */

import common from './common-words.json' with { type: 'json' };

const ENGLISH = /[a-z]{4,}/g;
const CHINESE = /[\u4e00-\u9fff]+/g;
const STEM = 6;

export function wordsOf(text: string): string[] {
  const words = (text.toLowerCase().match(ENGLISH) ?? []).map((word) => word.slice(0, STEM));
  for (const run of text.match(CHINESE) ?? []) {
    for (let at = 0; at + 2 <= run.length; at++) words.push(run.slice(at, at + 2));
  }
  return words;
}

export function newWords(
  before: string,
  after: string,
  known: ReadonlySet<string>,
): { fresh: number; total: number } {
  const own = [...new Set([...wordsOf(before), ...wordsOf(after)])].filter((word) => !COMMON.has(word));
  const fresh = own.filter((word) => !known.has(word)).length;
  return { fresh, total: own.length };
}

/** Words of reasoning in general. */
const COMMON: ReadonlySet<string> = new Set<string>(common);
