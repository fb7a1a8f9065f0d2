/** Internal rate of return of flows at dates: the rate at which their XNPV is 0. All roots are looked for. */

import { z } from 'zod';
import { found } from './calculation.ts';
import { defineCalculator } from './calculator.ts';
import { datedFlows, DAYS_A_YEAR, daysAfterFirst } from './dated-flows.ts';
import { internalRatePercent } from './internal-rate.ts';

export const xirr = defineCalculator({
  name: 'xirr',
  description:
    'Effective annual internal rate of return, in percent, of cash flows at dates, with years of actual days / 365. Refuses flows that have none or several between -99.99 % and 1000000 % (and then lists them).',
  schema: z.strictObject({
    cash_flows: datedFlows.describe('Cash flows with their dates; the first is the earliest'),
  }),
  compute({ cash_flows }) {
    return {
      ...found(internalRatePercent(daysAfterFirst(cash_flows), DAYS_A_YEAR)),
      unit: 'percent',
      formula: 'r with Σ CF_i / (1 + r)^(d_i / 365) = 0, d_i = days after the first flow; per year',
    };
  },
});
