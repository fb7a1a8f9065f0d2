/**
 * A convex quadratic program: min ½ xᵀHx + cᵀx with lower ≤ x ≤ upper and rows' lower ≤ aᵀx ≤ upper; without H a linear one. And the same
 * program in other forms, whose solutions are the same.
 */

export interface LinearRow {
  /** As a refusal calls it; empty for what only says how columns belong together. */
  name: string;
  /** One number a column. */
  terms: number[];
  lower: number;
  upper: number;
}

export interface QuadraticProgram {
  /** Names of the columns, as a refusal calls them; empty as with rows. */
  columns: readonly string[];
  /** Symmetric, positive semidefinite; over the first columns, 0 elsewhere. Left out: a linear program. */
  hessian?: readonly (readonly number[])[];
  linear: readonly number[];
  lower: readonly number[];
  upper: readonly number[];
  rows: readonly LinearRow[];
}

/** With the columns in another order: the k-th is the one that was `order[k]`. */
export function inOrder(program: QuadraticProgram, order: readonly number[]): QuadraticProgram {
  const { columns, hessian, linear, lower, upper, rows } = program;
  const moved = (values: readonly number[]): number[] => order.map((i) => values[i] as number);
  return {
    columns: order.map((i) => columns[i] as string),
    ...(hessian && { hessian: order.map((i) => order.map((j) => hessian[i]?.[j] ?? 0)) }),
    linear: moved(linear),
    lower: moved(lower),
    upper: moved(upper),
    rows: rows.map((row) => ({ ...row, terms: moved(row.terms) })),
  };
}

/** The objective times a number that makes the largest variance 1: HiGHS's tolerances are absolute. The solution stays the same. */
export function withScale(program: QuadraticProgram): QuadraticProgram {
  const diagonal = (program.hessian ?? []).map((row, i) => Math.abs(row[i] as number));
  const size = Math.max(...(diagonal.length > 0 ? diagonal : program.linear.map(Math.abs)));
  if (!(size > 0)) return program;
  const { hessian, linear } = program;
  return {
    ...program,
    linear: linear.map((value) => value / size),
    ...(hessian && { hessian: hessian.map((row) => row.map((value) => value / size)) }),
  };
}

/** The same for x counted in parts of 1 / `units`. */
export function inUnits(program: QuadraticProgram, units: number): QuadraticProgram {
  const times = (values: readonly number[]): number[] => values.map((value) => value * units);
  return {
    ...program,
    linear: times(program.linear),
    lower: times(program.lower),
    upper: times(program.upper),
    rows: program.rows.map((row) => ({ ...row, lower: row.lower * units, upper: row.upper * units })),
  };
}
