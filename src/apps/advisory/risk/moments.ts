/** Mean, deviation and the higher moments of a series. */

import { InputError } from '../../../core/errors.ts';
import { mean } from '../portfolio/linear.ts';

function requireCount(x: readonly number[], least: number, what: string): void {
  if (x.length >= least) return;
  throw new InputError(`${what} of ${x.length} returns`, {
    code: 'too-few-prices',
    hint: `Give at least ${least} returns.`,
  });
}

/** Of a sample, divided by n − 1. @throws InputError for fewer than 2 values. */
export function standardDeviation(x: readonly number[]): number {
  requireCount(x, 2, 'a deviation');
  const centre = mean(x);
  return Math.sqrt(x.reduce((total, value) => total + (value - centre) ** 2, 0) / (x.length - 1));
}

/** m₃ / m₂^1.5 and m₄ / m₂² − 3 with moments divided by n. @throws InputError where nothing varies. */
export function skewAndKurtosis(x: readonly number[]): { skewness: number; excessKurtosis: number } {
  requireCount(x, 4, 'skewness');
  const centre = mean(x);
  const moment = (power: number): number => mean(x.map((value) => (value - centre) ** power));
  const variance = moment(2);
  if (!(variance > 0))
    throw new InputError('returns that never vary have no skewness', { code: 'no-variance' });
  return { skewness: moment(3) / variance ** 1.5, excessKurtosis: moment(4) / variance ** 2 - 3 };
}
