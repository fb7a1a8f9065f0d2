/** Covariance of the assets' returns a year, by one of three estimators. */

import { InputError } from '../../../core/errors.ts';
import type { Returns } from '../market/returns.ts';
import { constantCorrelation } from './constant-correlation.ts';
import { ledoitWolf, type Shrunk } from './ledoit-wolf.ts';
import { momentMatrix, type Matrix } from './linear.ts';

export type CovarianceMethod = 'ledoit-wolf' | 'constant-correlation' | 'sample';

export interface Covariance {
  symbols: string[];
  /** [asset][asset], a year: that of a period times `periodsPerYear`. */
  matrix: number[][];
  method: CovarianceMethod;
  /** Weight of the target, 0…1; 0 for the sample. */
  shrinkage: number;
  /** How many periods it is estimated from. */
  observations: number;
  periodsPerYear: number;
}

const estimators: Readonly<Record<CovarianceMethod, (rows: Matrix) => Shrunk>> = {
  'ledoit-wolf': ledoitWolf,
  'constant-correlation': constantCorrelation,
  // Divided by n − 1; the shrunk ones divide by n, as their papers do.
  sample: (rows) => {
    const bessel = rows.length / (rows.length - 1);
    return { matrix: momentMatrix(rows).map((row) => row.map((value) => value * bessel)), shrinkage: 0 };
  },
};

/** @throws InputError where an asset's price never moves, or there are too few periods or assets for the method. */
export function covarianceOf(returns: Returns, method: CovarianceMethod): Covariance {
  const { symbols, values, periodsPerYear } = returns;
  if (values.length < 2) {
    throw new InputError(`a covariance of ${values.length} returns`, { hint: 'Give at least two periods.' });
  }
  const still = symbols.find((_, i) => values.every((row) => row[i] === values[0]?.[i]));
  if (still !== undefined) {
    throw new InputError(`the price of ${still} never moves, so that it has no risk to compute with`, {
      code: 'no-variance',
      hint: 'Leave it out, or give the prices that it was traded at.',
    });
  }
  if (method === 'constant-correlation' && symbols.length < 2) {
    throw new InputError('one asset has no correlation to shrink towards', {
      hint: 'Use ledoit-wolf or sample.',
    });
  }
  const { matrix, shrinkage } = estimators[method](values);
  return {
    symbols: [...symbols],
    matrix: matrix.map((row) => row.map((value) => value * periodsPerYear)),
    method,
    shrinkage,
    observations: values.length,
    periodsPerYear,
  };
}
