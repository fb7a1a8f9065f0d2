import { describe, expect, it } from 'vitest';
import { estimates, sameCorrelation } from '../portfolio/test-estimates.ts';
import type { Returns } from '../market/returns.ts';
import { normalQuantile } from '../risk/normal.ts';
import type { Plan } from './plan.ts';
import type { ReturnModel } from './return-model.ts';
import { simulate } from './simulate.ts';
import { simulationFigures } from './simulation-figures.ts';

const plan: Plan = {
  start: 1000,
  contributions: [],
  withdrawals: [],
  goals: [],
  horizon: 10,
  inflation: 0,
  fee: 0,
  gainsTax: 0,
  tradingCost: 0,
};

const single = (mean: number, volatility: number): ReturnModel => ({
  kind: 'lognormal',
  means: [mean],
  covariance: [[volatility ** 2]],
  weights: [1],
});

/** Practically without risk: 6 % a year in monthly parts. */
const certain = single(0.06, 1e-9);
const month = 1 + 0.06 / 12;

function monthly(values: number[][]): Returns {
  return {
    kind: 'simple',
    dates: values.map((_, at) => String(at)),
    symbols: values[0]?.map((_, i) => `S${i}`) ?? [],
    values,
    frequency: 'monthly',
    periodsPerYear: 12,
  };
}

describe('one lognormal asset without flows', () => {
  const [m, s] = [0.05, 0.18];
  const result = simulate(plan, single(m, s), { seed: 1, paths: 20_000 });
  // Per month: mean 1 + m/12, variance s²/12.
  const variance = Math.log1p(s ** 2 / 12 / (1 + m / 12) ** 2);
  const drift = Math.log(1 + m / 12) - variance / 2;

  it('has the mean of the closed form, within four Monte-Carlo errors', () => {
    const expected = 1000 * (1 + m / 12) ** 120;
    const { mean, standardError } = result.terminal;
    expect(Math.abs(mean - expected)).toBeLessThan(4 * standardError);
    const sd = expected * Math.sqrt(Math.expm1(variance * 120));
    expect(standardError).toBeGreaterThan((0.9 * sd) / Math.sqrt(20_000));
    expect(standardError).toBeLessThan((1.1 * sd) / Math.sqrt(20_000));
  });

  it('has the percentiles of the closed form in every year', () => {
    for (const [name, share] of [
      ['p5', 0.05],
      ['p25', 0.25],
      ['p50', 0.5],
      ['p75', 0.75],
      ['p95', 0.95],
    ] as const) {
      for (const year of [1, 5, 10]) {
        const exact =
          1000 * Math.exp(drift * 12 * year + Math.sqrt(variance * 12 * year) * normalQuantile(share));
        expect((result.fan[name][year] as number) / exact - 1, `${name} in ${year}`).toBeLessThan(0.025);
        expect((result.fan[name][year] as number) / exact - 1, `${name} in ${year}`).toBeGreaterThan(-0.025);
      }
    }
  });

  it('meets a goal as often as the normal distribution says', () => {
    // The 30 % quantile of terminal wealth is reached with probability 70 %.
    const amount = 1000 * Math.exp(drift * 120 + Math.sqrt(variance * 120) * normalQuantile(0.3));
    const goals = [{ id: 'house', amount, year: 10 }];
    const [house] = simulate({ ...plan, goals }, single(m, s), { seed: 1, paths: 20_000 }).goals;
    expect(house?.standardError).toBeCloseTo(Math.sqrt((0.7 * 0.3) / 20_000), 4);
    expect(Math.abs((house?.probability as number) - 0.7)).toBeLessThan(4 * (house?.standardError as number));
    const [low, high] = house?.interval as [number, number];
    expect(high - low).toBeCloseTo(2 * 1.96 * (house?.standardError as number), 3);
    expect(house?.running).toHaveLength(10);
    expect(house?.running[9]).toBe(house?.probability);
  });
});

