/**
 * What bond prices and yields share: the arguments of a bond, its flows, and accrued interest.
 *
 * Dirty price = Σ flow_k / (1 + y / f)^(w + k), k = 0…N−1, w = the part of the coupon period still to run (ICMA Rule 803; SIA,
 * Standard Securities Calculation Methods; PRICE of spreadsheets). In the last coupon period interest is simple, as the SIA
 * and MSRB Rule G-33 have it: flow / (1 + w · y / f). Accrued interest = coupon · days accrued / days of the period.
 */

import type { Decimal } from 'decimal.js';
import { z } from 'zod';
import { choice, count, date, notNegative, positive } from './arguments.ts';
import { type CalendarDate, daysBetween, formatDate, monthsBefore } from './calendar.ts';
import { thirtyDays } from './day-counts.ts';
import { HUNDRED } from './decimal.ts';
import type { DiscountedFlow } from './discounting.ts';
import { wrongArgument } from './wrong-argument.ts';

const MOST_YEARS = 100;

export const bondArguments = {
  face: positive
    .default(HUNDRED)
    .describe('Face value in currency, paid at maturity; prices are for this face'),
  coupon_percent: notNegative.describe('Coupon per year in percent of face: 5 means 5 %; 0 for a zero bond'),
  coupons_per_year: z
    .literal([1, 2, 4], { error: '1, 2 or 4' })
    .describe('Coupons a year, which is also how often the yield compounds'),
  periods: count(MOST_YEARS * 4)
    .optional()
    .describe('Whole coupon periods left, on a coupon date; instead of settlement and maturity'),
  settlement: date.optional().describe('Settlement date, YYYY-MM-DD; with maturity'),
  maturity: date.optional().describe('Maturity date, YYYY-MM-DD; coupon dates are counted back from it'),
  day_count: choice(['ACT/ACT ICMA', '30/360 US', '30E/360'])
    .default('ACT/ACT ICMA')
    .describe('Day count of accrued interest and of the first period'),
};

type BondArguments = z.output<z.ZodObject<typeof bondArguments>>;

export interface Bond {
  /** Flows with days from settlement as exponents, each coupon period counting `periodDays`. */
  flows: DiscountedFlow[];
  periodDays: number;
  daysAccrued: number;
  accrued: Decimal;
  /** How the price is made of the yield, with the figures of this bond. */
  formula: string;
}

export function bondOf(args: BondArguments): Bond {
  const { coupons, periodDays, daysAccrued } = couponsOf(args);
  const coupon = args.face.times(args.coupon_percent).dividedBy(HUNDRED).dividedBy(args.coupons_per_year);
  const flows = Array.from({ length: coupons }, (_, k) => ({
    exponent: periodDays - daysAccrued + k * periodDays,
    amount: k === coupons - 1 ? coupon.plus(args.face) : coupon,
  }));
  const simple = coupons === 1;
  const w = daysAccrued === 0 ? 'w = 1' : `w = ${periodDays - daysAccrued} / ${periodDays}`;
  const present = simple
    ? '(c + F) / (1 + w · y / f)'
    : 'Σ c / (1 + y / f)^(w + k), k = 0…N−1, + F / (1 + y / f)^(w + N − 1)';
  return {
    flows,
    periodDays,
    daysAccrued,
    accrued: coupon.times(daysAccrued).dividedBy(periodDays),
    formula: `dirty = ${present}, clean = dirty − c · (1 − w), F = ${args.face}, c = ${coupon}, f = ${args.coupons_per_year}, N = ${coupons}, ${w}`,
  };
}

/** Coupons left, the days of the current coupon period, and how many of them have passed. */
function couponsOf(args: BondArguments): { coupons: number; periodDays: number; daysAccrued: number } {
  const { periods, settlement, maturity } = args;
  if (periods !== undefined) {
    for (const name of ['settlement', 'maturity'] as const) {
      if (args[name] === undefined) continue;
      throw wrongArgument(name, args[name], 'it to be left out where periods is given');
    }
    return { coupons: periods, periodDays: 1, daysAccrued: 0 };
  }
  const both = 'a date, as a bond needs settlement and maturity, or periods';
  if (settlement === undefined) throw wrongArgument('settlement', undefined, both);
  if (maturity === undefined) throw wrongArgument('maturity', undefined, both);
  if (daysBetween(settlement, maturity) <= 0) {
    throw wrongArgument('maturity', maturity, `a date after settlement, ${formatDate(settlement)}`);
  }
  if (maturity.year - settlement.year > MOST_YEARS) {
    throw wrongArgument('maturity', maturity, `a date at most ${MOST_YEARS} years after settlement`);
  }
  const months = 12 / args.coupons_per_year;
  let coupons = 1;
  while (daysBetween(monthsBefore(maturity, coupons * months), settlement) < 0) coupons++;
  const previous = monthsBefore(maturity, coupons * months);
  const next = monthsBefore(maturity, (coupons - 1) * months);
  return { coupons, ...periodDays(args, previous, settlement, next) };
}

function periodDays(
  { day_count, coupons_per_year }: BondArguments,
  previous: CalendarDate,
  settlement: CalendarDate,
  next: CalendarDate,
): { periodDays: number; daysAccrued: number } {
  if (day_count === 'ACT/ACT ICMA') {
    return { periodDays: daysBetween(previous, next), daysAccrued: daysBetween(previous, settlement) };
  }
  const days = 360 / coupons_per_year;
  // From the end of February 30E/360 counts up to two days more than the period has.
  return { periodDays: days, daysAccrued: Math.min(thirtyDays(day_count, previous, settlement), days) };
}
