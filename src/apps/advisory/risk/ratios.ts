/** Risk and what was earned for it, a year. `x` are simple returns per period, `periods` the periods of a year. */

import { InputError } from '../../../core/errors.ts';
import { mean } from '../portfolio/linear.ts';
import { standardDeviation } from './moments.ts';

/** Standard deviation a year: that of a period (n − 1) times √periods. */
export function volatility(x: readonly number[], periods: number): number {
  return standardDeviation(x) * Math.sqrt(periods);
}

function divided(above: number, below: number, what: string): number {
  if (below > 0) return above / below;
  throw new InputError(`${what}: the returns have no risk to divide by`, {
    code: 'no-variance',
    hint: 'Give prices that move.',
  });
}

function paired(x: readonly number[], benchmark: readonly number[]): number[] {
  if (x.length !== benchmark.length) {
    throw new InputError(`${x.length} returns against ${benchmark.length} of the benchmark`, {
      hint: 'Give both over the same dates.',
    });
  }
  return x.map((value, at) => value - (benchmark[at] as number));
}

/** (mean − riskFree / periods) · periods / volatility; `riskFree` a year. @throws InputError without risk. */
export function sharpeRatio(x: readonly number[], riskFree: number, periods: number): number {
  return divided(mean(x) * periods - riskFree, volatility(x, periods), 'Sharpe ratio');
}

/** Excess mean a year over the downside deviation a year: √(mean of min(0, x − riskFree / periods)² · periods), all periods counted. */
export function sortinoRatio(x: readonly number[], riskFree: number, periods: number): number {
  const least = riskFree / periods;
  const downside = Math.sqrt(mean(x.map((value) => Math.min(0, value - least) ** 2)) * periods);
  return divided(mean(x) * periods - riskFree, downside, 'Sortino ratio');
}

/** Volatility a year of the difference to the benchmark. @throws InputError for unequal lengths. */
export function trackingError(x: readonly number[], benchmark: readonly number[], periods: number): number {
  return volatility(paired(x, benchmark), periods);
}

/** Slope of the regression on the benchmark: covariance over the benchmark's variance. @throws InputError. */
export function beta(x: readonly number[], benchmark: readonly number[]): number {
  paired(x, benchmark);
  const [own, other] = [mean(x), mean(benchmark)];
  const together = x.reduce(
    (total, value, at) => total + (value - own) * ((benchmark[at] as number) - other),
    0,
  );
  const variance = benchmark.reduce((total, value) => total + (value - other) ** 2, 0);
  return divided(together, variance, 'beta');
}

/** The constant yearly return that gives the same end: Π(1 + x)^(periods / n) − 1. */
export function compoundReturn(x: readonly number[], periods: number): number {
  const growth = x.reduce((total, value) => total * (1 + value), 1);
  return growth ** (periods / x.length) - 1;
}
