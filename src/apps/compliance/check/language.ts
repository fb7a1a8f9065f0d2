/** Which languages a text is in: what it is called, and whose rules it is held against. */

import type { RuleLanguage } from '../rules/rule.ts';
import type { CheckedText } from './verdict.ts';

const HAN = /\p{Script=Han}/gu;
const WORD = /[A-Za-z][a-z']+/g;
/** A letter of Chinese says about as much as half an English word. */
const LETTERS_PER_WORD = 2;
/** Of what is said: less than this is names and terms. */
const SMALL = 0.15;
/** So few words or letters in the other language may hold a rule's words. */
const FEW = 2;

export function languageOf(text: string): CheckedText['language'] {
  const { zh, en } = amounts(text);
  const share = zh / Math.max(zh + en, 1);
  if (share <= SMALL) return 'en';
  return share >= 1 - SMALL ? 'zh' : 'mixed';
}

/** A sentence in the other language is enough for its rules: it could be the one that matters. */
export function languagesIn(text: string): RuleLanguage[] {
  const { zh, en } = amounts(text);
  const languages: RuleLanguage[] = [];
  if (en > FEW || zh === 0) languages.push('en');
  if (zh > FEW / LETTERS_PER_WORD) languages.push('zh');
  return languages.length === 0 ? ['en', 'zh'] : languages;
}

/** In words. */
function amounts(text: string): { zh: number; en: number } {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  return { zh: count(HAN) / LETTERS_PER_WORD, en: count(WORD) };
}
