/** How far a point is from meeting the conditions of Karush, Kuhn and Tucker of a convex program: at 0 it is a solution. */

import { dot, times } from './linear.ts';
import type { QuadraticProgram } from './program.ts';

export interface Kkt {
  /** Largest |∇f − Aᵀy − z| of a column, where the largest variance is 1. */
  stationarity: number;
  /** Largest violation of a bound or row. */
  feasibility: number;
  /** Largest product of a multiplier and the slack of its bound, on the side that its sign says. */
  complementarity: number;
}

/** `rowDuals` and `columnDuals` are above 0 where a lower bound holds, below 0 where an upper one does. */
export function kktResiduals(
  program: QuadraticProgram,
  x: readonly number[],
  rowDuals: readonly number[],
  columnDuals: readonly number[],
): Kkt {
  const size = program.hessian?.length ?? 0;
  const curvature = program.hessian ? times(program.hessian, x.slice(0, size)) : [];
  const stationarity = Math.max(
    ...x.map((_, i) => {
      const gradient = (program.linear[i] as number) + (curvature[i] ?? 0) - (columnDuals[i] as number);
      return Math.abs(
        program.rows.reduce(
          (left, row, k) => left - (row.terms[i] as number) * (rowDuals[k] as number),
          gradient,
        ),
      );
    }),
  );
  const held = [
    ...x.map((value, i) => ({
      value,
      lower: program.lower[i] as number,
      upper: program.upper[i] as number,
      dual: columnDuals[i] as number,
    })),
    ...program.rows.map(({ terms, lower, upper }, k) => ({
      value: dot(terms, x),
      lower,
      upper,
      dual: rowDuals[k] as number,
    })),
  ];
  return {
    stationarity,
    feasibility: Math.max(0, ...held.flatMap(({ value, lower, upper }) => [lower - value, value - upper])),
    complementarity: Math.max(
      0,
      ...held.map(({ value, lower, upper, dual }) =>
        dual === 0 ? 0 : Math.abs(dual) * Math.abs(value - (dual > 0 ? lower : upper)),
      ),
    ),
  };
}
