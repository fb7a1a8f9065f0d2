/**
 * Convex quadratic programs, solved by HiGHS (WebAssembly). Whether an answer is one is checked here, by the conditions of Karush, Kuhn and Tucker, not believed.
 */

import highsModule, { type Highs } from 'highs';
import { FinR1Error, InputError } from '../../../core/errors.ts';
import { conflictOf } from './conflict.ts';
import { kktResiduals, type Kkt } from './kkt.ts';
import { inOrder, inUnits, withScale, type QuadraticProgram } from './program.ts';
import { solverModel } from './solver-model.ts';

export interface ProgramSolution {
  x: number[];
  kkt: Kkt;
}

/** A residual above this is no solution. Reached are some 1e-16. */
export const KKT_LIMIT = 1e-8;

/** Of a program of 100 columns HiGHS needs some hundred; without a limit it can go in circles. */
const MOST_ITERATIONS = 20_000;

/** Orders of the columns and units of x that are tried in turn; of 12,000 random problems 19 needed a second turn, none a third. */
const MOST_TURNS = 12;
const UNITS = [100, 10_000, 1] as const;

/** Without HiGHS's own ridge of 1e-7, which would show in the weights. */
const OPTIONS = { output_flag: false, qp_iteration_limit: MOST_ITERATIONS, qp_regularization_value: 0 };

/** Its types describe a CommonJS module; what Node imports is the loader itself. */
const loadHighs = highsModule as unknown as typeof highsModule.default;

let loading: Promise<Highs> | undefined;

/**
 * In some 3 of 1,000 small problems HiGHS, asked once, stops short of the optimum or with an error: at corners where more constraints meet
 * than it needs (another order of the columns helps), or less than 1e-6 from a bound (other units help). Only what is proven counts; else it
 * is asked again.
 *
 * @throws InputError (`infeasible`) that names the constraints which cannot hold together.
 * @throws FinR1Error (`solver`) where no solution was found that meets the conditions.
 */
export async function solveProgram(program: QuadraticProgram): Promise<ProgramSolution> {
  loading ??= loadHighs();
  const highs = await loading;
  const scaled = withScale(program);
  const count = program.columns.length;
  const failures: string[] = [];
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const order = Array.from({ length: count }, (_, i) => (i + turn) % count);
    const answer = attempt(highs, scaled, order, UNITS[turn % UNITS.length] as number);
    if ('x' in answer) return answer;
    if (answer.infeasible) {
      const names = conflictOf(highs, program);
      if (names.length > 0) throw refusal(names);
    }
    failures.push(answer.why);
  }
  throw new FinR1Error(
    'solver',
    `the portfolio could not be computed: ${[...new Set(failures)].join('; ')}`,
    {
      hint: 'Check for assets that move as one and for extreme bounds; shrink the covariance.',
    },
  );
}

function attempt(
  highs: Highs,
  program: QuadraticProgram,
  order: readonly number[],
  units: number,
): ProgramSolution | { infeasible: boolean; why: string } {
  const model = highs.createModel(solverModel(inUnits(inOrder(program, order), units)));
  try {
    model.options.set(OPTIONS);
    model.run();
    const status = model.getModelStatus();
    const { infeasible, unboundedOrInfeasible, optimal } = highs.constants.modelStatus;
    if (status !== optimal) {
      return {
        infeasible: status === infeasible || status === unboundedOrInfeasible,
        why: `it ended with status ${status}`,
      };
    }
    const { colValue, rowDual, colDual } = model.getSolution();
    const place = order.map((_, i) => order.indexOf(i));
    const back = (values: Float64Array): number[] => place.map((at) => values[at] as number);
    const x = back(colValue).map((value) => value / units);
    const kkt = kktResiduals(
      program,
      x,
      [...rowDual].map((dual) => dual / units),
      back(colDual).map((dual) => dual / units),
    );
    const worst = Math.max(kkt.stationarity, kkt.feasibility, kkt.complementarity);
    return worst <= KKT_LIMIT
      ? { x, kkt }
      : { infeasible: false, why: `the optimality conditions are missed by ${worst}` };
  } catch (error) {
    // What HiGHS cannot do it throws; what is wrong here is thrown on.
    if (!(error instanceof Error) || error.name !== 'HighsError') throw error;
    return { infeasible: false, why: error.message };
  } finally {
    model.dispose();
  }
}

function refusal(names: readonly string[]): InputError {
  return new InputError(`no portfolio is allowed: these cannot hold together: ${names.join('; ')}`, {
    code: 'infeasible',
    hint: 'Loosen one of the constraints named.',
  });
}
