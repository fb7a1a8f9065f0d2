import { describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { bondPrice } from './bond-price.ts';
import { bondYield } from './bond-yield.ts';
import { refusal } from './test-refusal.ts';

const note = { coupon_percent: 5, coupons_per_year: 2 };

describe('bond_price', () => {
  it.each<[string, Record<string, unknown>, string]>([
    // 10/1.2 + 110/1.44 = (12 + 110)/1.44.
    [
      'two annual coupons',
      { coupon_percent: 10, yield_percent: 20, coupons_per_year: 1, periods: 2 },
      '84.722222222222222222',
    ],
    // 2.5/1.25 + 102.5/1.5625.
    ['two half-yearly coupons', { ...note, yield_percent: 50, periods: 2 }, '67.6'],
    [
      'a coupon equal to the yield is worth its face',
      { ...note, yield_percent: 5, periods: 37, face: 1000 },
      '1000',
    ],
    [
      'a zero bond: 1000/1.25²',
      { coupon_percent: 0, yield_percent: 25, coupons_per_year: 1, periods: 2, face: 1000 },
      '640',
    ],
    [
      'nothing discounted: 4 · 1.25 + 100',
      { ...note, coupons_per_year: 4, yield_percent: 0, periods: 4 },
      '105',
    ],
    [
      'a negative yield: 100/0.8²',
      { coupon_percent: 0, yield_percent: -20, coupons_per_year: 1, periods: 2 },
      '156.25',
    ],
  ])('%s', (_, args, value) => {
    expect(bondPrice.run(args)).toMatchObject({ value, unit: 'currency' });
  });

  it('equals the example in the documentation of PRICE, 30/360 US', () => {
    const args = { coupon_percent: 5.75, yield_percent: 6.5, coupons_per_year: 2, day_count: '30/360 US' };
    const result = bondPrice.run({ ...args, settlement: '2008-02-15', maturity: '2017-11-15' });
    expect(result.value).toMatch(/^94\.63436162/);
    // 90 of 180 days of 2.875.
    expect(result.parts).toMatchObject({
      accrued_interest: '1.4375',
      coupons_left: '20',
      days_accrued: '90',
      days_in_period: '180',
    });
  });

  it('accrues actual days of the actual coupon period, and discounts by what is left of it', () => {
    // 2024-01-01 to 2024-07-01 has 182 days, 91 of them past: w = 1/2, accrued 2.5/2. At 21 % a half-year:
    // dirty = 2.5/1.21^0.5 + 102.5/1.21^1.5 = 2.5/1.1 + 102.5/1.331 = 105.525/1.331.
    const result = bondPrice.run({
      ...note,
      yield_percent: 42,
      settlement: '2024-04-01',
      maturity: '2025-01-01',
    });
    expect(result).toMatchObject({
      value: '78.032494365138993238',
      parts: { accrued_interest: '1.25', coupons_left: '2', days_accrued: '91', days_in_period: '182' },
    });
    expect(Number(result.parts?.['dirty_price'])).toBeCloseTo(105.525 / 1.331, 12);
    expect(result.formula).toContain('w = 91 / 182');
  });

  it('has simple interest in the last coupon period', () => {
    // w = 91/182, 102.5 / (1 + 0.5 · 0.05) = 100.
    const args = { ...note, yield_percent: 10, settlement: '2024-04-01', maturity: '2024-07-01' };
    expect(bondPrice.run(args)).toMatchObject({ value: '98.75', parts: { dirty_price: '100' } });
  });

  it('accrues nothing on a coupon date, where dates and periods agree', () => {
    const dated = bondPrice.run({
      ...note,
      yield_percent: 6,
      settlement: '2024-08-31',
      maturity: '2027-02-28',
    });
    expect(dated.parts).toMatchObject({ accrued_interest: '0', coupons_left: '5', days_in_period: '181' });
    expect(dated.value).toBe(bondPrice.run({ ...note, yield_percent: 6, periods: 5 }).value);
  });

  it('accrues no more than a coupon by 30E/360', () => {
    // From 28 February to 30 August 30E/360 counts 182 days of 180.
    const args = {
      ...note,
      yield_percent: 5,
      settlement: '2025-08-30',
      maturity: '2026-02-28',
      day_count: '30E/360',
    };
    expect(bondPrice.run(args).parts).toMatchObject({ accrued_interest: '2.5', days_accrued: '180' });
  });
});

describe('bond_yield', () => {
  it('equals the example in the documentation of YIELD', () => {
    const args = { coupon_percent: 5.75, price: '95.04287', coupons_per_year: 2, day_count: '30/360 US' };
    const result = bondYield.run({ ...args, settlement: '2008-02-15', maturity: '2016-11-15' });
    expect(Number(result.value)).toBeCloseTo(6.5, 5);
    expect(result).toMatchObject({
      unit: 'percent',
      tolerance: '1e-30',
      parts: { clean_price: '95.04287', dirty_price: '96.48037' },
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['par', { ...note, price: 100, periods: 20 }, '5'],
    ['two half-yearly coupons at 67.6', { ...note, price: '67.6', periods: 2 }, '50'],
    ['a zero bond', { coupon_percent: 0, coupons_per_year: 1, price: 640, face: 1000, periods: 2 }, '25'],
    ['a negative yield', { coupon_percent: 0, coupons_per_year: 1, price: '156.25', periods: 2 }, '-20'],
    [
      'the last coupon period, clean',
      { ...note, price: '98.75', settlement: '2024-04-01', maturity: '2024-07-01' },
      '10',
    ],
    [
      'the last coupon period, dirty',
      { ...note, price: 100, price_is: 'dirty', settlement: '2024-04-01', maturity: '2024-07-01' },
      '10',
    ],
  ])('%s', (_, args, value) => {
    expect(bondYield.run(args).value).toBe(value);
  });

  it('gives the yield of a price back', () => {
    const random = Random.derive(41, 'bond');
    for (let i = 0; i < 12; i++) {
      const bond = {
        coupon_percent: random.int(0, 48) / 4,
        coupons_per_year: random.pick([1, 2, 4]),
        settlement: `2024-${String(random.int(1, 12)).padStart(2, '0')}-${random.int(10, 28)}`,
        maturity: `${2025 + random.int(0, 14)}-${random.pick(['02-28', '06-30', '08-31', '11-15'])}`,
        day_count: random.pick(['ACT/ACT ICMA', '30/360 US', '30E/360']),
        face: random.pick([100, 1000]),
      };
      const yield_percent = random.int(-40, 200) / 16;
      const price = Number(bondPrice.run({ ...bond, yield_percent }).value).toFixed(9);
      const found = bondYield.run({ ...bond, price }).value;
      expect(Number(found)).toBeCloseTo(yield_percent, 6);
      expect(Number(bondPrice.run({ ...bond, yield_percent: found }).value)).toBeCloseTo(Number(price), 12);
    }
  });

  it('refuses prices without a yield in the bracket', () => {
    const far = 'expected a price whose yield lies from -198 % to 2000 %';
    expect(refusal(bondYield, { ...note, price: '0.000001', periods: 9 })).toBe(
      `price is "0.000001"; ${far}`,
    );
    expect(refusal(bondYield, { ...note, price: '0.000001', periods: 1 })).toBe(
      `price is "0.000001"; ${far}`,
    );
    // By 30/360 no day is left from the 30th to the 31st.
    const spent = { ...note, settlement: '2024-08-30', maturity: '2024-08-31', day_count: '30/360 US' };
    expect(refusal(bondYield, { ...spent, price: 100 })).toBe(`price is "100"; ${far}`);
    expect(refusal(bondYield, { ...note, price: 0, periods: 9 })).toBe(
      'price is 0; expected a number above 0',
    );
  });
});

describe('arguments of a bond', () => {
  const both = 'expected a date, as a bond needs settlement and maturity, or periods';
  it.each<[string, Record<string, unknown>, string]>([
    ['no dates', {}, `settlement is missing; ${both}`],
    ['no maturity', { settlement: '2024-01-01' }, `maturity is missing; ${both}`],
    [
      'maturity at settlement',
      { settlement: '2024-01-01', maturity: '2024-01-01' },
      'maturity is "2024-01-01"; expected a date after settlement, 2024-01-01',
    ],
    [
      'maturity before settlement',
      { settlement: '2024-01-02', maturity: '2024-01-01' },
      'maturity is "2024-01-01"; expected a date after settlement, 2024-01-02',
    ],
    [
      'maturity in another age',
      { settlement: '2024-01-02', maturity: '2125-01-01' },
      'maturity is "2125-01-01"; expected a date at most 100 years after settlement',
    ],
    [
      'dates and periods',
      { settlement: '2024-01-02', periods: 3 },
      'settlement is "2024-01-02"; expected it to be left out where periods is given',
    ],
    ['half a period', { periods: 2.5 }, 'periods is 2.5; expected a whole number from 1 to 400'],
    [
      'three coupons a year',
      { periods: 2, coupons_per_year: 3 },
      'coupons_per_year is 3; expected 1, 2 or 4',
    ],
    [
      'a negative coupon',
      { periods: 2, coupon_percent: -1 },
      'coupon_percent is -1; expected a number that is not below 0',
    ],
    [
      'a day count without coupon periods',
      { periods: 2, day_count: 'ACT/360' },
      'day_count is "ACT/360"; expected one of "ACT/ACT ICMA", "30/360 US", "30E/360"',
    ],
    [
      'a yield of -100 % a period',
      { periods: 2, yield_percent: -200 },
      'yield_percent is "-200"; expected a yield above -200 %',
    ],
  ])('refuses %s', (_, args, message) => {
    expect(refusal(bondPrice, { ...note, yield_percent: 4, ...args })).toBe(message);
  });
});
