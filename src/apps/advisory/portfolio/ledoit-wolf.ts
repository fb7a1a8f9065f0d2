/**
 * Shrinkage towards a multiple of the identity: O. Ledoit, M. Wolf, "A well-conditioned estimator for large-dimensional covariance matrices",
 * Journal of Multivariate Analysis 88 (2004), with the estimates of `sklearn.covariance.LedoitWolf`:
 *
 * S = XᵀX / n (X less its means), μ = tr S / p, δ² = ‖S − μI‖² / p, β² = min(δ², Σ_t ‖x_t x_tᵀ − S‖² / (n² p)); Σ̂ = (1 − β²/δ²) S + (β²/δ²) μI.
 */

import { columnMeans, momentMatrix, sum, type Matrix } from './linear.ts';

export interface Shrunk {
  /** Per period. */
  matrix: number[][];
  /** Weight of the target, 0…1. */
  shrinkage: number;
}

/** `rows`: [period][asset] returns, at least 2 periods. */
export function ledoitWolf(rows: Matrix): Shrunk {
  const [n, p] = [rows.length, rows[0]?.length ?? 0];
  const sample = momentMatrix(rows);
  const means = columnMeans(rows);
  const mu = sum(sample.map((row, i) => row[i] as number)) / p;
  const squared = sum(sample.map((row) => sum(row.map((value) => value * value))));
  // Σ_t ‖x_t x_tᵀ‖² = Σ_t (x_tᵀx_t)².
  const fourth = sum(rows.map((row) => sum(row.map((x, i) => (x - (means[i] as number)) ** 2)) ** 2));
  const delta = (squared - p * mu * mu) / p;
  const beta = Math.min((fourth / n - squared) / (n * p), delta);
  const shrinkage = beta > 0 && delta > 0 ? beta / delta : 0;
  const matrix = sample.map((row, i) =>
    row.map((value, j) => (1 - shrinkage) * value + (i === j ? shrinkage * mu : 0)),
  );
  return { matrix, shrinkage };
}
