/** The figures of a series of returns: what it was like to hold it. */

import { InputError } from '../../../core/errors.ts';
import type { Figure } from '../figure.ts';
import { blockBootstrap, type Estimate } from './block-bootstrap.ts';
import { drawdowns } from './drawdown.ts';
import { beta, compoundReturn, sharpeRatio, sortinoRatio, trackingError, volatility } from './ratios.ts';
import { expectedShortfall, valueAtRisk } from './value-at-risk.ts';

export interface RiskSeries {
  /** Simple returns per period. */
  returns: readonly number[];
  /** Of the same periods. */
  benchmark?: readonly number[];
  periodsPerYear: number;
  /** A year, fraction. */
  riskFree: number;
  /** Of the intervals. */
  seed: number;
}

type Series = readonly (readonly number[])[];

interface Measure {
  name: string;
  unit: Figure['unit'];
  label: Figure['label'];
  formula: string;
  of(series: Series): number;
}

/** By the fewest that a year has of them, some dates being left out. */
const PERIODS = [
  { fewest: 150, en: 'day', zh: '日' },
  { fewest: 30, en: 'week', zh: '周' },
  { fewest: 8, en: 'month', zh: '月' },
];

/**
 * `PREFIX.return`, `.volatility`, `.drawdown`, `.var95`, `.es95`, `.sharpe`, `.sortino`; with a benchmark `.trackingError`, `.beta`. Each with a 95 %
 * interval by block bootstrap. A ratio without a risk to divide by, in the past or in one drawn from it, is left out. @throws InputError.
 */
export function riskFigures(series: RiskSeries, prefix: string): Figure[] {
  const given: Series = series.benchmark ? [series.returns, series.benchmark] : [series.returns];
  const measures = measuresOf(series);
  const estimates = blockBootstrap(
    given,
    measures.map(({ of }) => riskyOnly(of)),
    { seed: series.seed },
  );
  return measures.flatMap(({ name, unit, label, formula }, at) => {
    const { value, low, high, standardError } = estimates[at] as Estimate;
    // The error is over all that was drawn: one that is not a number makes it none.
    if (Number.isNaN(value) || Number.isNaN(standardError)) return [];
    return { id: `${prefix}.${name}`, value, unit, label, formula, interval: [low, high] };
  });
}

/** `of`, NaN where there is no risk to divide by. */
function riskyOnly(of: Measure['of']): Measure['of'] {
  return (given) => {
    try {
      return of(given);
    } catch (error) {
      if (error instanceof InputError && error.code === 'no-variance') return NaN;
      throw error;
    }
  };
}

/** As a formula shows it. */
export const periodsText = (periodsPerYear: number): string => String(Number(periodsPerYear.toFixed(1)));

function measuresOf({ periodsPerYear: periods, riskFree, benchmark }: RiskSeries): Measure[] {
  const period = PERIODS.find(({ fewest }) => periods >= fewest);
  const perYear = periodsText(periods);
  if (period === undefined) {
    throw new InputError(`${periods} periods a year`, {
      hint: 'Give returns of days (252), weeks (52) or months (12).',
    });
  }
  const own = (of: (x: readonly number[]) => number) => (given: Series) => of(given[0] ?? []);
  const pair = (of: (x: readonly number[], other: readonly number[]) => number) => (given: Series) =>
    of(given[0] ?? [], given[1] ?? []);
  const measures: Measure[] = [
    {
      name: 'return',
      unit: 'fraction',
      label: { en: 'past return a year, compounded', zh: '历史年化收益率（复利）' },
      formula: `Π(1 + r)^(${perYear}/n) − 1`,
      of: own((x) => compoundReturn(x, periods)),
    },
    {
      name: 'volatility',
      unit: 'fraction',
      label: { en: 'past volatility a year', zh: '历史年波动率' },
      formula: `sd(r) · sqrt(${perYear})`,
      of: own((x) => volatility(x, periods)),
    },
    {
      name: 'drawdown',
      unit: 'fraction',
      label: { en: 'largest past loss from a peak', zh: '历史最大回撤' },
      formula: 'max(1 − wealth / highest wealth before)',
      of: own((x) => 0 - Math.min(...drawdowns(x))),
    },
    {
      name: 'var95',
      unit: 'fraction',
      label: {
        en: `loss exceeded in 1 of 20 ${period.en}s`,
        zh: `二十个${period.zh}中超过一次的损失（95% VaR）`,
      },
      formula: '−5 % quantile of r',
      of: own((x) => valueAtRisk(x, 0.95, 'historical')),
    },
    {
      name: 'es95',
      unit: 'fraction',
      label: { en: `mean loss of the worst ${period.en} in 20`, zh: `最差 5% ${period.zh}的平均损失（ES）` },
      formula: '−mean of the lowest 5 % of r',
      of: own((x) => expectedShortfall(x, 0.95, 'historical')),
    },
    {
      name: 'sharpe',
      unit: 'ratio',
      label: { en: 'past Sharpe ratio', zh: '历史夏普比率' },
      formula: `(mean(r) · ${perYear} − riskFree) / (sd(r) · sqrt(${perYear}))`,
      of: own((x) => sharpeRatio(x, riskFree, periods)),
    },
    {
      name: 'sortino',
      unit: 'ratio',
      label: { en: 'past Sortino ratio', zh: '历史索提诺比率' },
      formula: '(mean(r) a year − riskFree) / downside deviation a year',
      of: own((x) => sortinoRatio(x, riskFree, periods)),
    },
  ];
  if (benchmark === undefined) return measures;
  return [
    ...measures,
    {
      name: 'trackingError',
      unit: 'fraction',
      label: { en: 'past tracking error a year', zh: '历史年跟踪误差' },
      formula: `sd(r − b) · sqrt(${perYear})`,
      of: pair((x, other) => trackingError(x, other, periods)),
    },
    {
      name: 'beta',
      unit: 'ratio',
      label: { en: 'past beta to the benchmark', zh: '相对基准的历史贝塔' },
      formula: 'cov(r, b) / var(b)',
      of: pair(beta),
    },
  ];
}
