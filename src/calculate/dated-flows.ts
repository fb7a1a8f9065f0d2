/** Flows at dates: whole days after the first, discounted by days / 365 (as XNPV and XIRR of spreadsheets do). */

import { z } from 'zod';
import { date, decimal, flows } from './arguments.ts';
import { daysBetween } from './calendar.ts';
import type { DiscountedFlow } from './discounting.ts';
import { wrongArgument } from './wrong-argument.ts';

export const DAYS_A_YEAR = 365;

export const datedFlows = flows(
  z.strictObject(
    {
      date: date.describe('Date of the flow, YYYY-MM-DD'),
      amount: decimal.describe('Cash flow in currency; money paid out is negative'),
    },
    { error: 'an object {"date": "YYYY-MM-DD", "amount": …}' },
  ),
);

/** The flows with days since the first as exponents, in the order given. */
export function daysAfterFirst(dated: z.output<typeof datedFlows>): DiscountedFlow[] {
  const [first] = dated;
  if (first === undefined) return [];
  return dated.map(({ date: day, amount }, i) => {
    const exponent = daysBetween(first.date, day);
    if (exponent < 0) {
      throw wrongArgument(`cash_flows[${i}].date`, day, 'no date before that of the first flow');
    }
    return { exponent, amount };
  });
}
