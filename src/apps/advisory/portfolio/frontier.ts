/** The efficient frontier: for each return the portfolio of least variance, from the least variance of all to the highest return. */

import { InputError } from '../../../core/errors.ts';
import type { Allocation, Problem } from './allocation.ts';
import { boundsFor } from './constraints.ts';
import { describeAllocation } from './describe-allocation.ts';
import { highestReturn, minimumVariance } from './mean-variance.ts';
import { optimise } from './optimise.ts';

/**
 * `points` portfolios whose expected returns (less trading costs) are equally far apart; one where only one return is possible.
 * @throws InputError as `optimise` does.
 */
export async function frontier(
  given: Omit<Problem, 'constraints'> & Partial<Problem>,
  points = 20,
): Promise<Allocation[]> {
  if (!(Number.isInteger(points) && points >= 2)) {
    throw new InputError(`a frontier of ${points} points`, { hint: 'Give a whole number of at least 2.' });
  }
  const problem = { ...given, constraints: given.constraints ?? {} };
  const bounds = boundsFor(problem.covariance.symbols, problem.constraints);
  const safest = await minimumVariance(problem, bounds);
  const highest = (await highestReturn(problem, bounds)).net;
  const first = describeAllocation(problem, bounds, { kind: 'minimum-variance' }, safest);
  if (highest - safest.net < 1e-12) return [first];
  const frontier = [first];
  for (let at = 1; at < points; at++) {
    const value = safest.net + ((highest - safest.net) * at) / (points - 1);
    frontier.push(
      await optimise({ ...problem, objective: { kind: 'target-return', value: Math.min(value, highest) } }),
    );
  }
  return frontier;
}
