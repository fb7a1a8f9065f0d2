/** Where a simulated portfolio's returns come from: a distribution, or the past in blocks. */

import { CholeskyDecomposition, Matrix as DenseMatrix } from 'ml-matrix';
import { InputError } from '../../../core/errors.ts';
import type { Random } from '../../../core/random.ts';
import type { Returns } from '../market/returns.ts';
import type { Matrix } from '../portfolio/linear.ts';
import { usualBlock } from '../risk/block-bootstrap.ts';
import { portfolioReturns } from '../risk/portfolio-returns.ts';

export type ReturnModel =
  | {
      kind: 'lognormal';
      /** Arithmetic, a year, as `Means.values`. */
      means: readonly number[];
      /** A year, as `Covariance.matrix`. */
      covariance: Matrix;
      weights: readonly number[];
    }
  | {
      kind: 'bootstrap';
      /** Simple. */
      returns: Returns;
      weights: readonly number[];
      /** Periods that stay together; n^(1/3), rounded up, where left out. */
      block?: number;
    };

export interface Sampler {
  stepsPerYear: number;
  /** A path's growth factors, one after another; each path has its own randomness. */
  path(random: Random): () => number;
}

/** @throws InputError where the model's parts do not fit together. */
export function samplerOf(model: ReturnModel): Sampler {
  return model.kind === 'lognormal' ? lognormal(model) : bootstrap(model);
}

const MONTHS = 12;

/**
 * Per month 1 + r of each asset is lognormal with mean 1 + m/12 and covariances Σ/12, independent from month to month; the portfolio is
 * brought back to its weights each month.
 */
function lognormal({ means, covariance, weights }: Extract<ReturnModel, { kind: 'lognormal' }>): Sampler {
  const growth = means.map((value) => 1 + value / MONTHS);
  const count = weights.length;
  if (growth.length !== count || covariance.length !== count || growth.some((value) => !(value > 0))) {
    throw new InputError(
      `a simulation of ${count} weights with ${means.length} means and ${covariance.length} variances`,
      {
        hint: 'Give means, covariance and weights of the same assets.',
      },
    );
  }
  const { drift, logs } = lognormalParameters(growth, covariance);
  const factor = lowerFactor(logs);
  return {
    stepsPerYear: MONTHS,
    path(random) {
      const normals = new Float64Array(count);
      return () => {
        fillNormals(random, normals);
        let total = 0;
        for (let i = 0; i < count; i++) {
          const row = factor[i] as Float64Array;
          let log = drift[i] as number;
          for (let k = 0; k <= i; k++) log += (row[k] as number) * (normals[k] as number);
          total += (weights[i] as number) * Math.exp(log);
        }
        return total;
      };
    },
  };
}

/** Mean and covariance of ln(1 + r) of a month, from the mean of 1 + r and the covariance of a year. */
export function lognormalParameters(
  growth: readonly number[],
  covariance: Matrix,
): { drift: number[]; logs: number[][] } {
  // ln of a pair of lognormals has the covariance ln(1 + cov / (mean · mean)).
  const logs = covariance.map((row, i) =>
    row.map((value, j) => Math.log1p(value / MONTHS / ((growth[i] as number) * (growth[j] as number)))),
  );
  const drift = growth.map((value, i) => Math.log(value) - (logs[i]?.[i] as number) / 2);
  return { drift, logs };
}

/** Standard normals, two from each pair of uniform numbers (Box–Muller). */
function fillNormals(random: Random, normals: Float64Array): void {
  for (let i = 0; i < normals.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random.float()));
    const angle = 2 * Math.PI * random.float();
    normals[i] = radius * Math.cos(angle);
    if (i + 1 < normals.length) normals[i + 1] = radius * Math.sin(angle);
  }
}

function lowerFactor(matrix: Matrix): Float64Array[] {
  const cholesky = new CholeskyDecomposition(new DenseMatrix(matrix.map((row) => [...row])));
  if (!cholesky.isPositiveDefinite()) {
    throw new InputError('the covariance is not positive definite, so that nothing can be drawn from it', {
      code: 'singular-covariance',
      hint: 'Shrink the covariance, or leave out an asset that moves as another one.',
    });
  }
  return cholesky.lowerTriangularMatrix.to2DArray().map((row) => Float64Array.from(row));
}

/** Blocks of the portfolio's past returns, joined end to end; daily ones are compounded to months of 21 days. */
function bootstrap({ returns, weights, block }: Extract<ReturnModel, { kind: 'bootstrap' }>): Sampler {
  const past = Float64Array.from(portfolioReturns(returns, weights), (value) => 1 + value);
  const length = block ?? usualBlock(past.length);
  if (!(Number.isInteger(length) && length >= 1 && length <= past.length)) {
    throw new InputError(`blocks of ${length} of ${past.length} periods`, {
      hint: 'Give a whole number of periods.',
    });
  }
  const { frequency, periodsPerYear } = returns;
  const stepsPerYear = frequency === 'weekly' ? 52 : MONTHS;
  const periods = periodsPerYear / stepsPerYear;
  if (!Number.isInteger(periods)) {
    throw new InputError(`blocks of returns of which a year has ${periodsPerYear.toFixed(1)}`, {
      hint: 'Give prices without missing dates, or simulate from a distribution.',
    });
  }
  return {
    stepsPerYear,
    path(random) {
      let [at, left] = [0, 0];
      return () => {
        let total = 1;
        for (let i = 0; i < periods; i++) {
          if (left === 0) [at, left] = [random.int(0, past.length - 1), length];
          total *= past[at] as number;
          at = (at + 1) % past.length;
          left--;
        }
        return total;
      };
    },
  };
}
