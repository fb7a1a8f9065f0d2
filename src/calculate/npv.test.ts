import { describe, expect, it } from 'vitest';
import { npv } from './npv.ts';
import { refusal } from './test-refusal.ts';
import { xnpv } from './xnpv.ts';

describe('npv', () => {
  it('discounts from the second flow on', () => {
    // −1000 + 500/1.1 + 500/1.21 + 500/1.331 = (−1331 + 605 + 550 + 500) / 1.331 = 324 / 1.331.
    expect(npv.run({ rate_percent: 10, cash_flows: [-1000, 500, 500, 500] })).toEqual({
      value: '243.42599549211119459',
      digits: '20 significant digits',
      unit: 'currency',
      formula: 'NPV = Σ CF_t / (1 + r)^t, t = 0…3, r = 10 % a period',
    });
  });

  it.each<[string, number | string, number[], string]>([
    // 110/1.1 + 121/1.21 = 200.
    ['ends where the sum ends', 10, [-100, 110, 121], '100'],
    [
      'leaves no dust where parts that do not end cancel',
      10,
      [-1000, 500, 605, 1, -1.1],
      '-45.454545454545454545',
    ],
    // 50/1.1 = 55/1.21, both endless.
    ['is 0 where they cancel', 10, [0, 50, -55], '0'],
    ['takes a negative rate: 5 / 0.5 + 5 / 0.25', '-50', [0, 5, 5], '30'],
    ['adds up at 0 %', 0, [-0.3, 0.1, 0.2], '0'],
  ])('%s', (_, rate_percent, cash_flows, value) => {
    expect(npv.run({ rate_percent, cash_flows }).value).toBe(value);
  });

  it('keeps what is small and true', () => {
    // 1 / 10001^20 = 9.98002…e-81.
    const cash_flows = [...Array<number>(20).fill(0), 1];
    expect(npv.run({ rate_percent: 1_000_000, cash_flows }).value).toMatch(/^9\.98002\d{14}e-81$/);
  });

  it('refuses one flow', () => {
    expect(refusal(npv, { rate_percent: 1, cash_flows: [1] })).toBe(
      'cash_flows is [1]; expected a list of 2 to 600 cash flows',
    );
  });
});

describe('xnpv', () => {
  it('counts years of 365 days from the first flow', () => {
    // 2021 has 365 days and 2024 has 366: 121 after two common years is 100.
    const flows = [
      { date: '2021-01-01', amount: -100 },
      { date: '2023-01-01', amount: '121' },
    ];
    expect(xnpv.run({ rate_percent: 10, cash_flows: flows })).toMatchObject({ value: '0', unit: 'currency' });
  });

  it('equals the example in the documentation of XNPV', () => {
    const cash_flows = [
      { date: '2008-01-01', amount: -10000 },
      { date: '2008-03-01', amount: 2750 },
      { date: '2008-10-30', amount: 4250 },
      { date: '2009-02-15', amount: 3250 },
      { date: '2009-04-01', amount: 2750 },
    ];
    expect(xnpv.run({ rate_percent: 9, cash_flows }).value).toMatch(/^2086\.64760203/);
    const [first, ...others] = cash_flows;
    expect(xnpv.run({ rate_percent: 9, cash_flows: [first, ...others.toReversed()] }).value).toMatch(
      /^2086\.64760203/,
    );
  });

  it('refuses a flow before the first', () => {
    const cash_flows = [
      { date: '2021-01-01', amount: 1 },
      { date: '2020-12-31', amount: 1 },
    ];
    expect(refusal(xnpv, { rate_percent: 9, cash_flows })).toBe(
      'cash_flows[1].date is "2020-12-31"; expected no date before that of the first flow',
    );
  });
});
