/**
 * Which words say what a number is about. A number is bound to a figure only where the words beside it speak of that figure, so that two
 * figures that are swapped are found although both exist.
 */

import type { Figure } from '../figure.ts';

/** What is spoken of: a measure, or the name of a product. */
export interface Topic {
  /** Ids of the figures it covers. */
  covers: RegExp;
  words: RegExp;
}

const topic = (covers: RegExp, en: string, zh: string): Topic => ({
  covers,
  words: new RegExp(`\\b(?:${en})\\b|${zh}`, 'gi'),
});

const measures: readonly Topic[] = [
  topic(
    /^plan\.return$/,
    'expected (?:annual |yearly )?returns?|expected to return|expected gain',
    '预期(?:年化|年度|年)?(?:收益|回报)(?:率)?',
  ),
  topic(/^plan\.volatility$/, 'volatility|fluctuat\\w+|swings?', '波动(?:率|性|幅度)?'),
  topic(
    /^plan\.volatilityLimit$/,
    '(?:volatility |upper )?(?:limit|bound|ceiling|cap)(?: (?:of|on|for) (?:the )?volatility)?',
    '(?:波动率?)?(?:上限|限额)',
  ),
  topic(
    /^plan\.loss95$/,
    'bad year|unfavou?rable year|one year in|loss (?:of|in|within|over) (?:a|one|the) (?:bad )?year',
    '不利(?:的)?年[份度]|较差年份|坏年份',
  ),
  topic(
    /^plan\.cost$/,
    '(?:ongoing |running |product |annual |yearly )?(?:(?<!(?:could|may|can|might|would|will) )costs?(?! you)|fees?|charges)',
    '(?:持续|产品|年度)?(?:费用|成本|费率)',
  ),
  topic(
    /^backtest\.drawdown$/,
    '(?:maximum |largest |deepest |worst )?drawdowns?|(?:largest|deepest|worst) fall(?: from a peak)?',
    '(?:历史)?(?:最大)?(?:回撤|跌幅)',
  ),
  topic(/^backtest\.volatility$/, '(?:past|historical|realised) (?:volatility|swings?)', '历史波动(?:率)?'),
  topic(/^backtest\.sharpe$/, 'sharpe(?: ratio)?', '夏普(?:比率)?'),
  topic(
    /^backtest\.return$/,
    '(?:past|historical|back-?test(?:ed)?) (?:annual |yearly )?returns?|back-?test',
    '(?:历史|回测)(?:年化)?(?:收益|回报)(?:率)?|回测',
  ),
  topic(/^backtest\.excess$/, '(?:excess|relative) returns?', '超额(?:收益|回报)(?:率)?'),
  topic(
    /^backtest\.benchmarkReturn$/,
    '(?:return of the )?benchmark(?: returns?)?',
    '基准(?:年化)?(?:收益|回报)?(?:率)?',
  ),
  topic(/^profile\.level$/, '(?:risk )?level', '风险等级|等级'),
  topic(/^profile\.capacity$/, '(?:risk )?capacity|what (?:you|the client) can afford', '承受能力'),
  topic(
    /^profile\.tolerance$/,
    '(?:risk )?tolerance|willingness(?: to (?:take|bear) risks?)?|what (?:you|the client) can stand',
    '承受意愿|风险偏好',
  ),
  topic(/^profile\.reserveMonths$/, '(?:emergency |cash )?reserves?', '备用金'),
  topic(
    /^profile\.investNow$/,
    '(?:invested |invest |invests |investing )?(?:at once|now|today|lump sum)|initial (?:amount|investment|sum)',
    '(?:一次性|初始|首次)(?:投入|投资)(?:金额)?',
  ),
  topic(
    /^profile\.investPerMonth$/,
    'each month|every month|a month|per month|monthly(?: contributions?| instalments?)?',
    '每个?月(?:计划|拟)?(?:投入|投资|定投)?|月供|月投',
  ),
  topic(
    /^profile\.horizon$/,
    '(?<!end of (?:the|your|this) (?:investment )?)(?<!investment )(?:investment )?horizon|time available',
    '(?:投资)?期限|投资年限',
  ),
  topic(
    /^profile\.largestLoss$/,
    '(?:loss (?:that )?(?:you|the client) (?:can |could |would )?accept\\w*|accepted loss|acceptable loss|loss limit|accept a (?:maximum )?loss|willing to (?:accept|bear))',
    '(?:可|能够?|愿意)(?:接受|承受)(?:的)?(?:一年内)?(?:的)?(?:最大)?(?:亏损|损失)|(?:亏损|损失)限额',
  ),
  topic(/^goal\.[^.]+\.probability/, 'probabilit(?:y|ies)|chances?|likelihood', '概率|可能性|把握|机会'),
  topic(/^goal\.[^.]+\.calmer\.level$/, 'calmer portfolio of risk level', '较平稳组合的风险等级'),
  topic(/^goal\.[^.]+\.calmer\.probability$/, 'calmer portfolio has a probability', '较平稳组合的概率'),
  topic(
    /^goal\.[^.]+\.amount$/,
    'target(?: amount)?|goal of|needs?|amount needed',
    '目标金额|所需金额|需要|所需',
  ),
  topic(
    /^goal\.[^.]+\.year$/,
    '(?:due|planned|dated|target year|in the year|by the year|in (?=20\\d\\d\\b))',
    '计划[于在]|希望在|在(?=20\\d\\d年)|目标年份|到期',
  ),
  topic(/^goal\.[^.]+\.shortfall$/, 'shortfall|missing(?: amount)?|gap', '缺口|差额|不足'),
  topic(
    /^plan\.wealth\.[^.]+\.p5$/,
    '(?:unfavou?rable|poor|bad|weak) (?:case|outcome|course|path)',
    '不利(?:情形|情况|情景)|较差(?:情形|情况|情景)',
  ),
  topic(
    /^plan\.wealth\.[^.]+\.p50$/,
    'median(?: (?:case|outcome|value|wealth))?|middle (?:case|outcome|course|path)',
    '中位(?:数|情形|情况|情景)?|中间(?:情形|情况|情景)',
  ),
  topic(
    /^plan\.wealth\.[^.]+\.p95$/,
    '(?:favou?rable|good|strong) (?:case|outcome|course|path)',
    '(?<!不)有利(?:情形|情况|情景)|较好(?:情形|情况|情景)',
  ),
];

