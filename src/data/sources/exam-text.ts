/**
 * One exam question that is printed as running text, as in FinCorpus:
 *
 *     题干
 *     A、…
 *     B、…
 *     答案：["A"]
 *     分析解释：…
 *
 * Read only where nothing is in doubt: one 答案 line, options A, B, C … once each and in order (a line each, or in one line with blanks
 * between them), marked 、 ． . : or ). The gold is a JSON list, letters, the text of one option, or 正确/错误 where there are no options;
 * any other gold without options is an open answer. What stands behind 分析解释 is left aside, since a model shall find its own reasons.
 */

import type { Reference } from '../../core/question.ts';
import { booleanGold, choiceGold, goldLetters, noGold, type NoGold } from './exam-gold.ts';

export interface ExamText {
  stem: string;
  category: 'single choice' | 'multiple choice' | 'true or false' | 'open question';
  reference: Reference;
}

const EXPLANATION = /^\s*(?:分析解释|答案解析|试题解析|解析)\s*[：:]/m;
const ANSWER = /^\s*(?:正确|参考|标准)?答案\s*[：:](.*)$/gm;
const MARK = '([A-HＡ-Ｈ])\\s*[、．.：:)）]';
const LINE_MARK = new RegExp(`^[\\s(（]*${MARK}`, 'gm');
const INLINE_MARK = new RegExp(`(?:^|\\s)[(（]?${MARK}`, 'gm');

const bare = (text: string): string => text.normalize('NFKC').replace(/[\s。.]+/g, '');

interface Marked {
  stem: string;
  options: Record<string, string>;
}

/** The text cut at its option marks; null where these are not A, B, C … once each. */
function cutAt(marks: readonly RegExpExecArray[], text: string): Marked | null {
  const letters = marks.map((match) => (match[1] as string).normalize('NFKC')).join('');
  if (letters.length < 2 || !'ABCDEFGH'.startsWith(letters)) return null;
  const options: Record<string, string> = {};
  for (const [i, match] of marks.entries()) {
    options[letters.charAt(i)] = text.slice(match.index + match[0].length, marks[i + 1]?.index).trim();
  }
  return { stem: text.slice(0, marks[0]?.index).trim(), options };
}

/** Stem and options of the text before the answer; without any mark the whole of it is the stem. */
function readOptions(text: string): Marked | null {
  const lines = [...text.matchAll(LINE_MARK)];
  const all = [...text.matchAll(INLINE_MARK)];
  if (all.length === 0) return { stem: text.trim(), options: {} };
  // Marks inside the stem ("方案 A、B") do not matter; one inside an option may be an option of its own.
  const first = lines[0]?.index ?? 0;
  const inOptions = all.filter((mark) => mark.index + mark[0].length > first);
  return (lines.length === inOptions.length ? cutAt(lines, text) : null) ?? cutAt(all, text);
}

/** `["A", "C"]` as `A,C`; anything else as it is printed. */
function unlisted(gold: string): string {
  const list = /^\[(.*)\]$/s.exec(gold)?.[1];
  return list === undefined ? gold : list.replace(/["'“”]/g, '').trim();
}

function readGold(gold: string, options: Record<string, string>): Reference | NoGold {
  const letters = Object.keys(options);
  if (letters.length === 0 && goldLetters(gold) === null) {
    return booleanGold(gold) ?? { kind: 'text', text: gold, accepted: [] };
  }
  const same = letters.filter((letter) => bare(options[letter] ?? '') === bare(gold));
  const [only] = same;
  return choiceGold(same.length === 1 && only !== undefined && gold.length > 1 ? only : gold, options);
}

function categoryOf(reference: Reference): ExamText['category'] {
  if (reference.kind === 'boolean') return 'true or false';
  if (reference.kind !== 'choice') return 'open question';
  return reference.letters.length === 1 ? 'single choice' : 'multiple choice';
}

/** The question, or why it cannot be read surely. */
export function readExamText(text: string): ExamText | NoGold {
  const lines = text.replace(/\r\n?/g, '\n');
  const explained = lines.search(EXPLANATION);
  const head = explained === -1 ? lines : lines.slice(0, explained);
  const shown = text.trim().slice(0, 80);
  const [answer, second] = [...head.matchAll(ANSWER)];
  if (answer === undefined) return { excluded: noGold, detail: shown };
  if (second !== undefined) return { excluded: 'several answers in one text', detail: shown };
  const marked = readOptions(head.slice(0, answer.index));
  if (marked === null) return { excluded: 'the options are not A, B, C … once each', detail: shown };
  const { stem, options } = marked;
  if (stem === '') return { excluded: 'no question before the options', detail: shown };
  if (Object.values(options).some((option) => option === '')) {
    return { excluded: 'an option without text', detail: shown };
  }
  // An open answer may go on below its line.
  const gold = unlisted(`${answer[1] ?? ''}${head.slice(answer.index + answer[0].length)}`.trim());
  if (gold === '') return { excluded: noGold, detail: shown };
  const reference = readGold(gold, options);
  return 'excluded' in reference ? reference : { stem, category: categoryOf(reference), reference };
}
