/**
 * Shrinkage towards the matrix in which all pairs have the average correlation: O. Ledoit, M. Wolf, "Honey, I shrunk the sample covariance
 * matrix", Journal of Portfolio Management 30 (2004), appendices A and B. With two assets the target is the sample itself.
 */

import type { Shrunk } from './ledoit-wolf.ts';
import { columnMeans, momentMatrix, sum, type Matrix } from './linear.ts';

/** `rows`: [period][asset] returns, at least 2 periods and 2 assets, none of them without variance. */
export function constantCorrelation(rows: Matrix): Shrunk {
  const [n, p] = [rows.length, rows[0]?.length ?? 0];
  const sample = momentMatrix(rows);
  const means = columnMeans(rows);
  const centred = rows.map((row) => row.map((value, i) => value - (means[i] as number)));
  const s = (i: number, j: number): number => sample[i]?.[j] as number;
  const deviation = sample.map((_, i) => Math.sqrt(s(i, i)));
  const d = (i: number): number => deviation[i] as number;
  const pairs = sample.flatMap((_, i) => sample.map((__, j) => [i, j] as const)).filter(([i, j]) => i !== j);
  const average = sum(pairs.map(([i, j]) => s(i, j) / (d(i) * d(j)))) / (p * (p - 1));
  const target = sample.map((row, i) => row.map((value, j) => (i === j ? value : average * d(i) * d(j))));

  // Asymptotic (co)variances of the entries: of s_ij with itself (π), and of s_ii with s_ij (ϑ).
  const moment = (i: number, j: number, k: number, l: number): number => {
    let total = 0;
    for (const row of centred) {
      const first = (row[i] as number) * (row[j] as number) - s(i, j);
      total += first * ((row[k] as number) * (row[l] as number) - s(k, l));
    }
    return total / n;
  };
  const pi = sum(sample.flatMap((_, i) => sample.map((__, j) => moment(i, j, i, j))));
  const diagonal = sum(sample.map((_, i) => moment(i, i, i, i)));
  const mixed = sum(
    pairs.map(([i, j]) => (d(j) / d(i)) * moment(i, i, i, j) + (d(i) / d(j)) * moment(j, j, i, j)),
  );
  const rho = diagonal + (average / 2) * mixed;
  const gamma = sum(pairs.map(([i, j]) => ((target[i]?.[j] as number) - s(i, j)) ** 2));
  const shrinkage = gamma > 0 ? Math.max(0, Math.min(1, (pi - rho) / gamma / n)) : 0;
  const matrix = sample.map((row, i) =>
    row.map((value, j) => shrinkage * (target[i]?.[j] as number) + (1 - shrinkage) * value),
  );
  return { matrix, shrinkage };
}
