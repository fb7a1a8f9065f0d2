/**
 * The root of a continuous function of a positive number between two points where its signs differ: first halvings in
 * logarithms, then Ridders' method (IEEE Transactions on Circuits and Systems 26 (1979), 979–980), whose fit of an exponential
 * suits discounting.
 */

import type { Decimal } from 'decimal.js';
import { ONE } from './decimal.ts';

/** Relative error of a root, checked by the signs on both sides of it. */
const TOLERANCE = '1e-40';
const NEAR = '1.05';

export function rootBetween(f: (x: Decimal) => Decimal, from: Decimal, to: Decimal): Decimal {
  let [low, high] = [from, to];
  let [atLow, atHigh] = [f(low), f(high)];
  const narrow = (x: Decimal, atX: Decimal): void => {
    if (atX.s === atLow.s) [low, atLow] = [x, atX];
    else [high, atHigh] = [x, atX];
  };
  const isNear = (x: Decimal): boolean =>
    f(x.times(ONE.minus(TOLERANCE))).s !== f(x.times(ONE.plus(TOLERANCE))).s;

  while (high.greaterThan(low.times(NEAR))) {
    const middle = low.times(high).sqrt();
    narrow(middle, f(middle));
  }
  let before = low;
  while (high.minus(low).greaterThan(low.times(TOLERANCE))) {
    const middle = low.plus(high).dividedBy(2);
    const atMiddle = f(middle);
    if (atMiddle.isZero()) return middle;
    const spread = atMiddle.times(atMiddle).minus(atLow.times(atHigh)).sqrt();
    const step = middle.minus(low).times(atMiddle).dividedBy(spread);
    const next = atLow.greaterThan(atHigh) ? middle.plus(step) : middle.minus(step);
    const atNext = f(next);
    const settled = next.minus(before).abs().lessThan(next.times(TOLERANCE));
    if (atNext.isZero() || (settled && isNear(next))) return next;
    narrow(middle, atMiddle);
    if (next.greaterThan(low) && next.lessThan(high)) narrow(next, atNext);
    before = next;
  }
  return low.plus(high).dividedBy(2);
}
