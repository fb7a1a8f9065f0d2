/**
 * Expected returns a year, which are the weakest of all estimates: each comes with its standard error.
 *
 * Shrinkage as in P. Jorion, "Bayes–Stein estimation for portfolio analysis", Journal of Financial and Quantitative Analysis 21 (1986):
 * μ̂ = (1 − w) m + w μ₀ 1, with d = (m − μ₀1)ᵀ Σ⁻¹ (m − μ₀1) and n periods of N assets.
 * James–Stein: μ₀ the average of m, Σ = S, w = min(1, (N − 2) / (n d)).
 * Bayes–Stein: μ₀ the mean of the minimum-variance portfolio, Σ = S (n − 1) / (n − N − 2), w = (N + 2) / (N + 2 + n d).
 * Departure: where there are too few periods for that Σ, Bayes–Stein takes the covariance that is shrunk itself (Ledoit–Wolf).
 */

import { CholeskyDecomposition, Matrix as DenseMatrix } from 'ml-matrix';
import { InputError } from '../../../core/errors.ts';
import type { Returns } from '../market/returns.ts';
import { covarianceOf } from './covariance.ts';
import { ledoitWolf } from './ledoit-wolf.ts';
import { columnMeans, dot, mean, quadratic, sum, type Matrix } from './linear.ts';

export type MeanMethod = 'historical' | 'james-stein' | 'bayes-stein';

export interface Means {
  symbols: string[];
  /** A year: the mean of a period times `periodsPerYear` (arithmetic, without compounding). */
  values: number[];
  /** Of `values`: √(diagonal of A S Aᵀ / n), where A makes the estimate of the sample means; the shrinkage is taken as given. */
  standardErrors: number[];
  method: MeanMethod;
  /** Weight of `target`, 0…1. */
  shrinkage: number;
  /** What the means are drawn towards, a year; null without shrinkage. */
  target: number | null;
  /** By period, the return of the portfolio whose mean the target is; zeros without shrinkage. */
  targetReturns: number[];
  periodsPerYear: number;
}

/**
 * `repeated`: assets (by place) that are another one once more. They are drawn to the target as all are, and have no part in it.
 * @throws InputError where shrinkage has too few assets (3) or, James–Stein, periods (N + 3), or two assets move as one.
 */
export function meansOf(returns: Returns, method: MeanMethod, repeated: readonly number[] = []): Means {
  const { symbols, values, periodsPerYear } = returns;
  const sample = covarianceOf(returns, 'sample').matrix.map((row) => row.map((v) => v / periodsPerYear));
  const raw = columnMeans(values);
  const { shrinkage, weights } =
    method === 'historical'
      ? { shrinkage: 0, weights: raw.map(() => 0) }
      : shrinkFrom(
          method,
          symbols.flatMap((_, i) => (repeated.includes(i) ? [] : [i])),
          { raw, sample, values, symbols },
        );
  const target = dot(weights, raw);
  const maker = raw.map((_, i) =>
    weights.map((weight, j) => (i === j ? 1 - shrinkage : 0) + shrinkage * weight),
  );
  return {
    symbols: [...symbols],
    values: raw.map((value) => ((1 - shrinkage) * value + shrinkage * target) * periodsPerYear),
    standardErrors: maker.map((row) => Math.sqrt(quadratic(sample, row) / values.length) * periodsPerYear),
    method,
    shrinkage,
    target: method === 'historical' ? null : target * periodsPerYear,
    targetReturns: values.map((row) => dot(weights, row)),
    periodsPerYear,
  };
}

type Shrinking = 'james-stein' | 'bayes-stein';

interface Sample {
  raw: readonly number[];
  sample: Matrix;
  values: Matrix;
  symbols: readonly string[];
}

/** As `shrink`, from the assets at the places `counted`; the others have no weight. */
function shrinkFrom(
  method: Shrinking,
  counted: readonly number[],
  { raw, sample, values, symbols }: Sample,
): { shrinkage: number; weights: number[] } {
  const of = <T>(items: readonly T[]): T[] => counted.map((i) => items[i] as T);
  const part = { raw: of(raw), sample: of(sample).map(of), values: values.map(of), symbols: of(symbols) };
  const { shrinkage, weights } = shrink(method, part);
  return { shrinkage, weights: raw.map((_, i) => weights[counted.indexOf(i)] ?? 0) };
}

/** The weight of the target, and the portfolio whose mean the target is. */
function shrink(
  method: Shrinking,
  { raw, sample: plain, values, symbols }: Sample,
): { shrinkage: number; weights: number[] } {
  const [count, n] = [raw.length, values.length];
  const isLong = n >= count + 3;
  const sample = isLong ? plain : ledoitWolf(values).matrix;
  if (count < 3 || (method === 'james-stein' && !isLong)) {
    throw new InputError(`${method} means of ${count} assets from ${n} returns`, {
      code: 'too-few-prices',
      hint: 'Shrinkage needs 3 assets, and 3 returns more than assets; use historical means, or a longer history.',
    });
  }
  const cholesky = new CholeskyDecomposition(new DenseMatrix(sample.map((row) => [...row])));
  if (!cholesky.isPositiveDefinite()) {
    throw new InputError(
      `assets move as one, ${mostAlike(sample, symbols)} most of all, so that their means cannot be told apart`,
      {
        code: 'singular-covariance',
        hint: 'Leave one of them out, or use historical means.',
      },
    );
  }
  const solve = (b: readonly number[]): number[] =>
    cholesky.solve(DenseMatrix.columnVector([...b])).to1DArray();
  const ones = solve(raw.map(() => 1));
  const weights =
    method === 'james-stein' ? raw.map(() => 1 / count) : ones.map((value) => value / sum(ones));
  const centre = method === 'james-stein' ? mean(raw) : dot(weights, raw);
  const away = raw.map((value) => value - centre);
  const distance = dot(away, solve(away));
  if (method === 'james-stein') {
    return { shrinkage: Math.min(1, (count - 2) / (n * distance)), weights };
  }
  const wider = isLong ? (n - 1) / (n - count - 2) : 1;
  return { shrinkage: (count + 2) / (count + 2 + (n * distance) / wider), weights };
}

/** The two whose correlation is furthest from 0. */
function mostAlike(covariance: Matrix, symbols: readonly string[]): string {
  const at = (i: number, j: number): number => covariance[i]?.[j] ?? NaN;
  const pairs = symbols.flatMap((one, i) =>
    symbols.slice(0, i).map((other, j) => ({
      names: `${other} and ${one}`,
      alike: Math.abs(at(i, j)) / Math.sqrt(at(i, i) * at(j, j)),
    })),
  );
  return pairs.reduce((best, pair) => (pair.alike > best.alike ? pair : best)).names;
}
