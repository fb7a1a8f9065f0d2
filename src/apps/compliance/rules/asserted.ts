/** Whether a text says what a passage of it says: not denied, forbidden, warned of, nor told of another. */

import { assertedEn } from './asserted-en.ts';
import { assertedZh } from './asserted-zh.ts';
import type { RuleLanguage } from './rule.ts';
import { partEnds } from './segments.ts';

/** For a text, whether the passage from `start` to `end` is asserted (UTF-16 units); only what stands around it counts. */
export function assertion(text: string, language: RuleLanguage): (start: number, end: number) => boolean {
  if (language === 'zh') return (start, end) => assertedZh(text, start, end);
  const sentences = partEnds(text, 'sentence');
  return (start, end) => assertedEn(text, start, end, sentences);
}
