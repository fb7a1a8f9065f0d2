/** The language of one row of one's own file: the one named for all rows, what a column says, or by the question's script. */

import type { Question } from '../../core/question.ts';
import { cellText, type OwnRow } from './own-rows.ts';

type Language = Question['language'];

/** `language: en` and `language: zh` hold for every row; any other name is a column. */
export const constantLanguages: readonly string[] = ['en', 'zh'] satisfies Language[];

const ENGLISH = /^(?:en(?:[-_]\w+)?|eng|english|英文|英语)$/i;
const CHINESE = /^(?:zh(?:[-_]\w+)*|cn|chi|zho|chinese|中文|汉语)$/i;

/** From this share of its letters on, Chinese characters make a question Chinese: names and abbreviations are often Latin. */
const CHINESE_SHARE = 0.3;

function languageByScript(question: string): Language {
  const characters = question.match(/\p{Script=Han}/gu)?.length ?? 0;
  const letters = question.match(/\p{L}/gu)?.length ?? 0;
  return characters > 0 && characters >= CHINESE_SHARE * letters ? 'zh' : 'en';
}

/** `choice` is what the map says of the language, if anything. A cell that is empty leaves it to the script. */
export function ownLanguage(
  choice: string | undefined,
  row: OwnRow,
  question: string,
): { language: Language } | { fault: string } {
  if (choice === 'en' || choice === 'zh') return { language: choice };
  const said = choice === undefined ? null : cellText(row[choice]);
  if (said === null) return { language: languageByScript(question) };
  if (ENGLISH.test(said)) return { language: 'en' };
  if (CHINESE.test(said)) return { language: 'zh' };
  return { fault: `"${said}" is neither en nor zh` };
}
