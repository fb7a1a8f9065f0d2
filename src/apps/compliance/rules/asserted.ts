/** Whether a text says what a passage of it says: not denied, forbidden, warned of, nor told of another. */

import { assertedEn } from './asserted-en.ts';
import { assertedZh } from './asserted-zh.ts';
import type { RuleLanguage } from './rule.ts';
import { partEnds } from './segments.ts';

/** `doubtful`: a denial or right conduct stands by, but it may be rhetoric or of something else, or the text only calls itself an exercise; a person should look. */
export type Standing = 'asserted' | 'doubtful' | 'denied';

/** For a text, how the passage from `start` to `end` stands (UTF-16 units); only what stands around it counts. */
export function assertion(text: string, language: RuleLanguage): (start: number, end: number) => Standing {
  if (language === 'zh') return (start, end) => assertedZh(text, start, end);
  const sentences = partEnds(text, 'sentence');
  return (start, end) => assertedEn(text, start, end, sentences);
}