it('draws several assets with their covariance', () => {
  const { means, covariance } = estimates([0.1, 0.2, 0.3], sameCorrelation(3, 0.5), [0.03, 0.06, 0.09]);
  const weights = [0.5, 0.3, 0.2];
  const model: ReturnModel = {
    kind: 'lognormal',
    means: means.values,
    covariance: covariance.matrix,
    weights,
  };
  const { terminal, fan } = simulate({ ...plan, horizon: 1 }, model, { seed: 2, paths: 20_000 });
  expect(Math.abs(terminal.mean - 1000 * (1 + 0.051 / 12) ** 12)).toBeLessThan(4 * terminal.standardError);
  // w'Σw = 0.0205 with all correlations 0.5; spread of the 5 % and 95 % quantiles in logs is 2 · 1.645 · σ.
  const spread = Math.log((fan.p95[1] as number) / (fan.p5[1] as number)) / (2 * 1.6448536);
  expect(spread / Math.sqrt(0.0205)).toBeGreaterThan(0.94);
  expect(spread / Math.sqrt(0.0205)).toBeLessThan(1.02);
});

describe('flows, fee and tax without risk', () => {
  const wealthOf = (change: Partial<Plan>): number =>
    simulate({ ...plan, ...change }, certain, { seed: 1, paths: 100 }).terminal.mean;

  it('contributions grow from the beginning of each month', () => {
    const contributions = [{ amount: 120, fromYear: 0, toYear: 2 }];
    const exact = 10 * month * ((month ** 24 - 1) / (month - 1)) * month ** 96;
    expect(wealthOf({ start: 0, contributions })).toBeCloseTo(exact, 4);
  });

  it('flows keep up with inflation, and grow beyond it where told', () => {
    const contributions = [{ amount: 120, fromYear: 1, toYear: 2, growth: 0.03 }];
    let exact = 0;
    for (let k = 12; k < 24; k++) exact = (exact + 10 * (1.02 * 1.03) ** (k / 12)) * month;
    expect(wealthOf({ start: 0, contributions, inflation: 0.02, horizon: 2 })).toBeCloseTo(exact, 5);
  });

  it('the fee is taken of assets', () => {
    expect(wealthOf({ fee: 0.01 })).toBeCloseTo(1000 * month ** 120 * 0.99 ** 10, 4);
  });

  it('selling is taxed on its share of gain', () => {
    const goals = [{ id: 'g', amount: 500, year: 10 }];
    const before = 1000 * month ** 120;
    const sold = 500 / (1 - 0.25 * (1 - 1000 / before));
    expect(wealthOf({ goals, gainsTax: 0.25 })).toBeCloseTo(before - sold, 4);
  });

  it('withdrawals are paid at the beginning of each month', () => {
    const withdrawals = [{ amount: 60, fromYear: 0, toYear: 10 }];
    const exact = 1000 * month ** 120 - 5 * month * ((month ** 120 - 1) / (month - 1));
    expect(wealthOf({ withdrawals })).toBeCloseTo(exact, 4);
  });

  it('tells wealth in the money of the day and of today', () => {
    const { fan, fanReal } = simulate({ ...plan, inflation: 0.03 }, certain, { seed: 1, paths: 100 });
    expect((fan.p50[10] as number) / (fanReal.p50[10] as number)).toBeCloseTo(1.03 ** 10, 12);
    expect(fan.p50[0]).toBe(1000);
  });
});

describe('goals', () => {
  it('are paid in their order where they fall due together, each as far as the money goes', () => {
    const goals = [
      { id: 'first', amount: 700, year: 0 },
      { id: 'second', amount: 600, year: 0 },
      { id: 'third', amount: 1, year: 1 },
    ];
    const { goals: told, fan } = simulate({ ...plan, goals }, certain, { seed: 1, paths: 100 });
    expect(told.map(({ probability }) => probability)).toEqual([1, 0, 0]);
    expect(told.map(({ shortfall }) => shortfall)).toEqual([
      null,
      expect.closeTo(0.5, 9),
      expect.closeTo(1, 9),
    ]);
    expect(fan.p50).toEqual(Array.from({ length: 11 }, () => 0));
  });

  it('that are paid several times are met only where all of it is paid', () => {
    const goals = [{ id: 'pension', amount: 400, year: 1, times: 3 }];
    const [pension] = simulate({ ...plan, goals, horizon: 3 }, single(0, 1e-9), {
      seed: 1,
      paths: 100,
    }).goals;
    // 400, 400 and 200 of 400.
    expect(pension).toMatchObject({ probability: 0, shortfall: expect.closeTo(1 / 6, 6) });
  });

  it('keep up with inflation', () => {
    const goals = [{ id: 'g', amount: 1000, year: 1 }];
    const [told] = simulate({ ...plan, goals, inflation: 0.1 }, certain, { seed: 1, paths: 100 }).goals;
    expect(told?.shortfall).toBeCloseTo(1 - month ** 12 / 1.1, 6);
  });
});

