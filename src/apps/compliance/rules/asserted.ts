/** Whether a text says what a passage of it says: not denied, forbidden, warned of, nor told of another. */

import { assertedEn } from './asserted-en.ts';
import { assertedZh } from './asserted-zh.ts';
import type { RuleLanguage } from './rule.ts';
import { partEnds } from './segments.ts';

/** `doubtful`: a denial or right conduct stands by, but it may be rhetoric or of something else, or the text only calls itself an exercise; a person should look. */
export type Standing = 'asserted' | 'doubtful' | 'denied';

/**
 * For a text, how the passage from `start` to `end` stands (UTF-16 units); only what stands around it counts. `written` is the text
 * before passages were blanked out in it: whether a passage begins with a subject, or speaks for a firm, shows there.
 */
export function assertion(
  text: string,
  language: RuleLanguage,
  written = text,
): (start: number, end: number) => Standing {
  if (language === 'zh') return (start, end) => assertedZh(text, start, end, written);
  const sentences = partEnds(text, 'sentence');
  return (start, end) => assertedEn(text, start, end, sentences, written.slice(start, end));
}
