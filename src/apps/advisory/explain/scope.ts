/** Words beside a figure that say another period, another scope or a bound that the figure does not have. */

import type { BoundNumber } from './bind.ts';

const YEARLY =
  /^(?:plan\.(?:return|volatility|volatilityLimit|loss95|cost)|profile\.largestLoss|backtest\.(?!drawdown|sharpe)\w+)$/;
const MONTHLY = /^profile\.investPerMonth$/;
const RETURN = /^(?:plan|backtest)\.(?:return|excess|benchmarkReturn)$/;
const RISK = /\.(?:loss95|drawdown|volatility|cost|shortfall)$/;
const GOOD = /^(?:plan\.return|backtest\.(?:return|excess|sharpe)|goal\..*\.probability|plan\.wealth\..*)$/;

const SHORT_OR_LONG =
  /\b(?:(?:an?|per|each|every|any|in one|one|single|the) (?:second|minute|hour|day|week|fortnight|month|quarter|decade|century)|(?:dai|week|month|quarter|hour)ly|(?:over|during|across|throughout|for|in) (?:the|its|your|all|this) (?:whole|entire|full|complete|total|years|time|horizon|period|term|life\w*|investment)|in total|total|altogether|overall|cumulative\w*|accumulated|one-off|once|lifetime|forever|all years|semi-?annual\w*)\b|[每一单][个]?(?:[日天周月季]|星期|小时)|按[日周月季]|[日周月季](?:度|均)(?:收益|波动|费|亏)|整个|全程|累计|总共|合计|一次性|全期|期间内|十年|终身|半年/i;
const YEAR_WORDS =
  /\b(?:an?|per|each|every|one) year\b|\byearly\b|\bannual\w*\b|\bp\.?a\.?(?![a-z])|每年|年化|年度|一年/i;
const OF_MONTHLY =
  /\b(?:(?:an?|per|each|every|one) (?:hour|day|week|fortnight|quarter|year|decade)|yearly|annual\w*|weekly|daily|quarterly|in total|altogether|once)\b|每[年周天日季]|每个?(?:星期|季度)|一次性|累计|总共|合计/i;
const NET =
  /\b(?:after|net of|less|minus|deducting|deducted|excluding|including|inclusive of|plus)\b[^.;]{0,40}\b(?:tax\w*|fees?|costs?|charges?|inflation|everything)\b|\bnet\b|\btax-?(?:free|exempt)\b|\buntaxed\b|\b(?:tax\w*|fees?|costs?|charges?|inflation)\b[^.;]{0,30}\b(?:deducted|included|paid|covered|taken off)\b|\breal (?:return|terms)\b|(?<!未|不|没有|尚未)扣除|(?<!未|不)[扣含](?:税|费|通胀)|税后|费后|净(?:收益|回报|值?得)|免税|剔除|实际收益(?!可能)/i;
const AT_MOST_BEFORE =
  /(?:\b(?:up to|less than|below|under|within|limited to|capped at|only|just|merely|a mere|fewer than|as little as|max(?:imum|imal)?(?: of)?)|不到|不足|低于|小于|少于|控制在|仅仅|仅有?|只有?|限于|最多|至多)\s*(?:about |around |约|为)?\s*$/i;
const AT_MOST_AFTER =
  /^\s*(?:or less|or under|at most|at worst|tops|max(?:imum)?\b|以内|以下|之内|封顶|左右以内)/i;
const AT_LEAST_BEFORE =
  /(?:\b(?:over|above|more than|at least|exceed(?:s|ing)?|upwards? of|beyond|as much as|no less than|min(?:imum|imal)?(?: of)?)|超过|高于|多于|不低于|不少于|至少|最低|高达|起码)\s*(?:about |around |约|为)?\s*$/i;
const AT_LEAST_AFTER = /^\s*(?:or (?:more|better|above)|and (?:more|above)|plus\b|\+|以上|起)/i;

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
  const hasPeriod =
    YEAR_WORDS.test(sentence) || /\b(?:an?|per|each|every) (?:day|week|month)\b|每[日周月]/i.test(sentence);
  if (!isOfPeriod && hasPeriod) return 'a figure that is of no period is told for one';
  if ((ids.some((id) => RETURN.test(id)) || isYearly) && NET.test(sentence))
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