it('pays goals at the end of their month, out of what is there by then', () => {
  const contributions = [{ amount: 1200, fromYear: 0, toYear: 1 }];
  const paid = (year: number, amount: number): number | undefined => {
    const goals = [{ id: 'g', amount, year }];
    const flat = { ...plan, horizon: 1, contributions, goals };
    return simulate(flat, single(0, 1e-9), { seed: 1, paths: 100 }).goals[0]?.probability;
  };
  // 1,000 and 100 at the beginning of each month.
  expect([paid(7 / 12, 1699), paid(7 / 12, 1701)]).toEqual([1, 0]);
  expect([paid(0.49, 1499), paid(0.49, 1501), paid(0, 1001)]).toEqual([1, 0, 0]);
});

it('takes the cost of every trade: first purchase, contributions and what goals need sold', () => {
  const contributions = [{ amount: 1200, fromYear: 0, toYear: 10 }];
  const costly = { ...plan, contributions, tradingCost: 0.05 };
  const flat = single(0, 1e-9);
  expect(simulate(costly, flat, { seed: 1, paths: 100 }).terminal.mean).toBeCloseTo(0.95 * 13_000, 3);
  const goals = [{ id: 'g', amount: 100, year: 10 }];
  expect(simulate({ ...costly, goals }, flat, { seed: 1, paths: 100 }).terminal.mean).toBeCloseTo(
    0.95 * 13_000 - 100 / 0.95,
    3,
  );
  // Costs are no gain: what is sold for less than was paid for it is not taxed.
  const taxed = { ...costly, goals, gainsTax: 0.25 };
  expect(simulate(taxed, flat, { seed: 1, paths: 100 }).terminal.mean).toBeCloseTo(
    0.95 * 13_000 - 100 / 0.95,
    3,
  );
});

describe('ruin', () => {
  it('is a withdrawal that could not be paid in full, counted once a path', () => {
    const withdrawals = [{ amount: 300, fromYear: 0, toYear: 10 }];
    const { ruin } = simulate({ ...plan, withdrawals }, certain, { seed: 1, paths: 200 });
    expect(ruin).toMatchObject({ probability: 1, standardError: 0 });
    expect(ruin.interval[0]).toBeGreaterThan(0.98);
  });
});

describe('block bootstrap', () => {
  it('of returns that never change is compounding, and of days makes months of 21', () => {
    const same = monthly(Array.from({ length: 60 }, () => [0.01, 0.03]));
    const model: ReturnModel = { kind: 'bootstrap', returns: same, weights: [0.5, 0.5] };
    expect(simulate(plan, model, { seed: 1, paths: 100 }).terminal.mean).toBeCloseTo(1000 * 1.02 ** 120, 6);
    const daily = { ...same, frequency: 'daily' as const, periodsPerYear: 252 as const };
    const days = simulate({ ...plan, horizon: 1 }, { ...model, returns: daily }, { seed: 1, paths: 100 });
    expect(days.terminal.mean / (1000 * 1.02 ** 252)).toBeCloseTo(1, 9);
  });

  it('keeps neighbours together: blocks as long as a cycle have no risk', () => {
    const cycle = monthly(Array.from({ length: 48 }, (_, at) => [at % 2 === 0 ? 0.1 : -0.05]));
    const spreadOf = (block: number): number => {
      const { fan } = simulate(
        plan,
        { kind: 'bootstrap', returns: cycle, weights: [1], block },
        { seed: 1, paths: 500 },
      );
      return (fan.p95[10] as number) / (fan.p5[10] as number);
    };
    expect(spreadOf(2)).toBeCloseTo(1, 9);
    expect(spreadOf(1)).toBeGreaterThan(5);
  });

  it('refuses a past with missing dates', () => {
    const returns = { ...monthly([[0.01], [0.02]]), periodsPerYear: 10.4 };
    expect(() => simulate(plan, { kind: 'bootstrap', returns, weights: [1] }, { seed: 1 })).toThrow(
      'of which a year has 10.4',
    );
  });

  it('refuses blocks longer than the past', () => {
    const model: ReturnModel = {
      kind: 'bootstrap',
      returns: monthly([[0.01], [0.02]]),
      weights: [1],
      block: 3,
    };
    expect(() => simulate(plan, model, { seed: 1 })).toThrow('blocks of 3 of 2 periods');
  });
});

