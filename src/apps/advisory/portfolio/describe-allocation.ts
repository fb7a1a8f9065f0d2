/** What weights mean: return, risk, costs and the constraints they touch. */

import type { Allocation, Objective, Problem } from './allocation.ts';
import type { Bounds } from './constraints.ts';
import type { Kkt } from './kkt.ts';
import { dot, sum, times } from './linear.ts';

/** A bound that is nearer than this is held with equality. */
const TOUCHES = 1e-8;

export function describeAllocation(
  { means, covariance }: Problem,
  bounds: Bounds,
  objective: Objective,
  solved: { weights: readonly number[]; kkt: Kkt },
): Allocation {
  // The solver is exact to some 1e-16; a weight is never beyond its bound, not even by that.
  const weights = solved.weights.map((weight, i) =>
    Math.min(Math.max(weight, bounds.lower[i] as number), bounds.upper[i] as number),
  );
  const marginal = times(covariance.matrix, weights);
  const variance = dot(weights, marginal);
  const { trading } = bounds;
  const turnover =
    trading && sum(weights.map((weight, i) => Math.abs(weight - (trading.current[i] as number))));
  return {
    symbols: [...bounds.symbols],
    weights,
    objective,
    expectedReturn: dot(means.values, weights),
    volatility: Math.sqrt(Math.max(0, variance)),
    turnover,
    tradingCost: (turnover ?? 0) * (trading?.cost ?? 0),
    riskShares:
      variance > 0 ? weights.map((weight, i) => (weight * (marginal[i] as number)) / variance) : null,
    binding: bindingOf(bounds, weights, turnover),
    kkt: solved.kkt,
  };
}

function bindingOf(bounds: Bounds, weights: readonly number[], turnover: number | null): string[] {
  const touched = (value: number, bound: number): boolean => Math.abs(value - bound) <= TOUCHES;
  return [
    ...weights.flatMap((weight, i) => {
      const [symbol, low, high] = [bounds.symbols[i], bounds.lower[i] as number, bounds.upper[i] as number];
      if (touched(weight, low)) return [`${symbol} at least ${low}`];
      return touched(weight, high) ? [`${symbol} at most ${high}`] : [];
    }),
    ...bounds.rows.slice(1).flatMap(({ name, terms, lower, upper }) => {
      const value = dot(terms, weights);
      return touched(value, lower) || touched(value, upper) ? [name] : [];
    }),
    ...(turnover !== null && bounds.trading !== null && touched(turnover, bounds.trading.limit)
      ? [`trading at most ${bounds.trading.limit}`]
      : []),
  ];
}
