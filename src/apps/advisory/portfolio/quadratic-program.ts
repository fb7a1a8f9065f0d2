/**
 * Convex quadratic programs, solved by HiGHS (WebAssembly): min ½ xᵀHx + cᵀx with lower ≤ x ≤ upper and rows' lower ≤ aᵀx ≤ upper. Without H a
 * linear program. Whether an answer is one is checked here, by the conditions of Karush, Kuhn and Tucker, not believed.
 */

import highsModule, { type Highs } from 'highs';
import { FinR1Error, InputError } from '../../../core/errors.ts';
import { conflictOf } from './conflict.ts';
import { kktResiduals, type Kkt } from './kkt.ts';
import { quadratic } from './linear.ts';
import { solverModel } from './solver-model.ts';

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

export interface ProgramSolution {
  x: number[];
  kkt: Kkt;
}

/** A residual above this is no solution. Reached are some 1e-16. */
export const KKT_LIMIT = 1e-8;

/** Of a program of 100 columns HiGHS needs some hundred; without a limit it can go in circles. */
const MOST_ITERATIONS = 20_000;

/** Without HiGHS's own ridge of 1e-7, which would show in the weights. */
const OPTIONS = { output_flag: false, qp_iteration_limit: MOST_ITERATIONS, qp_regularization_value: 0 };

/** Its types describe a CommonJS module; what Node imports is the loader itself. */
const loadHighs = highsModule as unknown as typeof highsModule.default;

let loading: Promise<Highs> | undefined;

/**
 * @throws InputError (`infeasible`) that names the constraints which cannot hold together.
 * @throws FinR1Error (`solver`) where no solution was found that meets the conditions.
 */
export async function solveProgram(program: QuadraticProgram): Promise<ProgramSolution> {
  loading ??= loadHighs();
  const highs = await loading;
  const scaled = withScale(program);
  const model = highs.createModel(solverModel(scaled));
  try {
    model.options.set(OPTIONS);
    model.run();
    const status = model.getModelStatus();
    const { infeasible, unboundedOrInfeasible, optimal } = highs.constants.modelStatus;
    if (status === infeasible || status === unboundedOrInfeasible) throw refusal(highs, program);
    if (status !== optimal) throw unsolved(`it ended with status ${status}`);
    const { colValue, rowDual, colDual } = model.getSolution();
    const x = [...colValue];
    const kkt = kktResiduals(scaled, x, [...rowDual], [...colDual]);
    const worst = Math.max(kkt.stationarity, kkt.feasibility, kkt.complementarity);
    if (!(worst <= KKT_LIMIT)) throw unsolved(`its answer misses the optimality conditions by ${worst}`);
    return { x, kkt };
  } finally {
    model.dispose();
  }
}

/** The objective times a number that makes variances about 1: HiGHS's tolerances are absolute. The solution stays the same. */
function withScale(program: QuadraticProgram): QuadraticProgram {
  const diagonal = (program.hessian ?? []).map((row, i) => Math.abs(row[i] as number));
  const size = Math.max(...(diagonal.length > 0 ? diagonal : program.linear.map(Math.abs)));
  if (!(size > 0)) return program;
  return {
    ...program,
    linear: program.linear.map((value) => value / size),
    ...(program.hessian && { hessian: program.hessian.map((row) => row.map((value) => value / size)) }),
  };
}

function refusal(highs: Highs, program: QuadraticProgram): InputError {
  const names = conflictOf(highs, program);
  return new InputError(
    names.length > 0
      ? `no portfolio is allowed: these cannot hold together: ${names.join('; ')}`
      : 'no portfolio is allowed: the constraints contradict each other',
    { code: 'infeasible', hint: 'Loosen one of the constraints named.' },
  );
}

function unsolved(why: string): FinR1Error {
  return new FinR1Error('solver', `the portfolio could not be computed: ${why}`, {
    hint: 'Check for assets that move as one and for extreme bounds; shrink the covariance.',
  });
}

/** ½ xᵀHx + cᵀx, in the program's own scale. */
export function objectiveOf(program: QuadraticProgram, x: readonly number[]): number {
  const linear = program.linear.reduce((total, value, i) => total + value * (x[i] as number), 0);
  return (
    linear + (program.hessian ? 0.5 * quadratic(program.hessian, x.slice(0, program.hessian.length)) : 0)
  );
}
