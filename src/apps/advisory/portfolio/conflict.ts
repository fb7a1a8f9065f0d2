/** Which constraints of a program without a solution contradict each other: an irreducible infeasible subsystem, by HiGHS. */

import type { Highs } from 'highs';
import type { QuadraticProgram } from './program.ts';
import { solverModel } from './solver-model.ts';

/** Names of rows and bounds; none where HiGHS finds no such subsystem. */
export function conflictOf(highs: Highs, program: QuadraticProgram): string[] {
  // Whether there is a solution does not depend on the objective.
  const model = highs.createModel(solverModel({ ...program, hessian: undefined }));
  try {
    const { strategyRowPriority, boundLower, boundUpper } = highs.constants.iis;
    model.options.set({ output_flag: false, iis_strategy: strategyRowPriority });
    const { rowIndex, colIndex, colBound } = model.getIis();
    return [
      ...[...rowIndex].map((at) => program.rows[at]?.name ?? '').filter((name) => name !== ''),
      ...[...colIndex].flatMap((at, k) => {
        const name = program.columns[at] ?? '';
        if (name === '') return [];
        const [low, high] = [`${name} at least ${program.lower[at]}`, `${name} at most ${program.upper[at]}`];
        if (colBound[k] === boundLower) return [low];
        return colBound[k] === boundUpper ? [high] : [];
      }),
    ];
  } finally {
    model.dispose();
  }
}
