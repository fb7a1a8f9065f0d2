/** For tests: estimates from volatilities and correlations, in place of a market. */

import type { Covariance } from './covariance.ts';
import type { Means } from './means.ts';

export function estimates(
  volatilities: readonly number[],
  correlations: readonly (readonly number[])[],
  values: readonly number[] = volatilities.map(() => 0.05),
): { means: Means; covariance: Covariance } {
  const symbols = volatilities.map((_, i) => 'ABCDEFGHIJ'[i] as string);
  const matrix = correlations.map((row, i) =>
    row.map((value, j) => value * (volatilities[i] as number) * (volatilities[j] as number)),
  );
  return {
    means: {
      symbols,
      values: [...values],
      standardErrors: volatilities.map((value) => value / 10),
      method: 'historical',
      shrinkage: 0,
      target: null,
      targetReturns: [],
      periodsPerYear: 12,
    },
    covariance: { symbols, matrix, method: 'sample', shrinkage: 0, observations: 1200, periodsPerYear: 12 },
  };
}

/** All pairs alike. */
export function sameCorrelation(count: number, value: number): number[][] {
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (__, j) => (i === j ? 1 : value)),
  );
}
