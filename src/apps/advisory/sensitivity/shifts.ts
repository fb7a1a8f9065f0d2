/** The ways in which estimates are taken to be wrong: returns, risks, correlations, fees. */

import type { Problem } from '../portfolio/allocation.ts';
import type { Covariance } from '../portfolio/covariance.ts';
import type { Means } from '../portfolio/means.ts';

export interface Shift {
  id: string;
  label: { en: string; zh: string };
  means: Means;
  covariance: Covariance;
  fee: number;
  /** Whether the best weights can change. */
  concernsWeights: boolean;
}

const POINT = 0.01;
const FEE = 0.005;
const WIDER = 1.25;
const CLOSER = 0.2;

export function shiftsOf({ means, covariance }: Problem, fee: number): Shift[] {
  const base = { means, covariance, fee, concernsWeights: true };
  const added = (amount: (i: number) => number): Means => ({
    ...means,
    values: means.values.map((value, i) => value + amount(i)),
  });
  return [
    { ...base, id: 'base', label: { en: 'as estimated', zh: '按估计值' } },
    {
      ...base,
      id: 'returns-1pp',
      label: { en: 'all expected returns 1 percentage point lower', zh: '所有预期收益率低 1 个百分点' },
      means: added(() => -POINT),
    },
    {
      ...base,
      id: 'returns+1pp',
      label: { en: 'all expected returns 1 percentage point higher', zh: '所有预期收益率高 1 个百分点' },
      means: added(() => POINT),
    },
    ...means.symbols.map((symbol, at) => ({
      ...base,
      id: `return-1se.${symbol}`,
      label: {
        en: `expected return of ${symbol} one standard error lower`,
        zh: `${symbol} 的预期收益率低一个标准误`,
      },
      means: added((i) => (i === at ? -(means.standardErrors[i] as number) : 0)),
    })),
    {
      ...base,
      id: 'volatility+25%',
      label: { en: 'all volatilities 25 % higher', zh: '所有波动率高 25%' },
      covariance: changed(covariance, (value) => value * WIDER ** 2),
    },
    {
      ...base,
      id: 'correlation+0.2',
      label: { en: 'all correlations a fifth of the way nearer to 1', zh: '所有相关系数向 1 靠近五分之一' },
      covariance: changed(covariance, (value, i, j) => {
        const together =
          Math.sqrt(covariance.matrix[i]?.[i] ?? 0) * Math.sqrt(covariance.matrix[j]?.[j] ?? 0);
        return i === j ? value : value + CLOSER * (together - value);
      }),
    },
    {
      ...base,
      id: 'fee+0.5pp',
      label: { en: 'fee half a percentage point higher', zh: '费率高 0.5 个百分点' },
      fee: fee + FEE,
      concernsWeights: false,
    },
  ];
}

function changed(
  covariance: Covariance,
  change: (value: number, i: number, j: number) => number,
): Covariance {
  return {
    ...covariance,
    matrix: covariance.matrix.map((row, i) => row.map((value, j) => change(value, i, j))),
  };
}
