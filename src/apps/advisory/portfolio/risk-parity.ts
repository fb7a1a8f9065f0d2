/**
 * Portfolios whose risk comes from the assets in given shares: S. Maillard, T. Roncalli, J. Teïletche, "The properties of equally weighted
 * risk contribution portfolios", Journal of Portfolio Management 36 (2010). Computed as the least of ½ xᵀΣx − λ Σ b_i ln x_i by cyclical
 * coordinate descent (T. Griveau-Billion, J.-C. Richard, T. Roncalli, 2013); under bounds λ is sought for which the weights add up to 1, as
 * J.-C. Richard, T. Roncalli, "Constrained risk budgeting portfolios" (2019), define it.
 */

import { FinR1Error, InputError } from '../../../core/errors.ts';
import type { Problem } from './allocation.ts';
import type { Bounds } from './constraints.ts';
import { dot, sum, times, type Matrix } from './linear.ts';
import type { Solved } from './mean-variance.ts';

const MOST_SWEEPS = 20_000;

export function riskParity(
  { covariance, means }: Problem,
  bounds: Bounds,
  budgets: Readonly<Record<string, number>> | undefined,
): Solved {
  refuseOthers(bounds);
  const shares = sharesOf(bounds.symbols, budgets);
  const { matrix } = covariance;
  const fixed = matrix.findIndex((row, i) => !((row[i] as number) > 0));
  if (fixed >= 0) {
    throw new InputError(`${bounds.symbols[fixed]} has no risk to take a share of`, {
      code: 'no-variance',
      hint: 'Leave it out of risk parity.',
    });
  }
  const free = descend(matrix, shares, 1, () => [0, Infinity]);
  const total = sum(free);
  const weights = free.map((x) => x / total);
  const inside = weights.every(
    (w, i) => w >= (bounds.lower[i] as number) && w <= (bounds.upper[i] as number),
  );
  const found = inside ? weights : withinBounds(matrix, shares, bounds);
  return { weights: found, net: dot(means.values, found), kkt: residuals(matrix, shares, found, bounds) };
}

function refuseOthers({ rows, trading, lower, upper }: Bounds): void {
  const other =
    rows[1]?.name ?? (trading !== null && trading.limit < Infinity ? 'a trading limit' : undefined);
  if (other !== undefined) {
    throw new InputError(`risk parity keeps bounds of assets only, not ${other}`, {
      code: 'constraints',
      hint: 'Bound the assets one by one, or use minimum variance.',
    });
  }
  const [least, most] = [sum(lower), sum(upper)];
  if (least > 1 || most < 1) {
    throw new InputError(`no portfolio is allowed: the bounds of the assets add up to ${least} … ${most}`, {
      code: 'infeasible',
      hint: 'Lower bounds together may be at most 1, upper bounds have to be at least 1.',
    });
  }
}

function sharesOf(
  symbols: readonly string[],
  budgets: Readonly<Record<string, number>> | undefined,
): number[] {
  if (budgets === undefined) return symbols.map(() => 1 / symbols.length);
  const given = symbols.map((symbol) => (Object.hasOwn(budgets, symbol) ? (budgets[symbol] as number) : 0));
  const wrong = given.findIndex((value) => !(value > 0 && Number.isFinite(value)));
  const unknown = Object.keys(budgets).find((symbol) => !symbols.includes(symbol));
  if (wrong >= 0 || unknown !== undefined) {
    throw new InputError(
      unknown === undefined
        ? `the risk budget of ${symbols[wrong]} is ${given[wrong]}`
        : `a risk budget for ${unknown}, which has no prices`,
      { code: 'objective', hint: 'Give every symbol a budget above 0, and no other.' },
    );
  }
  return given.map((value) => value / sum(given));
}

/** The x that is best for λ, coordinate after coordinate: x_i = (√(c² + 4 σ_ii λ b_i) − c) / 2σ_ii with c = Σ_{j≠i} σ_ij x_j. */
function descend(
  matrix: Matrix,
  shares: readonly number[],
  lambda: number,
  boundsAt: (i: number) => readonly [number, number],
): number[] {
  const x = matrix.map((row, i) => {
    const [low, high] = boundsAt(i);
    const start = Math.sqrt((lambda * (shares[i] as number)) / (row[i] as number));
    return Math.min(Math.max(start, low), high);
  });
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moved = 0;
    for (let i = 0; i < x.length; i++) {
      const row = matrix[i] as readonly number[];
      const own = row[i] as number;
      const old = x[i] as number;
      const others = dot(row, x) - own * old;
      const best = (Math.sqrt(others ** 2 + 4 * own * lambda * (shares[i] as number)) - others) / (2 * own);
      const [low, high] = boundsAt(i);
      x[i] = Math.min(Math.max(best, low), high);
      moved = Math.max(moved, Math.abs((x[i] as number) - old) / (x[i] as number));
    }
    if (moved < 1e-15) return x;
  }
  return x;
}

/** λ by bisection of its logarithm: the sum of the weights rises with it. */
function withinBounds(matrix: Matrix, shares: readonly number[], { lower, upper }: Bounds): number[] {
  const at = (power: number): number[] =>
    descend(matrix, shares, Math.exp(power), (i) => [lower[i] as number, upper[i] as number]);
  let [low, high] = [-60, 60];
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    const total = sum(at(middle));
    if (Math.abs(total - 1) < 1e-15) break;
    if (total < 1) low = middle;
    else high = middle;
  }
  const weights = at((low + high) / 2);
  if (Math.abs(sum(weights) - 1) < 1e-9) return weights;
  throw new FinR1Error(
    'solver',
    `risk parity within the bounds was not found: weights add up to ${sum(weights)}`,
    {
      hint: 'Loosen the bounds, or use minimum variance.',
    },
  );
}

/** Of the assets between their bounds: how far w_i (Σw)_i / b_i are from one value, as a fraction of it. */
function residuals(
  matrix: Matrix,
  shares: readonly number[],
  weights: readonly number[],
  bounds: Bounds,
): Solved['kkt'] {
  const marginal = times(matrix, weights);
  const levels = weights.flatMap((w, i) =>
    w > (bounds.lower[i] as number) && w < (bounds.upper[i] as number)
      ? [(w * (marginal[i] as number)) / (shares[i] as number)]
      : [],
  );
  const stationarity = levels.length === 0 ? 0 : Math.max(...levels) / Math.min(...levels) - 1;
  if (!(stationarity < 1e-8)) {
    throw new FinR1Error('solver', `risk parity was not found: shares of risk are off by ${stationarity}`, {
      hint: 'Check for assets that move as one; shrink the covariance.',
    });
  }
  return { stationarity, feasibility: Math.abs(sum(weights) - 1), complementarity: 0 };
}
