/** Chinese key words that are torn by signs, in pinyin, in parts, or backwards. A guess, as that of `undone-english.ts`: for tests alone. */

import type { Manipulation } from '../check/verdict.ts';
import { anyChineseKeyWord, chineseKeyWords } from './chinese-key-words.ts';
import { finding } from './finding.ts';
import type { MappedText } from './mapped-text.ts';

const HAN = /\p{Script=Han}/u;
const LATIN = /[A-Za-z]/;
const SYLLABLE =
  '(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?(?:uang|iang|iong|uan|uai|ian|iao|ang|eng|ing|ong|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|ue|ve|a|e|i|o|u|v)';
const SYLLABLES = new RegExp(`^(?:${SYLLABLE})*$`, 'i');
const LONGEST_RUN = 60;
/** In a text without Chinese letters one could be a name. */
const FEW_SOUNDS = 2;
const SEGMENTS = new Intl.Segmenter('zh', { granularity: 'word' });
const AROUND = 12;
/** One letter, a stop, one letter, …: `保。本。保。收`. */
const STOPS = /(?<=\p{Script=Han})(?:([。,])\p{Script=Han})(?:\1\p{Script=Han}){2,}(?!\p{Script=Han})/gu;
const LINE = /[^\n]*\p{Script=Han}[^\n]*/gu;
/** So many more key words there have to be in a line that is read backwards. */
const MORE = 2;
const BLANKS = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/** `found` gets each disguised word. */
export function undoneChinese(given: MappedText, found: Manipulation[]): MappedText {
  let text = given.replace(STOPS, ({ 0: whole }) => whole.replace(/[。,]/g, ''));
  const isChinese = HAN.test(text.text);
  if (!isChinese && soundsIn(text.text) < FEW_SOUNDS) return given;
  for (const { word, pattern } of chineseKeyWords) {
    text = text.replace(pattern, (match) => {
      const [written] = match;
      if (written === word || !isMeant(text.text, match)) return null;
      found.push(finding('disguised words', text, spanOf(match), word));
      return word;
    });
  }
  const forward = isChinese ? withoutBackwardLines(text, found) : text;
  return forward === given ? given : forward.replace(BLANKS, () => '');
}

function spanOf(match: RegExpExecArray): { start: number; end: number } {
  return { start: match.index, end: match.index + match[0].length };
}

function soundsIn(text: string): number {
  let count = 0;
  for (const { pattern } of chineseKeyWords)
    for (const match of text.matchAll(pattern)) if (isMeant(text, match)) count++;
  return count;
}

/** Not the end of one word and the beginning of the next (`担保/本金`), and no part of a Latin word that is no pinyin. */
function isMeant(text: string, match: RegExpExecArray): boolean {
  const { start, end } = spanOf(match);
  if (HAN.test(match[0].charAt(0)) && !beginsWord(text, start)) return false;
  return isPinyinBefore(text, start) && isPinyinAfter(text, end);
}

function beginsWord(text: string, at: number): boolean {
  const from = Math.max(0, at - AROUND);
  return Array.from(SEGMENTS.segment(text.slice(from, at + AROUND))).some(({ index }) => from + index === at);
}

function isPinyinBefore(text: string, start: number): boolean {
  if (!LATIN.test(text.charAt(start))) return true;
  const before = /[A-Za-z]*$/.exec(text.slice(Math.max(0, start - LONGEST_RUN), start))?.[0] ?? '';
  return SYLLABLES.test(before);
}

function isPinyinAfter(text: string, end: number): boolean {
  if (!LATIN.test(text.charAt(end - 1))) return true;
  return SYLLABLES.test(/^[A-Za-z]*/.exec(text.slice(end, end + LONGEST_RUN))?.[0] ?? '');
}

function withoutBackwardLines(text: MappedText, found: Manipulation[]): MappedText {
  return text.replace(LINE, (match) => {
    const [line] = match;
    const forward = Array.from(line).toReversed().join('');
    if (keyWordsIn(forward) < keyWordsIn(line) + MORE) return null;
    found.push(finding('disguised words', text, spanOf(match), forward));
    return forward;
  });
}

function keyWordsIn(line: string): number {
  return line.match(anyChineseKeyWord)?.length ?? 0;
}
