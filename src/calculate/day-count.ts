/** Days and years between two dates by a day count convention (`day-counts.ts` says by which rules). */

import type { Decimal } from 'decimal.js';
import { z } from 'zod';
import { choice, date } from './arguments.ts';
import { shown } from './calculation.ts';
import { defineCalculator } from './calculator.ts';
import { daysBetween, formatDate } from './calendar.ts';
import { actualActualIsda, DAY_COUNTS, thirtyDays } from './day-counts.ts';
import { Exact } from './decimal.ts';
import { wrongArgument } from './wrong-argument.ts';

const schema = z.strictObject({
  convention: choice(DAY_COUNTS).describe(
    '30/360 US (with its rules for the end of February), 30/360 ISDA (bond basis), 30E/360 (Eurobond basis), ACT/360, ACT/365F, ACT/ACT ISDA, or ACT/ACT ICMA (needs the coupon period)',
  ),
  start_date: date.describe('First day, counted, YYYY-MM-DD'),
  end_date: date.describe('Last day, not counted, YYYY-MM-DD'),
  coupon_start: date
    .optional()
    .describe('ACT/ACT ICMA only: start of the regular coupon period that holds both dates, YYYY-MM-DD'),
  coupon_end: date.optional().describe('ACT/ACT ICMA only: end of that coupon period, YYYY-MM-DD'),
  coupons_per_year: z
    .literal([1, 2, 4, 12], { error: '1, 2, 4 or 12' })
    .optional()
    .describe('ACT/ACT ICMA only: coupons a year'),
});

type Arguments = z.output<typeof schema>;

export const dayCount = defineCalculator({
  name: 'day_count',
  description: 'Fraction of a year between two dates, and days, by a day count convention.',
  schema,
  compute(args) {
    const { convention, start_date, end_date } = args;
    if (daysBetween(start_date, end_date) < 0) {
      throw wrongArgument('end_date', end_date, `a date not before start_date, ${formatDate(start_date)}`);
    }
    if (convention !== 'ACT/ACT ICMA') refuseCoupon(args);
    const { days, years, rule } = count(args);
    return {
      ...shown(years),
      unit: 'years',
      formula: `${convention}: ${rule}, ${formatDate(start_date)} to ${formatDate(end_date)}`,
      parts: { days: String(days) },
    };
  },
});

function count(args: Arguments): { days: number; years: Decimal; rule: string } {
  const { convention, start_date, end_date } = args;
  const actual = daysBetween(start_date, end_date);
  switch (convention) {
    case '30/360 US':
    case '30/360 ISDA':
    case '30E/360': {
      const days = thirtyDays(convention, start_date, end_date);
      return { days, years: new Exact(days).dividedBy(360), rule: 'days in months of 30 / 360' };
    }
    case 'ACT/360':
      return { days: actual, years: new Exact(actual).dividedBy(360), rule: 'actual days / 360' };
    case 'ACT/365F':
      return { days: actual, years: new Exact(actual).dividedBy(365), rule: 'actual days / 365' };
    case 'ACT/ACT ISDA':
      return {
        days: actual,
        years: actualActualIsda(start_date, end_date),
        rule: 'days in leap years / 366 + other days / 365',
      };
    case 'ACT/ACT ICMA': {
      const below = couponDays(args);
      return {
        days: actual,
        years: new Exact(actual).dividedBy(below.days * below.perYear),
        rule: `actual days / (${below.days} days of the coupon period · ${below.perYear} coupons a year)`,
      };
    }
  }
}

function couponDays(args: Arguments): { days: number; perYear: number } {
  const { start_date, end_date, coupon_start, coupon_end, coupons_per_year } = args;
  const need = (name: string) =>
    wrongArgument(
      name,
      undefined,
      'the coupon period (coupon_start, coupon_end, coupons_per_year) for ACT/ACT ICMA',
    );
  if (coupon_start === undefined) throw need('coupon_start');
  if (coupon_end === undefined) throw need('coupon_end');
  if (coupons_per_year === undefined) throw need('coupons_per_year');
  const days = daysBetween(coupon_start, coupon_end);
  if (days <= 0) {
    throw wrongArgument('coupon_end', coupon_end, `a date after coupon_start, ${formatDate(coupon_start)}`);
  }
  const whole = 'as the coupon period must hold both dates; split a longer span at its coupon dates';
  if (daysBetween(coupon_start, start_date) < 0) {
    throw wrongArgument('start_date', start_date, `a date from ${formatDate(coupon_start)} on, ${whole}`);
  }
  if (daysBetween(end_date, coupon_end) < 0) {
    throw wrongArgument('end_date', end_date, `a date up to ${formatDate(coupon_end)}, ${whole}`);
  }
  return { days, perYear: coupons_per_year };
}

function refuseCoupon(args: Arguments): void {
  for (const name of ['coupon_start', 'coupon_end', 'coupons_per_year'] as const) {
    if (args[name] === undefined) continue;
    throw wrongArgument(name, args[name], `it to be left out: ${args.convention} has no coupon period`);
  }
}
