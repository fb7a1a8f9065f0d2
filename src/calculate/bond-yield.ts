/** Yield to maturity of a bond from its price (`bond.ts` has the formula and its sources); the only root is found. */

import type { Decimal } from 'decimal.js';
import { z } from 'zod';
import { choice, positive } from './arguments.ts';
import { type Bond, bondArguments, bondOf } from './bond.ts';
import { found, shown } from './calculation.ts';
import { defineCalculator } from './calculator.ts';
import { Exact, HUNDRED, ONE } from './decimal.ts';
import { discountRoots, inOrder } from './discounting.ts';
import { wrongArgument } from './wrong-argument.ts';

/** Percent per coupon period between which the yield is looked for. */
const LOWEST = -99;
const HIGHEST = 1000;

export const bondYield = defineCalculator({
  name: 'bond_yield',
  description:
    'Yield to maturity of a fixed-coupon bond from its price, in percent per year, compounded coupons_per_year times. Give settlement and maturity, or the number of coupon periods left.',
  schema: z.strictObject({
    ...bondArguments,
    price: positive.describe('Price in currency for the given face'),
    price_is: choice(['clean', 'dirty'])
      .default('clean')
      .describe('Whether price is quoted without accrued interest (clean) or with it (dirty)'),
  }),
  compute({ price, price_is, ...args }) {
    const bond = bondOf(args);
    const dirty = price_is === 'dirty' ? price : price.plus(bond.accrued);
    const perPeriod = yieldPercent(bond, dirty);
    if (perPeriod === undefined) {
      const bounds = [LOWEST, HIGHEST].map((each) => `${each * args.coupons_per_year} %`);
      throw wrongArgument('price', price, `a price whose yield lies from ${bounds.join(' to ')}`);
    }
    return {
      ...found(perPeriod.times(args.coupons_per_year)),
      unit: 'percent',
      formula: `y with ${bond.formula}, ${price_is} = ${price}`,
      parts: {
        clean_price: shown(dirty.minus(bond.accrued)).value,
        dirty_price: shown(dirty).value,
        accrued_interest: shown(bond.accrued).value,
        coupons_left: String(bond.flows.length),
      },
    };
  },
});

/** Per coupon period; undefined where it lies outside of the bracket, or no day is left by the day count. */
function yieldPercent({ flows, periodDays }: Bond, dirty: Decimal): Decimal | undefined {
  const [first, second] = flows;
  if (first !== undefined && second === undefined) {
    if (first.exponent === 0) return undefined;
    const rate = first.amount.dividedBy(dirty).minus(ONE).times(periodDays).dividedBy(first.exponent);
    const percent = rate.times(HUNDRED);
    return percent.lessThan(LOWEST) || percent.greaterThan(HIGHEST) ? undefined : percent;
  }
  const discount = (percent: number): Decimal =>
    new Exact(percent).dividedBy(HUNDRED).plus(ONE).pow(ONE.negated().dividedBy(periodDays));
  const paid = { exponent: 0, amount: dirty.negated() };
  const [x] = discountRoots(inOrder([paid, ...flows]), discount(HIGHEST), discount(LOWEST));
  return x?.pow(-periodDays).minus(ONE).times(HUNDRED);
}