it('gives the same bits for a seed, and more paths only go on', () => {
  const ask = (paths: number, seed: number) =>
    simulate({ ...plan, goals: [{ id: 'g', amount: 1500, year: 10 }] }, single(0.05, 0.15), { seed, paths });
  expect(ask(1000, 7)).toEqual(ask(1000, 7));
  expect(ask(1000, 8)).not.toEqual(ask(1000, 7));
  expect(ask(2000, 7).goals[0]?.running[4]).toBe(ask(1000, 7).goals[0]?.probability);
});

it.each([
  [{ horizon: 0 }, 'a horizon of 0 years'],
  [{ start: -1 }, 'a start with -1'],
  [{ fee: 1 }, 'a fee of 1'],
  [{ gainsTax: -0.1 }, 'a tax on gains of -0.1'],
  [{ tradingCost: 1 }, 'a trading cost of 1'],
  [{ inflation: 2 }, 'an inflation of 2'],
  [{ contributions: [{ amount: 1, fromYear: 3, toYear: 3 }] }, 'a flow of 1 a year from year 3 to 3'],
  [{ goals: [{ id: 'g', amount: 1, year: 11 }] }, 'the goal g in year 11'],
  [{ goals: [{ id: 'g', amount: 1, year: 9, times: 3 }] }, 'the goal g in year 9, 3 times'],
  [{ goals: [{ id: 'g', amount: 0, year: 1 }] }, 'the goal g of 0'],
  [
    {
      goals: [
        { id: 'g', amount: 1, year: 1 },
        { id: 'g', amount: 1, year: 2 },
      ],
    },
    'two goals called g',
  ],
])('refuses a plan with %j', (change, message) => {
  expect(() => simulate({ ...plan, ...change }, certain, { seed: 1, paths: 100 })).toThrow(
    `the plan has ${message}`,
  );
});

it('refuses models that do not fit together, and too few paths', () => {
  expect(() => simulate(plan, { ...certain, weights: [0.5, 0.5] } as ReturnModel, { seed: 1 })).toThrow(
    '2 weights with 1 means',
  );
  const twins: ReturnModel = {
    kind: 'lognormal',
    means: [0, 0],
    covariance: [
      [1, 1],
      [1, 1],
    ],
    weights: [0.5, 0.5],
  };
  expect(() => simulate(plan, twins, { seed: 1 })).toThrow('not positive definite');
  expect(() => simulate(plan, certain, { seed: 1, paths: 10 })).toThrow('a simulation of 10 paths');
});

it("has figures in today's money with the interval of each probability", () => {
  const given = { ...plan, inflation: 0.02, goals: [{ id: 'house', amount: 900, year: 5 }] };
  const result = simulate(given, single(0.04, 0.1), { seed: 1, paths: 400 });
  const figures = new Map(simulationFigures(given, result, 'EUR').map((figure) => [figure.id, figure]));
  expect(figures.get('goal.house.probability')).toMatchObject({
    value: result.goals[0]?.probability,
    interval: result.goals[0]?.interval,
  });
  expect(figures.get('plan.wealth.10.p50')).toMatchObject({ value: result.fanReal.p50[10], currency: 'EUR' });
  expect(figures.has('plan.ruin')).toBe(false);
  expect(figures.size).toBe(4 + 55);
});