/** Names of what an advice speaks of besides its measures. */
export interface Names {
  /** Symbol → its names in all languages, the symbol included. */
  products: Readonly<Record<string, readonly string[]>>;
  /** Goal id → its names. */
  goals: Readonly<Record<string, readonly string[]>>;
}

export function allNames({ products, goals }: Names): string[] {
  return [...Object.values(products), ...Object.values(goals)].flat();
}

/** Measures, and the names of products as topics of their weights and amounts. */
export function topicsOf({ products }: Names): Topic[] {
  const named = Object.entries(products).map(([symbol, names]) => ({
    covers: new RegExp(`^plan\\.(?:weight|amount)\\.${escaped(symbol)}$`),
    words: namePattern(names),
  }));
  return [...measures, ...named];
}

export function namePattern(names: readonly string[]): RegExp {
  const alternatives = [...names].sort((a, b) => b.length - a.length).map(escaped);
  return new RegExp(`(?<![A-Za-z0-9])(?:${alternatives.join('|')})(?![A-Za-z0-9])`, 'gi');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Whether words are known that speak of it: others stand in the tables of the report only. */
export function isSayable(figure: Figure, names: Names): boolean {
  return topicsOf(names).some(({ covers }) => covers.test(figure.id));
}

/** The goal that a figure belongs to; null where it belongs to none. */
export function goalOf({ id }: Figure): string | null {
  return /^goal\.([^.]+)\./.exec(id)?.[1] ?? null;
}

/** Figures whose sign a reader takes from words such as gain and loss. */
export function isSigned({ id }: Figure): boolean {
  return ['plan.return', 'backtest.return', 'backtest.benchmarkReturn', 'backtest.excess'].includes(id);
}
