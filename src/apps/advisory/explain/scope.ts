/** Words beside a figure that say another period, another scope or a bound that the figure does not have. */

import type { BoundNumber } from './bind.ts';

const YEARLY =
  /^(?:plan\.(?:return|volatility|volatilityLimit|loss95|cost)|profile\.largestLoss|backtest\.(?!drawdown|sharpe)\w+)$/;
const MONTHLY = /^profile\.investPerMonth$/;
const RISK = /\.(?:loss95|drawdown|volatility|cost|shortfall)$/;
const GOOD = /^(?:plan\.return|backtest\.(?:return|excess|sharpe)|goal\..*\.probability|plan\.wealth\..*)$/;

// Of these, only what words of the vocabulary can say.
const SHORT_OR_LONG =
  /\b(?:(?:an?|per|each|every|any|one|single|the) month|monthly|(?:over|during|across|for|in) (?:the|its|your|this) (?:total|years|horizon|period|investment)|in total|total|once)\b|[每单]个?月|[按逐]月|期间|期限内|合计(?!为?每年)|合共|总计|一次性/i;
const YEAR_WORDS =
  /\b(?:an?|per|each|every|one) year\b|\byearly\b|\bannual\w*\b|每年|[按逐]年|年化|年度|一年/i;
const OF_MONTHLY =
  /\b(?:(?:an?|per|each|every|one) year|yearly|annual\w*|in total|once)\b|每年|[按逐]年|年度|一次性|合计|合共|总计/i;
const NET =
  /\b(?:deduct\w*|includ\w*|contain\w*)\b[^.;]{0,40}\b(?:tax\w*|fees?|costs?|charges?|inflation)\b|\b(?:tax\w*|fees?|costs?|charges?|inflation)\b[^.;]{0,30}\b(?<!not )(?:deducted|included|contained|covered)\b|\breal (?:return|terms)\b|(?<!未)扣除|(?<!不)包?含(?:税|费|通胀)|实际收益(?!可能)/i;
const AT_MOST_BEFORE =
  /(?:\b(?:less than|below|under|within|only|just|merely)|不足|不超过|未超过|不高于|低于|小于|少于|仅[有为]?|只有?)\s*(?:about |around |约|为)?\s*$/i;
const AT_MOST_AFTER = /^\s*(?:以下|之内)/;
const AT_LEAST_BEFORE =
  /(?:\b(?:over|above|more than|exceed(?:s|ed|ing)?|beyond)|超过|高于|超出|多达)\s*(?:about |around |约|为)?\s*$/i;
const AT_LEAST_AFTER = /^\s*(?:(?:or|and) (?:even )?(?:more|higher)|及?以上|或更[多高大])/i;

/** What is wrong with a sentence (`at` is its place in `text`) that says the figures `numbers`; null where nothing is. */
export function scopeFault(
  text: string,
  at: { start: number; end: number },
  sentence: string,
  numbers: readonly BoundNumber[],
): string | null {
  const ids = numbers.flatMap(({ figure }) => figure ?? []);
  const isYearly = ids.some((id) => YEARLY.test(id));
  const isMonthly = ids.some((id) => MONTHLY.test(id));
  if (isYearly && SHORT_OR_LONG.test(sentence)) return 'a figure for a year is told for another period';
  if (isMonthly && OF_MONTHLY.test(sentence)) return 'an amount for a month is told for another period';
  const isOfPeriod = isYearly || isMonthly;
  const hasPeriod = YEAR_WORDS.test(sentence) || /\b(?:an?|per|each|every) month\b|每个?月/i.test(sentence);
  if (!isOfPeriod && hasPeriod) return 'a figure that is of no period is told for one';
  if (ids.some((id) => YEARLY.test(id) && id !== 'plan.cost') && NET.test(sentence))
    return 'a figure is told as after tax, fees or inflation';
  for (const { start, end, figure, raw } of numbers) {
    const before = text.slice(at.start, start);
    const after = text.slice(end, at.end);
    const id = figure ?? '';
    if (RISK.test(id) && (AT_MOST_BEFORE.test(before) || AT_MOST_AFTER.test(after)))
      return `${raw} is told as a bound that ${id} is not`;
    if (GOOD.test(id) && (AT_LEAST_BEFORE.test(before) || AT_LEAST_AFTER.test(after)))
      return `${raw} is told as a bound that ${id} is not`;
  }
  return null;
}
