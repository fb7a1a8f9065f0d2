/** The figures of a backtest. */

import type { Figure } from '../figure.ts';
import { compoundReturn } from '../risk/ratios.ts';
import { riskFigures } from '../risk/risk-figures.ts';
import type { Backtest } from './backtest.ts';

/**
 * `backtest.return`, `.volatility`, `.drawdown`, … as `riskFigures` has them, and `.turnover`, `.costs`, `.taxes`; with a benchmark
 * `.benchmarkReturn` and `.excess`. @throws InputError.
 */
export function backtestFigures(
  result: Backtest,
  { riskFree, seed }: { riskFree: number; seed: number },
): Figure[] {
  const { returns, benchmark, periodsPerYear, turnover, costs, taxes } = result;
  const series = {
    returns,
    periodsPerYear,
    riskFree,
    seed,
    ...(benchmark && { benchmark: benchmark.returns }),
  };
  const own = compoundReturn(returns, periodsPerYear);
  const other = benchmark === null ? null : compoundReturn(benchmark.returns, periodsPerYear);
  const fraction = (name: string, value: number, en: string, zh: string, formula: string): Figure => ({
    id: `backtest.${name}`,
    value,
    unit: 'fraction',
    label: { en, zh },
    formula,
  });
  return [
    ...riskFigures(series, 'backtest'),
    fraction('turnover', turnover, 'bought and sold a year', '年换手率', 'Σ|trades| / wealth / years'),
    fraction(
      'costs',
      costs,
      'trading costs over the whole time',
      '全期交易成本',
      'Σ cost / wealth at the trade',
    ),
    fraction('taxes', taxes, 'taxes over the whole time', '全期税费', 'Σ tax / wealth at the trade'),
    ...(other === null
      ? []
      : [
          fraction(
            'benchmarkReturn',
            other,
            'return of the benchmark a year',
            '基准年化收益率',
            'Π(1 + b)^(periods/n) − 1',
          ),
          fraction(
            'excess',
            own - other,
            'return a year beyond the benchmark',
            '年化超额收益率',
            'return − benchmark return',
          ),
        ]),
  ];
}
