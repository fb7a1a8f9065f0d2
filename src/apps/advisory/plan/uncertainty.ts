/**
 * How sure a portfolio's expected return and volatility are: block bootstrap of the past, with the weights and the strength of shrinkage
 * taken as given.
 */

import { dot, mean, sum } from '../portfolio/linear.ts';
import { blockBootstrap } from '../risk/block-bootstrap.ts';
import { volatility } from '../risk/ratios.ts';
import type { Estimates } from './estimates.ts';

export interface Uncertainty {
  /** 95 %, a year. */
  expectedReturn: [number, number];
  /** Scaled from the plain deviation to the estimate that is shown, which is shrunk. */
  volatility: [number, number];
}

/** `weights` in the order of the estimates; `shown` is the volatility that stands in the advice. */
export function uncertaintyOf(
  { means, returns }: Pick<Estimates, 'means' | 'returns'>,
  weights: readonly number[],
  { volatility: shown, seed }: { volatility: number; seed: number },
): Uncertainty {
  const { periodsPerYear } = returns;
  const held = returns.values.map((row) => dot(row, weights));
  // Its plain mean is the shrunk one of the portfolio: shrinkage draws a part of it to the target.
  const drawn = held.map(
    (value, at) =>
      (1 - means.shrinkage) * value + means.shrinkage * sum(weights) * (means.targetReturns[at] as number),
  );
  const [expected, deviation] = blockBootstrap(
    [drawn, held],
    [([of]) => mean(of ?? []) * periodsPerYear, ([, of]) => volatility(of ?? [], periodsPerYear)],
    { seed },
  );
  if (expected === undefined || deviation === undefined) throw new RangeError('the bootstrap left one out');
  const scale = shown / deviation.value;
  return {
    expectedReturn: [expected.low, expected.high],
    volatility: [deviation.low * scale, deviation.high * scale],
  };
}
