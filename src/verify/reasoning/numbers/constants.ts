/** Numbers that nobody has to give: units of time and scale, the whole as 100 %, small counts. */

import type { ParsedNumber } from '../../number.ts';

const NAMED = new Map([
  [0, 'zero'],
  [1, 'one'],
  [2, 'two'],
  [4, 'quarters a year'],
  [7, 'days a week'],
  [12, 'months a year'],
  [24, 'half-months a year'],
  [30, 'days a month'],
  [50, 'half in percent'],
  [52, 'weeks a year'],
  [60, 'minutes an hour'],
  [90, 'days a quarter'],
  [100, 'percent'],
  [180, 'days half a year'],
  [181, 'days half a year'],
  [182, 'days half a year'],
  [183, 'days half a year'],
  [184, 'days half a year'],
  [250, 'trading days a year'],
  [252, 'trading days a year'],
  [360, 'days a banking year'],
  [365, 'days a year'],
  [366, 'days a leap year'],
  [1000, 'thousand'],
  [10000, 'ten thousand'],
  [100000, 'hundred thousand'],
  [1000000, 'million'],
  [10000000, 'ten million'],
  [100000000, 'hundred million'],
  [1000000000, 'billion'],
]);
const DAY_COUNTS = new Set([100, 252, 360, 365, 366]);
/** As many as the days of a month. */
const LARGEST_COUNT = 31;
/** Spans of fewer days, months or years may be facts of the case as well. */
const LEAST_DAYS = 90;
/** What the time units among the constants are said with. */
const TIME_AFTER =
  /^(?: to \d+)?\s?-?(?:days?|weeks?|months?|quarters?|years?|minutes?|hours?|个?月|天|日|周|季度?|年)/i;

/** Behind a count of what the trace itself has in sight. */
const COUNTED_AFTER =
  /^\s?(?:values?|figures?|numbers?|items?|terms?|amounts?|steps?|parts?|options?|cases?|reasons?|rows?|columns?|cells?|conditions?|methods?|ways|criteria|个(?:数|值|指标|项目|条件|部分|步骤|选项|年份|因素|问题)|项|种|步|点)/i;

/** `revenue current=20` gives a quantity its value, which somebody has to give; `years = 3` may count. */
const VALUE_BEFORE = /(?:[\p{L}_]{3,}|\p{Script=Han}{2,})\s?[=＝]\s?[-−]?$/u;
const COUNT_BEFORE =
  /(?:days?|weeks?|months?|quarters?|years?|periods?|terms?|payments?|number|count|times|[天月季年期次个]数?)\s?[=＝]\s?$/iu;

/** The constant that a number of a calculation is. */
export function constantName(number: ParsedNumber): string | null {
  // `1亿元 = 10,000万元`
  if (number.digits === '1' && number.power > 0) return 'one';
  const own = NAMED.get(Math.abs(number.value));
  if (own !== undefined && number.unit === 'plain' && !number.currency) return own;
  return isWhole(number) ? 'the whole' : null;
}

/** The constant that a number in the text is: the whole, a span of time, a small count. */
export function statedConstant(number: ParsedNumber, before: string, after: string): string | null {
  if (isWhole(number)) return 'the whole';
  if (number.digits === '1' && number.unit === 'plain' && !number.currency) return 'one';
  if (number.unit !== 'plain' || number.currency) return null;
  if (/\^\s?\(?[-−]?$/.test(before)) return 'an exponent';
  if (/\brule of (?:thumb )?$/i.test(before)) return 'a rule';
  if (number.decimals > 0) return null;
  const value = Math.abs(number.value);
  if (TIME_AFTER.test(after) && NAMED.has(value) && value < LEAST_DAYS) return 'a span of time';
  const calculates = /[/×*÷]\s*$/.test(before);
  if (NAMED.has(value) && (calculates || TIME_AFTER.test(after) || value >= 1000 || DAY_COUNTS.has(value))) {
    return NAMED.get(value) ?? null;
  }
  if (number.power !== 0 || value > LARGEST_COUNT) return null;
  if (VALUE_BEFORE.test(before) && !COUNT_BEFORE.test(before)) return null;
  return COUNTED_AFTER.test(after) ? 'a count of what is in sight' : 'a count';
}

/** Constants by their smallness only: they may be invented as well. */
export function isWeakConstant(name: string): boolean {
  return name === 'a count' || name === 'a span of time';
}

function isWhole({ unit, value }: ParsedNumber): boolean {
  return unit === 'percent' && (value === 100 || value === 0);
}
