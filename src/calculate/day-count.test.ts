import { describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { dayCount } from './day-count.ts';
import { DAY_COUNTS } from './day-counts.ts';
import { refusal } from './test-refusal.ts';

function days(convention: string, start_date: string, end_date: string): number {
  return Number(dayCount.run({ convention, start_date, end_date }).parts?.['days']);
}

function years(convention: string, start_date: string, end_date: string, coupon = {}): number {
  return Number(dayCount.run({ convention, start_date, end_date, ...coupon }).value);
}

describe('day_count', () => {
  // The examples that ISDA published with its 2006 definitions for section 4.16 (f), and by (g) for the same dates.
  it.each<[string, string, number, number]>([
    ['2006-08-20', '2007-02-20', 180, 180],
    ['2006-02-28', '2006-08-31', 183, 182],
    ['2006-08-31', '2007-02-28', 178, 178],
    ['2007-08-31', '2008-02-29', 179, 179],
    ['2008-02-29', '2008-08-31', 182, 181],
    ['2006-01-31', '2006-02-28', 28, 28],
    ['2006-01-30', '2006-02-28', 28, 28],
    ['2006-02-28', '2006-03-03', 5, 5],
    ['2006-09-30', '2006-10-31', 30, 30],
    ['2006-10-31', '2006-11-28', 28, 28],
    ['2008-02-28', '2008-08-28', 180, 180],
    ['2008-02-28', '2008-08-31', 183, 182],
    ['2007-02-26', '2008-02-29', 363, 363],
    ['2008-02-29', '2009-02-28', 359, 359],
    ['2008-02-28', '2008-03-31', 33, 32],
  ])('30/360 ISDA and 30E/360 from %s to %s', (start, end, bondBasis, eurobond) => {
    expect(days('30/360 ISDA', start, end)).toBe(bondBasis);
    expect(days('30E/360', start, end)).toBe(eurobond);
  });

  it.each<[string, string, string, number]>([
    ['both at the end of February', '2006-02-28', '2007-02-28', 360],
    ['both, into a leap year', '2007-02-28', '2008-02-29', 360],
    ['only the start at the end of February', '2006-02-28', '2006-08-31', 180],
    ['the start a day before the end of a leap February', '2008-02-28', '2008-08-31', 183],
    ['only the end at the end of February', '2006-08-31', '2007-02-28', 178],
    ['the 31st to the 31st', '2006-03-31', '2006-05-31', 60],
    ['the 29th to the 31st', '2006-03-29', '2006-05-31', 62],
  ])('30/360 US: %s', (_, start, end, expected) => {
    expect(days('30/360 US', start, end)).toBe(expected);
  });

  // ISDA, EMU and Market Conventions: Recent Developments (1998), section on ACT/ACT, and section 4.16 (b).
  it.each<[string, string, number]>([
    ['2003-11-01', '2004-05-01', 61 / 365 + 121 / 366],
    ['1999-02-01', '1999-07-01', 150 / 365],
    ['1999-07-01', '2000-07-01', 184 / 365 + 182 / 366],
    ['2002-08-15', '2003-07-15', 334 / 365],
    ['2003-07-15', '2004-01-15', 170 / 365 + 14 / 366],
    ['1999-07-30', '2000-01-30', 155 / 365 + 29 / 366],
    ['2000-01-30', '2000-06-30', 152 / 366],
    ['2003-12-31', '2008-01-01', 1 / 365 + 1 + 3],
  ])('ACT/ACT ISDA from %s to %s', (start, end, expected) => {
    expect(years('ACT/ACT ISDA', start, end)).toBeCloseTo(expected, 14);
  });

  // The same source: regular, short first, long first (split at 2003-01-15) and short final periods.
  it.each<[string, string, string, string, number, number]>([
    ['2003-11-01', '2004-05-01', '2003-11-01', '2004-05-01', 2, 0.5],
    ['1999-02-01', '1999-07-01', '1998-07-01', '1999-07-01', 1, 150 / 365],
    ['2002-08-15', '2003-01-15', '2002-07-15', '2003-01-15', 2, 153 / 368],
    ['2003-01-15', '2003-07-15', '2003-01-15', '2003-07-15', 2, 0.5],
    ['2000-01-30', '2000-06-30', '2000-01-30', '2000-07-30', 2, 152 / 364],
  ])(
    'ACT/ACT ICMA from %s to %s in %s to %s',
    (start, end, coupon_start, coupon_end, coupons_per_year, expected) => {
      const coupon = { coupon_start, coupon_end, coupons_per_year };
      expect(years('ACT/ACT ICMA', start, end, coupon)).toBeCloseTo(expected, 14);
    },
  );

  it('divides actual days by 360 or 365, leap year or not', () => {
    expect(dayCount.run({ convention: 'ACT/360', start_date: '2024-01-01', end_date: '2025-01-01' })).toEqual(
      {
        value: '1.0166666666666666667',
        digits: '20 significant digits',
        unit: 'years',
        formula: 'ACT/360: actual days / 360, 2024-01-01 to 2025-01-01',
        parts: { days: '366' },
      },
    );
    expect(
      dayCount.run({ convention: 'ACT/365F', start_date: '2024-01-01', end_date: '2025-12-31' }),
    ).toMatchObject({
      value: '2',
      digits: 'exact',
      parts: { days: '730' },
    });
    expect(years('ACT/365F', '1900-02-28', '1900-03-01')).toBeCloseTo(1 / 365, 14);
  });

  it('adds up over any date in between where days are actual', () => {
    const random = Random.derive(31, 'day-count');
    const draw = () => new Date(Date.UTC(1990, 0, 1 + random.int(0, 20_000))).toISOString().slice(0, 10);
    for (let i = 0; i < 50; i++) {
      const [a, b, c] = [draw(), draw(), draw()].sort() as [string, string, string];
      for (const convention of ['ACT/360', 'ACT/365F', 'ACT/ACT ISDA']) {
        const parts = years(convention, a, b) + years(convention, b, c);
        expect(years(convention, a, c)).toBeCloseTo(parts, 12);
        expect(days(convention, a, c)).toBe((Date.parse(c) - Date.parse(a)) / 86_400_000);
      }
    }
  });

  it.each(DAY_COUNTS)('%s is 0 from a day to itself', (convention) => {
    const coupon = { coupon_start: '2024-02-01', coupon_end: '2024-08-01', coupons_per_year: 2 };
    const extra = convention === 'ACT/ACT ICMA' ? coupon : {};
    const args = { convention, start_date: '2024-02-29', end_date: '2024-02-29', ...extra };
    expect(dayCount.run(args)).toMatchObject({ value: '0', digits: 'exact', parts: { days: '0' } });
  });

  const icma = {
    convention: 'ACT/ACT ICMA',
    start_date: '2024-02-01',
    end_date: '2024-03-01',
    coupon_start: '2024-01-01',
    coupon_end: '2024-07-01',
    coupons_per_year: 2,
  };
  const hold = 'as the coupon period must hold both dates; split a longer span at its coupon dates';
  it.each<[string, Record<string, unknown>, string]>([
    [
      'an end before the start',
      { ...icma, end_date: '2024-01-31' },
      'end_date is "2024-01-31"; expected a date not before start_date, 2024-02-01',
    ],
    [
      'a missing coupon period',
      { ...icma, coupon_end: undefined },
      'coupon_end is missing; expected the coupon period (coupon_start, coupon_end, coupons_per_year) for ACT/ACT ICMA',
    ],
    [
      'an unknown frequency',
      { ...icma, coupons_per_year: 3 },
      'coupons_per_year is 3; expected 1, 2, 4 or 12',
    ],
    [
      'an empty coupon period',
      { ...icma, coupon_end: '2024-01-01' },
      'coupon_end is "2024-01-01"; expected a date after coupon_start, 2024-01-01',
    ],
    [
      'a start outside',
      { ...icma, coupon_start: '2024-02-02' },
      `start_date is "2024-02-01"; expected a date from 2024-02-02 on, ${hold}`,
    ],
    [
      'an end outside',
      { ...icma, end_date: '2024-07-02' },
      `end_date is "2024-07-02"; expected a date up to 2024-07-01, ${hold}`,
    ],
    [
      'a coupon period for others',
      { ...icma, convention: 'ACT/360' },
      'coupon_start is "2024-01-01"; expected it to be left out: ACT/360 has no coupon period',
    ],
    [
      'an unknown convention',
      { ...icma, convention: '30/360' },
      'convention is "30/360"; expected one of "30/360 US", "30/360 ISDA", "30E/360", "ACT/360", "ACT/365F", "ACT/ACT ISDA", "ACT/ACT ICMA"',
    ],
  ])('refuses %s', (_, args, message) => {
    expect(refusal(dayCount, args)).toBe(message);
  });
});
