/** The portfolios of H. Markowitz, "Portfolio selection", Journal of Finance 7 (1952): one program each. */

import { InputError } from '../../../core/errors.ts';
import type { Problem } from './allocation.ts';
import type { Bounds } from './constraints.ts';
import { investmentProgram } from './investment-program.ts';
import { dot } from './linear.ts';
import { solveProgram, type ProgramSolution } from './quadratic-program.ts';

export interface Solved extends Pick<ProgramSolution, 'kkt'> {
  weights: number[];
  /** Expected return a year less trading costs. */
  net: number;
}

/** Highest net return − ½ · riskAversion · variance; with `least`, a net return of at least that much is asked for. */
async function solve(
  problem: Problem,
  bounds: Bounds,
  { wanted, riskAversion, least }: { wanted: number; riskAversion: number; least?: number },
): Promise<Solved> {
  const { count, net, ...program } = investmentProgram(problem, bounds);
  const asked =
    least === undefined
      ? []
      : [{ name: `expected return at least ${least}`, terms: net, lower: least, upper: Infinity }];
  const { x, kkt } = await solveProgram({
    ...program,
    ...(riskAversion > 0 && {
      hessian: problem.covariance.matrix.map((row) => row.map((value) => value * riskAversion)),
    }),
    linear: net.map((value) => -value * wanted),
    rows: [...program.rows, ...asked],
  });
  return { weights: x.slice(0, count), net: dot(net, x), kkt };
}

export function minimumVariance(problem: Problem, bounds: Bounds): Promise<Solved> {
  return solve(problem, bounds, { wanted: 0, riskAversion: 1 });
}

export function meanVariance(problem: Problem, bounds: Bounds, riskAversion: number): Promise<Solved> {
  if (!(riskAversion > 0)) {
    throw new InputError(`a risk aversion of ${riskAversion}`, {
      code: 'objective',
      hint: 'Give a number above 0: 2 is bold, 10 careful.',
    });
  }
  return solve(problem, bounds, { wanted: 1, riskAversion });
}

/** The highest net return that the constraints let: a linear program. */
export function highestReturn(problem: Problem, bounds: Bounds): Promise<Solved> {
  return solve(problem, bounds, { wanted: 1, riskAversion: 0 });
}

/** @throws InputError (`infeasible`) that tells the highest return there is. */
export async function targetReturn(problem: Problem, bounds: Bounds, value: number): Promise<Solved> {
  const highest = await highestReturn(problem, bounds);
  if (!(value <= highest.net + 1e-12)) {
    throw new InputError(
      `an expected return of ${value} a year is beyond the constraints: they let at most ${highest.net}`,
      { code: 'infeasible', hint: 'Ask for less, or loosen the bounds of the assets that return most.' },
    );
  }
  return solve(problem, bounds, { wanted: 0, riskAversion: 1, least: Math.min(value, highest.net) });
}
