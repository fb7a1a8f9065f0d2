/** The best portfolio for an objective under constraints. */

import { InputError } from '../../../core/errors.ts';
import type { Allocation, Objective, Problem } from './allocation.ts';
import { boundsFor, type Bounds } from './constraints.ts';
import { describeAllocation } from './describe-allocation.ts';
import { maximumSharpe } from './maximum-sharpe.ts';
import { meanVariance, minimumVariance, targetReturn, type Solved } from './mean-variance.ts';
import { riskParity } from './risk-parity.ts';
import { targetVolatility } from './target-volatility.ts';

/**
 * Same input, same bits. @throws InputError: `infeasible` (names the constraints), `constraints`, `objective`, `no-excess-return`.
 * @throws FinR1Error (`solver`) where what the solver says is no solution.
 */
export async function optimise(
  given: Omit<Problem, 'constraints'> & Partial<Problem> & { objective: Objective },
): Promise<Allocation> {
  const { objective, means, covariance, constraints = {} } = given;
  const problem = { means, covariance, constraints };
  requireSameSymbols(problem);
  const bounds = boundsFor(covariance.symbols, constraints);
  return describeAllocation(problem, bounds, objective, await solvedFor(objective, problem, bounds));
}

function solvedFor(objective: Objective, problem: Problem, bounds: Bounds): Promise<Solved> | Solved {
  switch (objective.kind) {
    case 'minimum-variance':
      return minimumVariance(problem, bounds);
    case 'mean-variance':
      return meanVariance(problem, bounds, objective.riskAversion);
    case 'target-return':
      return targetReturn(problem, bounds, objective.value);
    case 'target-volatility':
      return targetVolatility(problem, bounds, objective.value);
    case 'maximum-sharpe':
      return maximumSharpe(problem, bounds, objective.riskFree);
    case 'risk-parity':
      return riskParity(problem, bounds, objective.budgets);
  }
}

function requireSameSymbols({ means, covariance }: Problem): void {
  const [one, other] = [means.symbols.join(', '), covariance.symbols.join(', ')];
  if (one === other) return;
  throw new InputError(`expected returns are of ${one}, the covariance is of ${other}`, {
    hint: 'Estimate both from the same returns.',
  });
}
