/** What a portfolio of fixed weights returned, brought back to its weights at every period's end, without costs. */

import { InputError } from '../../../core/errors.ts';
import type { Returns } from '../market/returns.ts';
import { dot } from '../portfolio/linear.ts';

/** Simple returns per period. @throws InputError where `returns` are log returns or the weights are not one a symbol. */
export function portfolioReturns(returns: Returns, weights: readonly number[]): number[] {
  if (returns.kind !== 'simple') {
    throw new InputError('log returns of assets do not add up to that of a portfolio', {
      hint: 'Use simple returns.',
    });
  }
  if (weights.length !== returns.symbols.length) {
    throw new InputError(`${weights.length} weights for ${returns.symbols.length} symbols`, {
      hint: `Give one weight for each of ${returns.symbols.join(', ')}.`,
    });
  }
  return returns.values.map((row) => dot(row, weights));
}
