/**
 * Small numbers spelled out, `one` to `twelve` and 一 to 十, where what follows shows that they count: `slipped by three points`,
 * `nine basis points`, `两个百分点`, `four times 396`. They are whole numbers and so may be rounded ones.
 */

import type { ParsedNumber } from '../../number.ts';
import type { TraceText } from '../trace-text.ts';

const VALUES: Record<string, number> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12 },
  ...{ 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 },
};
const WORD = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
/** Part of a longer number or of a range, or only a bound. */
const NOT_ALONE =
  '(?<!(?:ty|hundred|thousand|and|point|to|or|than|over|under|least|most|each|every|per)[ -]|[\\w-])';
const STATED =
  '(?<=(?:\\b(?:by|of|up|down|about|roughly|exactly|nearly|almost|around|is|was|a|the|full)|,) )';
const SPELLED = new RegExp(
  `${NOT_ALONE}(?:(${WORD})(?: (percentage[ -]points?|(?:basis[ -]points?|bps?))\\b|(?= times (?:the |that )?[$€£]?\\d))|${STATED}(${WORD})(?= (?:full )?points?\\b(?! (?:to|worth|stand)\\b)))` +
    '|(?<![一二两三四五六七八九十百千几点]|每[^,;。\\u201A]{0,6})([一二两三四五六七八九十])(个?百分点|个?基点)',
  'gi',
);

/** One look that tells most steps without any. */
const HINT = /points?\b|\bbps?\b|times [$€£]?\d|times th|百分点|基点/i;

/** The numbers of a step with those spelled out, and whether there are any. */
export function withSpelled(
  { text, numbers }: TraceText,
  step: { start: number; end: number; first: number; next: number },
): ParsedNumber[] | null {
  const words = text.slice(step.start, step.end);
  if (!HINT.test(words)) return null;
  SPELLED.lastIndex = 0;
  let found = SPELLED.exec(words);
  if (found === null) return null;
  const all = numbers.slice(step.first, step.next);
  for (; found !== null; found = SPELLED.exec(words)) {
    const [, counted, unit, points, chinese, chineseUnit] = found;
    all.push(
      spelled(
        counted ?? points ?? chinese ?? '',
        unit ?? chineseUnit ?? '',
        found[0],
        step.start + found.index,
      ),
    );
  }
  return all.sort((a, b) => a.start - b.start);
}

function spelled(word: string, unit: string, raw: string, start: number): ParsedNumber {
  const value = VALUES[word.toLowerCase()] ?? 0;
  const points = /^b|基点/i.test(unit) ? 'basis-points' : 'percentage-points';
  return {
    ...{ value, digits: String(value), decimals: 0, significant: String(value).length, power: 0 },
    ...{ unit: unit === '' ? 'plain' : points, scaleWord: false, currency: false },
    ...{ raw, start, end: start + raw.length },
  };
}

export function isSpelled({ raw }: ParsedNumber): boolean {
  return !/\d/.test(raw);
}
