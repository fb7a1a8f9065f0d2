/** A program in the form that HiGHS takes: rows and the lower triangle, compressed. */

import type { ModelData } from 'highs';
import type { QuadraticProgram } from './program.ts';

export function solverModel({ columns, hessian, linear, lower, upper, rows }: QuadraticProgram): ModelData {
  const [numCols, numRows] = [columns.length, rows.length];
  return {
    numCols,
    numRows,
    colCost: [...linear],
    colLower: [...lower],
    colUpper: [...upper],
    rowLower: rows.map((row) => row.lower),
    rowUpper: rows.map((row) => row.upper),
    matrix: { format: 'csr', numRows, numCols, ...compressed(rows.map(({ terms }) => terms)) },
    ...(hessian && {
      hessian: {
        format: 'triangular',
        dimension: numCols,
        // Symmetric: what follows the diagonal in a row follows it in the column.
        ...compressed(columns.map((_, i) => columns.map((__, j) => (j < i ? 0 : (hessian[i]?.[j] ?? 0))))),
      },
    }),
  };
}

function compressed(rows: readonly (readonly number[])[]): {
  starts: number[];
  indices: number[];
  values: number[];
} {
  const [starts, indices, values]: [number[], number[], number[]] = [[0], [], []];
  for (const row of rows) {
    row.forEach((value, at) => {
      if (value === 0) return;
      indices.push(at);
      values.push(value);
    });
    starts.push(indices.length);
  }
  return { starts, indices, values };
}
