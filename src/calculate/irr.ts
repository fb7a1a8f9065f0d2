/** Internal rate of return of flows in regular periods: the rate at which their NPV is 0. All roots are looked for. */

import { z } from 'zod';
import { decimal, flows } from './arguments.ts';
import { found } from './calculation.ts';
import { defineCalculator } from './calculator.ts';
import { internalRatePercent } from './internal-rate.ts';

export const irr = defineCalculator({
  name: 'irr',
  description:
    'Internal rate of return per period, in percent, of cash flows one period apart. Refuses flows that have none or several between -99.99 % and 1000000 % (and then lists them).',
  schema: z.strictObject({
    cash_flows: flows(decimal).describe(
      'Cash flows in currency, one per period from time 0 on; money paid out is negative',
    ),
  }),
  compute({ cash_flows }) {
    const terms = cash_flows.map((amount, exponent) => ({ exponent, amount }));
    return {
      ...found(internalRatePercent(terms, 1)),
      unit: 'percent',
      formula: `r with Σ CF_t / (1 + r)^t = 0, t = 0…${cash_flows.length - 1}; per period`,
    };
  },
});
