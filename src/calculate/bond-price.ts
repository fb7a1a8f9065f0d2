/** Clean and dirty price of a bond from its yield (`bond.ts` has the formula and its sources). */

import { z } from 'zod';
import { decimal } from './arguments.ts';
import { bondArguments, bondOf } from './bond.ts';
import { shown } from './calculation.ts';
import { defineCalculator } from './calculator.ts';
import { growth, ONE } from './decimal.ts';
import { discountedSum } from './discounting.ts';
import { wrongArgument } from './wrong-argument.ts';

export const bondPrice = defineCalculator({
  name: 'bond_price',
  description:
    'Price of a fixed-coupon bond from its yield: the clean price, with the dirty price and accrued interest in parts. Give settlement and maturity, or the number of coupon periods left.',
  schema: z.strictObject({
    ...bondArguments,
    yield_percent: decimal.describe(
      'Yield to maturity per year in percent, compounded coupons_per_year times: 4.2 means 4.2 %',
    ),
  }),
  compute({ yield_percent, ...args }) {
    const perPeriod = yield_percent.dividedBy(args.coupons_per_year);
    if (perPeriod.lessThanOrEqualTo(-100)) {
      throw wrongArgument('yield_percent', yield_percent, `a yield above ${-100 * args.coupons_per_year} %`);
    }
    const { flows, periodDays, daysAccrued, accrued, formula } = bondOf(args);
    const [first, second] = flows;
    const dirty =
      first !== undefined && second === undefined
        ? first.amount.dividedBy(
            perPeriod.times(first.exponent).dividedBy(periodDays).dividedBy(100).plus(ONE),
          )
        : discountedSum(flows, growth(perPeriod).pow(ONE.negated().dividedBy(periodDays)));
    return {
      ...shown(dirty.minus(accrued)),
      unit: 'currency',
      formula: `${formula}, y = ${yield_percent} %`,
      parts: {
        dirty_price: shown(dirty).value,
        accrued_interest: shown(accrued).value,
        coupons_left: String(flows.length),
        days_accrued: String(daysAccrued),
        days_in_period: String(periodDays),
      },
    };
  },
});
