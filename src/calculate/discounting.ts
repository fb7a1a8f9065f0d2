/**
 * Sums of discounted flows, Σ amount · x^exponent, where x is the discount factor of one unit of time, and all their roots in x.
 *
 * Roots are found as in the proof of Laguerre's rule (the sum has no more positive roots than its amounts have changes of
 * sign): with τ between the exponents at a change of sign, x^−τ · Σ has a derivative with one change of sign fewer. Between the
 * roots of that derivative, found in the same way, the sum divided by x^τ is monotone, so the signs there tell of every root.
 */

import type { Decimal } from 'decimal.js';
import { Exact, Searched } from './decimal.ts';
import { rootBetween } from './root-between.ts';

export interface DiscountedFlow {
  /** A whole number of units of time. */
  exponent: number;
  amount: Decimal;
}

/** Less than this part of the sum of magnitudes is zero: two roots that touch. */
const TOUCHING = '1e-50';

/** Σ amount · x^exponent (Horner); the exponents rise. */
export function discountedSum(flows: readonly DiscountedFlow[], x: Decimal): Decimal {
  const powers = new Map<number, Decimal>();
  const power = (exponent: number): Decimal => {
    const known = powers.get(exponent) ?? x.pow(exponent);
    powers.set(exponent, known);
    return known;
  };
  let sum = x.times(0);
  let exponent = flows.at(-1)?.exponent ?? 0;
  for (const flow of flows.toReversed()) {
    sum = sum.times(power(exponent - flow.exponent)).plus(flow.amount);
    exponent = flow.exponent;
  }
  return sum.times(power(exponent));
}

/** Σ |amount| · x^exponent. */
export function discountedMagnitude(flows: readonly DiscountedFlow[], x: Decimal): Decimal {
  return discountedSum(
    flows.map(({ exponent, amount }) => ({ exponent, amount: amount.abs() })),
    x,
  );
}

/** Flows without zeros, those of one time added up, in order of time. */
export function inOrder(flows: readonly DiscountedFlow[]): DiscountedFlow[] {
  const byExponent = new Map<number, Decimal>();
  for (const { exponent, amount } of flows) {
    byExponent.set(exponent, amount.plus(byExponent.get(exponent) ?? 0));
  }
  return [...byExponent]
    .map(([exponent, amount]) => ({ exponent, amount }))
    .filter(({ amount }) => !amount.isZero())
    .sort((a, b) => a.exponent - b.exponent);
}

/** For flows in order: where the sign changes, as twice the time between. */
export function signChanges(flows: readonly DiscountedFlow[]): number[] {
  return flows.flatMap(({ exponent, amount }, i) => {
    const before = flows[i - 1];
    return before !== undefined && before.amount.s !== amount.s ? [before.exponent + exponent] : [];
  });
}

/** All x from `low` to `high` at which flows in order sum to zero, rising, with an error below 1e-40 of each. */
export function discountRoots(flows: readonly DiscountedFlow[], low: Decimal, high: Decimal): Decimal[] {
  const searched = flows.map(({ exponent, amount }) => ({ exponent, amount: new Searched(amount) }));
  return rootsOf(searched, new Searched(low), new Searched(high)).map((x) => new Exact(x));
}

function rootsOf(flows: readonly DiscountedFlow[], low: Decimal, high: Decimal): Decimal[] {
  const [change] = signChanges(flows);
  if (change === undefined) return [];
  const derivative = flows
    .map(({ exponent, amount }) => ({ exponent, amount: amount.times(2 * exponent - change) }))
    .filter(({ amount }) => !amount.isZero());
  const nodes = [low, ...rootsOf(derivative, low, high), high].map((x) => {
    const sum = discountedSum(flows, x);
    const touches = sum.abs().lessThan(discountedMagnitude(flows, x).times(TOUCHING));
    return { x, sign: touches ? 0 : sum.s };
  });
  return nodes.flatMap((node, i) => {
    const next = nodes[i + 1];
    const touching = node.sign === 0 ? [node.x] : [];
    if (next === undefined || node.sign * next.sign >= 0) return touching;
    return [rootBetween((x) => discountedSum(flows, x), node.x, next.x)];
  });
}
