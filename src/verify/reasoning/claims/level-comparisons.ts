/**
 * Comparisons with a figure that is named by its year or period only: `2022年为77.0%，2023年为75.0%，高于2022年的水平`,
 * `8.4% in 2022 and 7.9% in 2023, above the level of 2022`. The figure is the one that the same sentence gives for that period.
 */

import type { ParsedNumber } from '../../number.ts';
import { isYear } from '../../number-role.ts';
import type { FoundComparison } from './found-claim.ts';
import type { StepSpan, TraceText } from '../trace-text.ts';

const HINT = /[高低多少大小]于|超过|不及|\b(?:above|below|than)\b/;
const WORDS =
  /[,\u201A] ?(?:仍然?|还|也|明显|略|稍|远|已经?|均|都|又)*(?:(高于|多于|大于|超过)|(低于|少于|小于|不及))(?:了)?((?:19|20)\d\d(?=年)|去年|上年|前一年|上期|上年同期|年初|期初)|[,\u201A] (?:which (?:is|was) |that is |still |slightly |well |clearly |just |far )*(?:(above|higher than|more than)|(below|lower than|less than)) (?:the (?:level|figure|value|rate|ratio|one) (?:of|in) |that of |in )?((?:19|20)\d\d)(?![\d.,]*\d|%)/g;
/** Nothing but its unit stands between the figure and the words. */
const BESIDE = /^(?:[^\d,;。\u201A!?]{0,8}|[^\d,;。\u201A!?]{0,12}(?:19|20)\d\d)$/;
const NO_STATEMENT = /[?]|吗|是否|如果|假设|若|应当?|要求|\b(?:if|whether|should|must|suppose|would|not)\b/;
/** `8.4% in 2022 and`: the period belongs to the figure before it. */
const OF_OTHER = /[\d%元份股倍] ?(?:\w+ )?(?:in|of|for) (?:fiscal )?$/;
/** With more numbers a sentence is a list. */
const MAX_NUMBERS = 40;
const BEFORE = 32;
const AFTER = 18;

export function levelComparisons({ text, numbers }: TraceText, step: StepSpan): FoundComparison[] {
  const count = step.next - step.first;
  if (count < 2 || count > MAX_NUMBERS) return [];
  const words = text.slice(step.start, step.end);
  if (!HINT.test(words) || NO_STATEMENT.test(words)) return [];
  const figures = numbers.slice(step.first, step.next).filter((number) => !isYear(number));
  return [...words.matchAll(WORDS)].flatMap((found): FoundComparison[] => {
    const at = step.start + found.index;
    const [, zhAbove, , zhPeriod, enAbove, , enYear] = found;
    const period = zhPeriod ?? enYear ?? '';
    const own = figures.findLast(({ end }) => end <= at);
    if (own === undefined || !BESIDE.test(text.slice(own.end, at))) return [];
    const named = figures.filter((figure) => figure !== own && isOf(text, figure, period, step.start));
    const [other] = named;
    if (other === undefined || named.length > 1 || other.unit !== own.unit) return [];
    if (other.scaleWord !== own.scaleWord || isOf(text, own, period, step.start)) return [];
    const above = (zhAbove ?? enAbove) !== undefined;
    const holds = above ? own.value > other.value : own.value < other.value;
    const [start, end] = [Math.min(own.start, other.start), at + found[0].length];
    return [{ kind: 'comparison', start, end, numbers: [own, other], holds }];
  });
}

/** `2022年为77.0%`, `77.0% in 2022`. */
function isOf(text: string, { start, end }: ParsedNumber, period: string, from: number): boolean {
  const before = text.slice(Math.max(from, start - BEFORE), start);
  const named = before.lastIndexOf(period);
  const between = before.slice(named + period.length);
  if (named >= 0 && !/[\d;。\u201A]/.test(between) && !OF_OTHER.test(before.slice(0, named))) return true;
  return new RegExp(`^ (?:in|of|for) (?:fiscal )?${period}`).test(text.slice(end, end + AFTER));
}
