/** The highest return for a given volatility: on the efficient frontier, where its volatility is the one asked for. */

import { InputError } from '../../../core/errors.ts';
import type { Problem } from './allocation.ts';
import type { Bounds } from './constraints.ts';
import { quadratic } from './linear.ts';
import { highestReturn, minimumVariance, targetReturn, type Solved } from './mean-variance.ts';

/** Volatility is met to this much; reached in some ten programs. */
const CLOSE = 1e-10;
const MOST_STEPS = 200;

/** @throws InputError (`infeasible`) that tells the lowest volatility there is. */
export async function targetVolatility(problem: Problem, bounds: Bounds, value: number): Promise<Solved> {
  const excess = ({ weights }: Solved): number =>
    Math.sqrt(Math.max(0, quadratic(problem.covariance.matrix, weights))) - value;
  const least = await minimumVariance(problem, bounds);
  if (!(excess(least) <= CLOSE)) {
    throw new InputError(
      `a volatility of ${value} a year is below what the constraints let: at least ${excess(least) + value}`,
      { code: 'infeasible', hint: 'Allow more risk, or more of the assets with little of it.' },
    );
  }
  const highest = (await highestReturn(problem, bounds)).net;
  const most = await targetReturn(problem, bounds, highest);
  if (excess(most) <= CLOSE) return most;
  return riseTo(least, most, excess, (net) => targetReturn(problem, bounds, net));
}

/** Regula falsi in the return (Illinois variant): volatility rises with it, and is convex. */
async function riseTo(
  from: Solved,
  to: Solved,
  excess: (solved: Solved) => number,
  at: (net: number) => Promise<Solved>,
): Promise<Solved> {
  let low = { net: from.net, excess: excess(from) };
  let high = { net: to.net, excess: excess(to) };
  let best = from;
  let side = 0;
  for (let step = 0; step < MOST_STEPS && Math.abs(excess(best)) > CLOSE; step++) {
    const net = (low.net * high.excess - high.net * low.excess) / (high.excess - low.excess);
    best = await at(net);
    const found = { net, excess: excess(best) };
    if (found.excess > 0) {
      high = found;
      if (side === 1) low.excess /= 2;
      side = 1;
    } else {
      low = found;
      if (side === -1) high.excess /= 2;
      side = -1;
    }
    if (high.net - low.net < 1e-15) break;
  }
  return best;
}
