/** The few products that portfolios are made of, over plain arrays; decompositions come from ml-matrix. */

export type Matrix = readonly (readonly number[])[];

/** aᵀb; arrays of one length. */
export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Mx. */
export function times(matrix: Matrix, x: readonly number[]): number[] {
  return matrix.map((row) => dot(row, x));
}

/** xᵀMx. */
export function quadratic(matrix: Matrix, x: readonly number[]): number {
  return dot(x, times(matrix, x));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Arithmetic mean of at least one value. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Means of the columns of `rows` (at least one). */
export function columnMeans(rows: Matrix): number[] {
  return (rows[0] ?? []).map((_, column) => mean(rows.map((row) => row[column] as number)));
}

/** XᵀX / n of rows less their column means: the covariance without Bessel's correction. */
export function momentMatrix(rows: Matrix): number[][] {
  const means = columnMeans(rows);
  const centred = rows.map((row) => row.map((value, i) => value - (means[i] as number)));
  return means.map((_, i) =>
    means.map((__, j) => {
      let total = 0;
      for (const row of centred) total += (row[i] as number) * (row[j] as number);
      return total / rows.length;
    }),
  );
}
