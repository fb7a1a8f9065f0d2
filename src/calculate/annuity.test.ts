import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { annuity } from './annuity.ts';
import { refusal } from './test-refusal.ts';

describe('annuity', () => {
  it.each<[string, Record<string, unknown>, string]>([
    // 100/1.1 + 100/1.21 = 210/1.21; due 100 + 100/1.1.
    ['present value', { find: 'present_value', periods: 2, payment: 100 }, '173.55371900826446281'],
    [
      'present value, due',
      { find: 'present_value', periods: 2, payment: 100, timing: 'due' },
      '190.90909090909090909',
    ],
    ['future value: 100 · 1.1 + 100', { find: 'future_value', periods: 2, payment: 100 }, '210'],
    [
      'future value, due: 110 · 1.1 + 110',
      { find: 'future_value', periods: 2, payment: 100, timing: 'due' },
      '231',
    ],
    // 210 / (1/1.1 + 1/1.21) = 210 · 1.21 / 2.1 = 121.
    ['payment of a loan', { find: 'payment', periods: 2, present_value: 210 }, '121'],
    [
      'payment of a loan, due: 121 / 1.1',
      { find: 'payment', periods: 2, present_value: 210, timing: 'due' },
      '110',
    ],
    ['payment of a savings plan', { find: 'payment', periods: 2, future_value: 420 }, '200'],
    ['periods of a loan', { find: 'periods', payment: 121, present_value: 210 }, '2'],
    ['periods of a loan, due', { find: 'periods', payment: 110, present_value: 210, timing: 'due' }, '2'],
    ['periods of a savings plan', { find: 'periods', payment: 100, future_value: 210 }, '2'],
    [
      'periods of a savings plan, due',
      { find: 'periods', payment: 100, future_value: 231, timing: 'due' },
      '2',
    ],
  ])('%s at 10 %', (_, args, value) => {
    expect(annuity.run({ rate_percent: 10, ...args }).value).toBe(value);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ find: 'present_value', periods: 12, payment: 100 }, '1200'],
    [{ find: 'future_value', periods: 12, payment: 100, timing: 'due' }, '1200'],
    [{ find: 'payment', periods: 12, present_value: 1200 }, '100'],
    [{ find: 'periods', payment: 100, present_value: 1250 }, '12.5'],
  ])('only adds up at 0 %%: %j', (args, value) => {
    expect(annuity.run({ rate_percent: 0, ...args })).toMatchObject({ value, digits: 'exact' });
  });

  it('pays a loan down to nothing, and as many periods are found', () => {
    const random = Random.derive(21, 'annuity');
    for (let i = 0; i < 10; i++) {
      const rate_percent = random.int(1, 200) / 16;
      const [periods, present_value] = [random.int(1, 120), random.int(100, 1_000_000)];
      const timing = random.pick(['ordinary', 'due']);
      const given = { rate_percent, timing, present_value };
      const { value } = annuity.run({ ...given, find: 'payment', periods });
      const payment = new Decimal(value);
      let balance = new Decimal(present_value);
      for (let period = 0; period < periods; period++) {
        if (timing === 'due') balance = balance.minus(payment);
        balance = balance.times(rate_percent).dividedBy(100).plus(balance);
        if (timing === 'ordinary') balance = balance.minus(payment);
      }
      const grown = present_value * (1 + rate_percent / 100) ** periods;
      expect(balance.abs().toNumber()).toBeLessThan(grown * 1e-15);
      const found = annuity.run({ ...given, find: 'periods', payment: payment.toFixed(12) });
      expect(Number(found.value)).toBeCloseTo(periods, 5);
      const back = annuity.run({
        rate_percent,
        timing,
        find: 'present_value',
        periods,
        payment: payment.toFixed(12),
      });
      expect(Number(back.value)).toBeCloseTo(present_value, 6);
    }
  });

  it('shows what it computed', () => {
    expect(
      annuity.run({ find: 'payment', rate_percent: 10, periods: 2, present_value: 210, timing: 'due' }),
    ).toEqual({
      value: '110',
      digits: 'exact',
      unit: 'currency',
      formula: 'PMT = PV / ((1 − (1 + i)^−n) / i · (1 + i)), PV = 210, i = 10 % a period, n = 2',
    });
    expect(
      annuity.run({ find: 'periods', rate_percent: 10, payment: 121, present_value: 210 }),
    ).toMatchObject({
      unit: 'periods',
      formula: 'n = −ln(1 − PV · i / PMT) / ln(1 + i), PV = 210, PMT = 121, i = 10 % a period',
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a missing figure',
      { find: 'payment', present_value: 1 },
      'periods is missing; expected a number, as periods, present_value are needed to find payment',
    ],
    [
      'no value at all',
      { find: 'payment', periods: 1 },
      'present_value is missing; expected a number, as periods, present_value are needed to find payment',
    ],
    [
      'both values',
      { find: 'payment', periods: 1, present_value: 1, future_value: 2 },
      'present_value is "1"; expected it to be left out to find payment, which takes periods, future_value',
    ],
    [
      'what is looked for',
      { find: 'present_value', periods: 1, payment: 1, present_value: 5 },
      'present_value is "5"; expected it to be left out to find present_value, which takes periods, payment',
    ],
    [
      'a debt that is never paid off',
      { find: 'periods', payment: 10, present_value: 100 },
      'payment is "10"; expected a payment above the interest of one period, else the debt is never paid off',
    ],
    [
      'half a period',
      { find: 'payment', periods: 1.5, present_value: 1 },
      'periods is 1.5; expected a whole number from 1 to 10000',
    ],
    [
      'no period',
      { find: 'payment', periods: 0, present_value: 1 },
      'periods is 0; expected a whole number from 1 to 10000',
    ],
    [
      'a payment below 0',
      { find: 'present_value', periods: 1, payment: -1 },
      'payment is -1; expected a number above 0',
    ],
    [
      'something else to find',
      { find: 'rate' },
      'find is "rate"; expected one of "payment", "present_value", "future_value", "periods"',
    ],
  ])('refuses %s', (_, args, message) => {
    expect(refusal(annuity, { rate_percent: 10, ...args })).toBe(message);
  });

  it('refuses a target that savings at a negative rate never reach', () => {
    // 10 + 5 + 2.5 + … stays below 20.
    expect(refusal(annuity, { find: 'periods', rate_percent: -50, payment: 10, future_value: 20 })).toBe(
      'future_value is "20"; expected a target that can be reached: at a negative rate the savings never grow so far',
    );
  });
});
