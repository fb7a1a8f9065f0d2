/** Logistic regression with a ridge penalty on standardised columns, by Newton's method. Small and dense; for fitting a few dozen weights. */

export interface LogisticModel {
  bias: number;
  mean: number[];
  spread: number[];
  /** Of the standardised columns. */
  weights: number[];
}

const STEPS = 40;
const DONE = 1e-7;

export function fitLogistic(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  share: readonly number[],
  ridge: number,
): LogisticModel {
  const width = rows[0]?.length ?? 0;
  const mean = column(width, (at) => average(rows.map((row) => row[at] ?? 0)));
  const spread = column(
    width,
    (at) => Math.sqrt(average(rows.map((row) => ((row[at] ?? 0) - (mean[at] ?? 0)) ** 2))) + 1e-9,
  );
  const inputs = rows.map((row) => [
    1,
    ...row.map((value, at) => (value - (mean[at] ?? 0)) / (spread[at] ?? 1)),
  ]);
  let weights = new Array<number>(width + 1).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, at) => (at === 0 ? 0 : ridge * weight));
    const hessian = weights.map((_, a) => weights.map((__, b) => (a === b ? (a === 0 ? 1e-6 : ridge) : 0)));
    for (const [index, input] of inputs.entries()) {
      const probability = sigmoid(input.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0));
      const own = share[index] ?? 1;
      const error = own * (probability - (labels[index] ?? 0));
      const curve = own * probability * (1 - probability) + 1e-6;
      for (const [a, value] of input.entries()) {
        gradient[a] = (gradient[a] ?? 0) + error * value;
        const line = hessian[a] as number[];
        for (let b = 0; b <= a; b++) line[b] = (line[b] ?? 0) + curve * value * (input[b] ?? 0);
      }
    }
    for (const [a, line] of hessian.entries())
      for (let b = a + 1; b <= width; b++) line[b] = hessian[b]?.[a] ?? 0;
    const change = solve(hessian, gradient);
    weights = weights.map((weight, at) => weight - (change[at] ?? 0));
    if (Math.max(...change.map(Math.abs)) < DONE) break;
  }
  return { bias: weights[0] ?? 0, mean, spread, weights: weights.slice(1) };
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** Gaussian elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((line, index) => [...line, right[index] ?? 0]);
  const size = rows.length;
  for (let at = 0; at < size; at++) {
    let pivot = at;
    for (let row = at + 1; row < size; row++)
      if (Math.abs(rows[row]?.[at] ?? 0) > Math.abs(rows[pivot]?.[at] ?? 0)) pivot = row;
    [rows[at], rows[pivot]] = [rows[pivot] as number[], rows[at] as number[]];
    const own = rows[at] as number[];
    for (let row = 0; row < size; row++) {
      const other = rows[row] as number[];
      if (row === at) continue;
      const factor = (other[at] ?? 0) / (own[at] ?? 1);
      if (factor !== 0)
        for (let to = at; to <= size; to++) other[to] = (other[to] ?? 0) - factor * (own[to] ?? 0);
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}

function column(width: number, value: (at: number) => number): number[] {
  return Array.from({ length: width }, (_, at) => value(at));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
