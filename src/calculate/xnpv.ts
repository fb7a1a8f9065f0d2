/** Net present value of flows at dates, by the definition of XNPV in spreadsheets: years are actual days / 365. */

import { z } from 'zod';
import { ratePercent } from './arguments.ts';
import { shown } from './calculation.ts';
import { defineCalculator } from './calculator.ts';
import { datedFlows, DAYS_A_YEAR, daysAfterFirst } from './dated-flows.ts';
import { growth, ONE, withoutDust } from './decimal.ts';
import { discountedMagnitude, discountedSum, inOrder } from './discounting.ts';

export const xnpv = defineCalculator({
  name: 'xnpv',
  description:
    'Net present value of cash flows at dates, as of the date of the first flow, with years of actual days / 365.',
  schema: z.strictObject({
    rate_percent: ratePercent.describe('Effective annual discount rate in percent: 8 means 8 %'),
    cash_flows: datedFlows.describe('Cash flows with their dates; the first is the valuation date'),
  }),
  compute({ rate_percent, cash_flows }) {
    const x = growth(rate_percent).pow(ONE.negated().dividedBy(DAYS_A_YEAR));
    const terms = inOrder(daysAfterFirst(cash_flows));
    const value = withoutDust(discountedSum(terms, x), discountedMagnitude(terms, x));
    return {
      ...shown(value),
      unit: 'currency',
      formula: `XNPV = Σ CF_i / (1 + r)^(d_i / 365), d_i = days after the first flow, r = ${rate_percent} % a year`,
    };
  },
});
