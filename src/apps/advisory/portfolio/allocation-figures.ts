/** The figures of assets, of a computed portfolio and of a frontier. */

import { Z95 } from '../../../core/statistics/wilson.ts';
import type { Figure } from '../figure.ts';
import type { Allocation } from './allocation.ts';
import type { Covariance } from './covariance.ts';
import type { Means } from './means.ts';

/** `asset.SYMBOL.return` with its interval, `asset.SYMBOL.volatility`. */
export function assetFigures(means: Means, covariance: Covariance): Figure[] {
  return means.symbols.flatMap((symbol, i): Figure[] => {
    const [value, error] = [means.values[i] as number, means.standardErrors[i] as number];
    return [
      {
        id: `asset.${symbol}.return`,
        value,
        unit: 'fraction',
        label: { en: `expected return of ${symbol} a year`, zh: `${symbol} 的预期年收益率` },
        formula: `${means.method} mean · ${means.periodsPerYear}`,
        interval: [value - Z95 * error, value + Z95 * error],
      },
      {
        id: `asset.${symbol}.volatility`,
        value: Math.sqrt(covariance.matrix[i]?.[i] as number),
        unit: 'fraction',
        label: { en: `volatility of ${symbol} a year`, zh: `${symbol} 的年波动率` },
        formula: `sqrt(Σ_ii), Σ ${covariance.method}`,
      },
    ];
  });
}

/** `PREFIX.weight.SYMBOL`, `.riskShare.SYMBOL`, `.return`, `.volatility`, and with a present portfolio `.turnover`, `.tradingCost`. */
export function allocationFigures(allocation: Allocation, prefix = 'plan'): Figure[] {
  const { symbols, weights, riskShares, turnover, tradingCost } = allocation;
  return [
    ...symbols.map((symbol, i): Figure => ({
      id: `${prefix}.weight.${symbol}`,
      value: weights[i] as number,
      unit: 'fraction',
      label: { en: `share of ${symbol}`, zh: `${symbol} 的占比` },
      formula: `w_i of ${allocation.objective.kind}`,
    })),
    ...(riskShares ?? []).map((share, i): Figure => ({
      id: `${prefix}.riskShare.${symbols[i]}`,
      value: share,
      unit: 'fraction',
      label: { en: `share of the risk that comes from ${symbols[i]}`, zh: `${symbols[i]} 的风险贡献占比` },
      formula: "w_i (Σw)_i / w'Σw",
    })),
    ...returnAndVolatility(allocation, prefix),
    ...(turnover === null
      ? []
      : [
          {
            id: `${prefix}.turnover`,
            value: turnover,
            unit: 'fraction' as const,
            label: { en: 'what is bought and sold together', zh: '买卖合计占比' },
            formula: 'Σ|w − w₀|',
          },
          {
            id: `${prefix}.tradingCost`,
            value: tradingCost,
            unit: 'fraction' as const,
            label: { en: 'cost of trading, once', zh: '一次性交易成本' },
            formula: 'cost · Σ|w − w₀|',
          },
        ]),
  ];
}

function returnAndVolatility({ expectedReturn, volatility }: Allocation, prefix: string): Figure[] {
  return [
    {
      id: `${prefix}.return`,
      value: expectedReturn,
      unit: 'fraction',
      label: { en: 'expected return a year, before costs', zh: '预期年收益率（未扣成本）' },
      formula: "w' μ",
    },
    {
      id: `${prefix}.volatility`,
      value: volatility,
      unit: 'fraction',
      label: { en: 'volatility a year', zh: '年波动率' },
      formula: "sqrt(w' Σ w)",
    },
  ];
}

/** `frontier.N.return`, `frontier.N.volatility`, N from 1 on. */
export function frontierFigures(points: readonly Allocation[]): Figure[] {
  return points.flatMap((point, at) => returnAndVolatility(point, `frontier.${at + 1}`));
}
