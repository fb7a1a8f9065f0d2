/**
 * Day count fractions. ISDA 2006 Definitions, section 4.16: (b) ACT/ACT ISDA, (c) ACT/ACT ICMA (ICMA Rule 251), (d) ACT/365F,
 * (e) ACT/360, (f) 30/360 ISDA (bond basis), (g) 30E/360. 30/360 US adds the rules for the end of February of the
 * Standard Securities Calculation Methods (SIA; also MSRB Rule G-33 and basis 0 of spreadsheets).
 */

import type { Decimal } from 'decimal.js';
import { type CalendarDate, daysBetween, isLeapYear, isMonthEnd } from './calendar.ts';
import { Exact } from './decimal.ts';

export const DAY_COUNTS = [
  '30/360 US',
  '30/360 ISDA',
  '30E/360',
  'ACT/360',
  'ACT/365F',
  'ACT/ACT ISDA',
  'ACT/ACT ICMA',
] as const;

export type ThirtyDayCount = '30/360 US' | '30/360 ISDA' | '30E/360';

/** Days between two dates in years of twelve months of 30 days. */
export function thirtyDays(convention: ThirtyDayCount, start: CalendarDate, end: CalendarDate): number {
  let [from, to] = [start.day, end.day];
  switch (convention) {
    case '30/360 US':
      if (isFebruaryEnd(start) && isFebruaryEnd(end)) to = 30;
      if (isFebruaryEnd(start)) from = 30;
      if (to === 31 && from >= 30) to = 30;
      from = Math.min(from, 30);
      break;
    case '30/360 ISDA':
      if (to === 31 && from >= 30) to = 30;
      from = Math.min(from, 30);
      break;
    case '30E/360':
      [from, to] = [Math.min(from, 30), Math.min(to, 30)];
      break;
  }
  return 360 * (end.year - start.year) + 30 * (end.month - start.month) + (to - from);
}

/** Days in leap years / 366 + other days / 365. */
export function actualActualIsda(start: CalendarDate, end: CalendarDate): Decimal {
  let [leap, common] = [0, 0];
  for (let year = start.year; year <= end.year; year++) {
    const from = year === start.year ? start : { year, month: 1, day: 1 };
    const to = year === end.year ? end : { year: year + 1, month: 1, day: 1 };
    if (isLeapYear(year)) leap += daysBetween(from, to);
    else common += daysBetween(from, to);
  }
  return new Exact(365 * leap + 366 * common).dividedBy(365 * 366);
}

function isFebruaryEnd(date: CalendarDate): boolean {
  return date.month === 2 && isMonthEnd(date);
}
