/**
 * The gate's rules on a product's own prices: whether they can be computed with, and whether they move as the product list says. A product
 * whose prices are refused is not estimated, so it takes nothing from the others.
 */

import type { Finding as PriceFinding, FindingKind } from '../market/finding.ts';
import { daysBetween } from '../market/frequency.ts';
import type { Frequency } from '../market/frequency.ts';
import type { Market } from '../market/market.ts';
import type { OwnPrices } from '../market/own-prices.ts';
import type { Wording } from '../wording.ts';
import type { NewFinding } from './finding.ts';
import type { Product } from './products.ts';

/** Days since the last price on the day of the advice. */
const AGE_DAYS = { caution: 35, refuse: 365 };
/** The regulation on key information documents asks for two years of daily prices, and more of rarer ones. */
const HISTORY_YEARS = { refuse: 2, caution: 5 };
type ByFrequency = Record<Frequency['frequency'], number>;
/** Days without a price, periods in a row with the same close, and one period's move in logs, from which a product is refused. */
const HOLE_DAYS: ByFrequency = { daily: 33, weekly: 54, monthly: 135 };
const STALE_PERIODS: ByFrequency = { daily: 20, weekly: 8, monthly: 6 };
/** Growth a year of a price that hardly ever falls, from which the product is refused. */
const SMOOTH_RISE = 0.2;
const JUMP: ByFrequency = { daily: 0.35, weekly: 0.45, monthly: 0.6 };

/** By the code of what is wrong; the English message is the finding's value. */
const faults: Readonly<Record<string, string>> = {
  'mixed-currencies': '使用了多种币种',
  'contradicting-prices': '同一日期有两个不同的收盘价',
  'price-frequency': '日期间隔不是日、周或月',
  'too-few-prices': '可用的价格过少',
};

/** What is against the prices themselves. `day`: of the advice. */
export function priceFindings(product: Product, { market, fault }: OwnPrices, day: string): NewFinding[] {
  if (fault !== null) {
    return [
      {
        ...{ id: 'prices-unusable', decision: 'refuse', answer: 'prices' },
        ...{ value: fault.message, limit: fault.hint ?? '' },
        text: {
          en: 'Its prices cannot be computed with.',
          zh: `其价格数据无法用于计算：${faults[fault.code] ?? '格式或内容有误'}。`,
        },
      },
    ];
  }
  return [...ageFindings(market, day), ...historyFindings(market), ...shapeFindings(product, market)];
}

function ageFindings({ dates }: Market, day: string): NewFinding[] {
  const age = daysBetween(dates.at(-1) ?? '', day);
  if (age <= AGE_DAYS.caution) return [];
  return [
    held('prices-old', age > AGE_DAYS.refuse, age, AGE_DAYS, {
      en: 'Its last price lies long before the day of the advice, in days.',
      zh: '最后一个价格距建议日过久（天数）。',
    }),
  ];
}

/** Whether so few years of prices take something from all that they are estimated with. */
export function isShort(market: Market): boolean {
  return yearsOf(market) < HISTORY_YEARS.caution;
}

const yearsOf = ({ dates }: Market): number => daysBetween(dates[0] ?? '', dates.at(-1) ?? '') / 365.25;

function historyFindings(market: Market): NewFinding[] {
  const years = yearsOf(market);
  if (years >= HISTORY_YEARS.caution) return [];
  return [
    held('history-short', years < HISTORY_YEARS.refuse, years, HISTORY_YEARS, {
      en: 'Its prices reach back a short time, in years; what is estimated from all products begins there.',
      zh: '其价格历史较短（年数）；所有产品的估计均从该时点开始。',
    }),
  ];
}

function shapeFindings({ kind }: Product, { findings, closes, frequency }: Market): NewFinding[] {
  const worst = (of: FindingKind, size: (finding: PriceFinding) => number): number =>
    Math.max(0, ...findings.filter((finding) => finding.kind === of).map(size));
  const found: NewFinding[] = [];
  const isMoney = kind === 'cash' || kind === 'money-market';
  const step = (finding: PriceFinding): number => Math.abs(finding.move ?? 0);
  const split = worst('split', step);
  if (split > 0) {
    found.push(
      held(
        'prices-jump',
        true,
        Math.exp(split),
        { refuse: '', caution: '' },
        {
          en: 'Its prices make a step (a factor of so much) as in a split that was not adjusted for: give adjusted prices.',
          zh: '价格出现疑似未复权拆并股的跳变（倍数）：请提供复权价格。',
        },
      ),
    );
  }
  const jump = worst('jump', step);
  if (jump > 0) {
    const bounds = { refuse: Math.exp(JUMP[frequency]), caution: 1 };
    found.push(
      held('prices-jump', jump >= JUMP[frequency], Math.exp(jump), bounds, {
        en: 'One of its prices jumps (a factor of so much), far beyond all its other moves: check it.',
        zh: '某个价格跳变（倍数），远超其他各期：请核实。',
      }),
    );
  }
  const hole = worst('gap', ({ count }) => count);
  if (hole > 0) {
    found.push(
      held(
        'prices-hole',
        hole > HOLE_DAYS[frequency],
        hole,
        { refuse: HOLE_DAYS[frequency], caution: 0 },
        {
          en: 'Its prices have a hole of so many days, which counts as one period.',
          zh: '价格中断若干天，其间按一个周期计算。',
        },
      ),
    );
  }
  const still = closes.every(([close]) => close === closes[0]?.[0]);
  const stale = worst('stale', ({ count }) => count);
  if (stale > 0) {
    // A money fund's price is rounded, and may well stand still.
    const long = !isMoney && stale >= STALE_PERIODS[frequency];
    found.push(
      held(
        'prices-stale',
        still || long,
        stale,
        { refuse: STALE_PERIODS[frequency], caution: 0 },
        {
          en: 'Its price stands still so many times in a row: its risk looks smaller than it is.',
          zh: '价格连续多期不变：风险可能被低估。',
        },
      ),
    );
  }
  const rise = worst('smooth', step);
  if (rise > 0) {
    // Money at interest never falls, and may pay much in a money that loses its worth.
    const much = !isMoney && Math.expm1(rise) >= SMOOTH_RISE;
    found.push(
      held(
        'prices-smooth',
        much,
        Math.expm1(rise),
        { refuse: SMOOTH_RISE, caution: '' },
        {
          en: 'Its prices rise by so much a year and hardly ever fall, as no known market does: check them.',
          zh: '其价格每年上涨如此之多且几乎不下跌，与已知市场不符：请核实。',
        },
      ),
    );
  }
  return found;
}

function held(
  id: NewFinding['id'],
  refused: boolean,
  value: number,
  bounds: Record<'refuse' | 'caution', number | string>,
  text: Wording,
): NewFinding {
  const decision = refused ? 'refuse' : 'caution';
  return { id, decision, answer: 'prices', value, limit: bounds[decision], text };
}

/** That a product has closes on too few of the days that the others have: a share. */
export function apartFinding(share: number, least: number): NewFinding {
  return held(
    'prices-apart',
    true,
    share,
    { refuse: least, caution: '' },
    {
      en: 'It has prices on too few of the days that the other products have (a share of them); together, most days would be lost.',
      zh: '其价格日期与其他产品重合过少（比例）；合并计算会丢失大部分日期。',
    },
  );
}
