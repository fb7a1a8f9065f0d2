/** The words of a text: stems of English words, pairs of Chinese characters. */

const ENGLISH = /[a-z]{4,}/g;
const CHINESE = /[\u4e00-\u9fff]+/g;
/** So many letters tell words apart, whatever their endings. */
const STEM = 6;

export function wordsOf(text: string): string[] {
  const words = (text.toLowerCase().match(ENGLISH) ?? []).map((word) => word.slice(0, STEM));
  for (const run of text.match(CHINESE) ?? []) {
    for (let at = 0; at + 2 <= run.length; at++) words.push(run.slice(at, at + 2));
  }
  return words;
}
