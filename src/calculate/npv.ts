/** Net present value of flows in regular periods (Brealey, Myers and Allen, Principles of Corporate Finance, chapter 2). */

import { z } from 'zod';
import { decimal, flows, ratePercent } from './arguments.ts';
import { shown } from './calculation.ts';
import { defineCalculator } from './calculator.ts';
import { growth, ONE, withoutDust } from './decimal.ts';
import { discountedMagnitude, discountedSum } from './discounting.ts';

export const npv = defineCalculator({
  name: 'npv',
  description:
    'Net present value of cash flows one period apart. The first flow is at time 0 and is not discounted (unlike NPV in spreadsheets); put 0 first if the first flow comes after one period.',
  schema: z.strictObject({
    rate_percent: ratePercent.describe('Discount rate per period in percent: 8 means 8 %'),
    cash_flows: flows(decimal).describe(
      'Cash flows in currency, one per period from time 0 on; money paid out is negative',
    ),
  }),
  compute({ rate_percent, cash_flows }) {
    const x = ONE.dividedBy(growth(rate_percent));
    const terms = cash_flows.map((amount, exponent) => ({ exponent, amount }));
    const value = withoutDust(discountedSum(terms, x), discountedMagnitude(terms, x));
    return {
      ...shown(value),
      unit: 'currency',
      formula: `NPV = Σ CF_t / (1 + r)^t, t = 0…${cash_flows.length - 1}, r = ${rate_percent} % a period`,
    };
  },
});
