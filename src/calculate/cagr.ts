/** Compound annual growth rate: (end / start)^(1 / years) − 1 (CFA Institute curriculum, Quantitative Methods). */

import { z } from 'zod';
import { positive } from './arguments.ts';
import { shown } from './calculation.ts';
import { defineCalculator } from './calculator.ts';
import { HUNDRED, ONE } from './decimal.ts';

export const cagr = defineCalculator({
  name: 'cagr',
  description: 'Compound annual growth rate, in percent, from a start value to an end value.',
  schema: z.strictObject({
    start_value: positive.describe('Value at the start, above 0, in any unit'),
    end_value: positive.describe('Value at the end, above 0, in the same unit'),
    years: positive.describe(
      'Years between the two values: from the end of 2019 to the end of 2023 are 4, not 5',
    ),
  }),
  compute({ start_value, end_value, years }) {
    const rate = end_value.dividedBy(start_value).pow(ONE.dividedBy(years)).minus(ONE);
    return {
      ...shown(rate.times(HUNDRED)),
      unit: 'percent',
      formula: `CAGR = (end / start)^(1 / years) − 1 = (${end_value} / ${start_value})^(1 / ${years}) − 1`,
    };
  },
});
