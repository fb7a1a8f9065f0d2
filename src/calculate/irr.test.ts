import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { irr } from './irr.ts';
import { npv } from './npv.ts';
import { refusal } from './test-refusal.ts';
import { xirr } from './xirr.ts';

/** Coefficients of Π (g − growth), g = 1 + r, from the highest power on: flows whose rates are known. */
function flowsWithRates(percents: readonly number[]): string[] {
  const coefficients = percents.reduce<Decimal[]>(
    (before, percent) => {
      const grown = new Decimal(percent).dividedBy(100).plus(1);
      return [...before, new Decimal(0)].map((each, i) =>
        each.minus((before[i - 1] ?? new Decimal(0)).times(grown)),
      );
    },
    [new Decimal(1)],
  );
  return coefficients.map((each) => each.toFixed());
}

describe('irr', () => {
  it('is the rate that the flows were made with', () => {
    expect(irr.run({ cash_flows: [-100, 110] })).toEqual({
      value: '10',
      digits: '20 significant digits',
      tolerance: '1e-30',
      unit: 'percent',
      formula: 'r with Σ CF_t / (1 + r)^t = 0, t = 0…1; per period',
    });
    // −1 + g^−1 + g^−2 = 0: g is the golden ratio, (1 + √5) / 2.
    expect(irr.run({ cash_flows: [-1, 1, 1] }).value).toBe('61.80339887498948482');
  });

  it.each<[string, number[], string]>([
    ['money lost', [-100, 50], '-50'],
    ['money back', [-100, 40, 60], '0'],
    ['a borrower', [100, -110], '10'],
    ['a late first flow', [0, 0, -100, 0, 121], '10'],
    ['100 a cent', [-0.01, 100], '999900'],
    // (g − 1.1)²: value touches 0 there.
    ['two rates in one', [100, -220, 121], '10'],
  ])('%s', (_, cash_flows, value) => {
    expect(irr.run({ cash_flows }).value).toBe(value);
  });

  it('gives the rate of a loan back: each balance grows and is paid down to nothing', () => {
    const random = Random.derive(11, 'irr-loan');
    for (let i = 0; i < 8; i++) {
      const percent = random.int(-30, 60) || 1;
      let balance = new Decimal(random.int(1_000, 100_000));
      const cash_flows = [balance.negated().toFixed()];
      for (let period = random.int(1, 5); period >= 0; period--) {
        balance = balance.times(100 + percent).dividedBy(100);
        const paid = period === 0 ? balance : balance.dividedToIntegerBy(random.int(2, 9));
        cash_flows.push(paid.toFixed());
        balance = balance.minus(paid);
      }
      expect(irr.run({ cash_flows }).value).toBe(String(percent));
    }
  });

  it('has an NPV of 0 there', () => {
    const random = Random.derive(12, 'irr-npv');
    for (let i = 0; i < 5; i++) {
      const cash_flows = [-random.int(500, 3000), ...Array.from({ length: 10 }, () => random.int(0, 900))];
      const at = npv.run({ rate_percent: irr.run({ cash_flows }).value, cash_flows }).value;
      expect(Math.abs(Number(at))).toBeLessThan(1e-13);
    }
  });

  it('solves a mortgage of 360 months', () => {
    // 100,000 at 0.5 % a month: the payment of the annuity formula, rounded to 25 places.
    const grown = new Decimal('1.005').pow(360);
    const payment = new Decimal(100_000)
      .times('0.005')
      .dividedBy(new Decimal(1).minus(new Decimal(1).dividedBy(grown)));
    const { value } = irr.run({ cash_flows: [-100_000, ...Array<string>(360).fill(payment.toFixed(15))] });
    expect(Number(value)).toBeCloseTo(0.5, 14);
  });

  it('refuses flows with several rates and lists all of them', () => {
    expect(refusal(irr, { cash_flows: [-100, 230, -132] })).toBe(
      'cash_flows have 2 internal rates of return from -99.99 % to 1000000 %: 10 %, 20 %; expected flows with one',
    );
    const random = Random.derive(13, 'irr-roots');
    for (let i = 0; i < 4; i++) {
      const percents = random
        .sample([-60, -25, -5, 0, 4, 5, 12, 30, 75, 150, 900], random.int(2, 5))
        .sort((a, b) => a - b);
      expect(refusal(irr, { cash_flows: flowsWithRates(percents) })).toContain(
        `${percents.length} internal rates of return from -99.99 % to 1000000 %: ${percents.map((each) => `${each} %`).join(', ')};`,
      );
    }
  });

  it('refuses flows without a change of sign', () => {
    expect(refusal(irr, { cash_flows: [-1, -2, 0] })).toBe(
      'cash_flows have no change of sign (2 that are not 0, all negative); expected at least one negative and one positive, else no rate brings their value to 0',
    );
    expect(refusal(irr, { cash_flows: [0, 0] })).toContain('(0 that are not 0, none negative)');
  });

  it('refuses flows that no rate brings to 0', () => {
    // 1 − v + v² has no real root; 1e-9 grown to 1 is beyond the bracket.
    const none =
      'cash_flows have no internal rate of return from -99.99 % to 1000000 %: their value is 0 at no rate in between';
    expect(refusal(irr, { cash_flows: [1, -1, 1] })).toBe(none);
    expect(refusal(irr, { cash_flows: ['-0.000000001', 1] })).toBe(none);
  });

  it('refuses to look through too many changes of sign', () => {
    const cash_flows = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    expect(refusal(irr, { cash_flows })).toBe(
      'cash_flows change their sign 99 times; expected at most 10 times for 100 flows, as each may bring another root',
    );
  });
});

describe('xirr', () => {
  it('equals the example in the documentation of XIRR', () => {
    const cash_flows = [
      { date: '2008-01-01', amount: -10000 },
      { date: '2008-03-01', amount: 2750 },
      { date: '2008-10-30', amount: 4250 },
      { date: '2009-02-15', amount: 3250 },
      { date: '2009-04-01', amount: 2750 },
    ];
    expect(xirr.run({ cash_flows }).value).toMatch(/^37\.33625335/);
  });

  it('is effective per 365 days, and adds up flows of one day', () => {
    const cash_flows = [
      { date: '2021-03-01', amount: -60 },
      { date: '2023-03-01', amount: 121 },
      { date: '2021-03-01', amount: -40 },
    ];
    expect(xirr.run({ cash_flows })).toMatchObject({ value: '10', unit: 'percent', tolerance: '1e-30' });
  });

  it('lists several rates', () => {
    // Years of 365 days: −100 + 230 v − 132 v² = 0 at 10 % and 20 %.
    const cash_flows = [
      { date: '2021-01-01', amount: -100 },
      { date: '2022-01-01', amount: 230 },
      { date: '2023-01-01', amount: -132 },
    ];
    expect(refusal(xirr, { cash_flows })).toContain(
      '2 internal rates of return from -99.99 % to 1000000 %: 10 %, 20 %;',
    );
  });

  it('refuses flows of one sign', () => {
    const cash_flows = [
      { date: '2021-01-01', amount: 100 },
      { date: '2022-01-01', amount: 230 },
    ];
    expect(refusal(xirr, { cash_flows })).toContain('no change of sign (2 that are not 0, none negative)');
  });
});
