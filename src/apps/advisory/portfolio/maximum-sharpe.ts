/**
 * The tangency portfolio under linear constraints, by one program: with y = κw the ratio does not depend on κ, so excess return is set to a
 * constant and variance made least; bounds are multiplied by κ (G. Cornuéjols, R. Tütüncü, "Optimization Methods in Finance", 2007, §8.2).
 */

import { InputError } from '../../../core/errors.ts';
import type { Problem } from './allocation.ts';
import type { Bounds } from './constraints.ts';
import { investmentProgram } from './investment-program.ts';
import { dot } from './linear.ts';
import { highestReturn, type Solved } from './mean-variance.ts';
import type { LinearRow } from './program.ts';
import { solveProgram } from './quadratic-program.ts';

/** @throws InputError (`no-excess-return`) where no allowed portfolio returns more than `riskFree`. */
export async function maximumSharpe(problem: Problem, bounds: Bounds, riskFree: number): Promise<Solved> {
  const highest = (await highestReturn(problem, bounds)).net - riskFree;
  if (!(highest > 1e-9)) {
    throw new InputError(
      `no allowed portfolio is expected to return more than the risk-free ${riskFree} a year (at most ${highest + riskFree})`,
      { code: 'no-excess-return', hint: 'Use minimum variance, or check the expected returns.' },
    );
  }
  const { count, net, columns, lower, upper, rows } = investmentProgram(problem, bounds);
  const width = columns.length;
  const scaled = (name: string, terms: readonly number[], low: number, high: number): LinearRow[] => [
    ...(low === -Infinity
      ? []
      : [{ name, terms: [...terms, -low], lower: 0, upper: low === high ? 0 : Infinity }]),
    ...(high === Infinity || low === high
      ? []
      : [{ name, terms: [...terms, -high], lower: -Infinity, upper: 0 }]),
  ];
  const one = (at: number): number[] => columns.map((_, i) => (i === at ? 1 : 0));
  const { x, kkt } = await solveProgram({
    columns: [...columns, 'scale'],
    hessian: problem.covariance.matrix,
    linear: columns.map(() => 0).concat(0),
    lower: [...columns.map(() => -Infinity), 0],
    upper: [...columns.map(() => Infinity), Infinity],
    rows: [
      { name: 'excess return', terms: [...net, -riskFree], lower: highest, upper: highest },
      ...rows.flatMap((row) => scaled(row.name, row.terms, row.lower, row.upper)),
      ...columns.flatMap((name, i) => scaled(name, one(i), lower[i] as number, upper[i] as number)),
    ],
  });
  const scale = x[width] as number;
  const weights = x.slice(0, count).map((value) => value / scale);
  return { weights, net: dot(net, x.slice(0, width)) / scale, kkt };
}
