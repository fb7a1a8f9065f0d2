import { describe, expect, it } from 'vitest';
import { Random } from '../../../core/random.ts';
import { blockBootstrap, withInterval } from './block-bootstrap.ts';
import { drawdowns, maximumDrawdown } from './drawdown.ts';
import { normalQuantile } from './normal.ts';
import { portfolioReturns } from './portfolio-returns.ts';
import { beta, compoundReturn, sharpeRatio, sortinoRatio, trackingError, volatility } from './ratios.ts';
import { riskFigures } from './risk-figures.ts';
import { expectedShortfall, valueAtRisk } from './value-at-risk.ts';

const random = Random.derive(5, 'risk test');
const normals = Array.from({ length: 400 }, () => 0.0004 + 0.01 * random.normal());

describe('drawdown', () => {
  const x = [0.1, -0.2, 0.05, 0.3, -0.1];
  const dates = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5'];

  it('follows wealth below its peak', () => {
    // Wealth 1, 1.1, 0.88, 0.924, 1.2012, 1.08108.
    [0, 0, -0.2, -0.16, 0, -0.1].forEach((value, at) => expect(drawdowns(x)[at]).toBeCloseTo(value, 12));
    expect(maximumDrawdown(x, dates)).toEqual({
      depth: expect.closeTo(0.2, 12),
      peak: 'd1',
      trough: 'd2',
      recovered: 'd4',
    });
  });

  it('may begin at the start, and may not be over', () => {
    expect(maximumDrawdown([-0.5, 0.1], ['a', 'b', 'c'])).toMatchObject({
      peak: 'a',
      trough: 'b',
      recovered: null,
    });
    expect(maximumDrawdown([0.1, 0.1], ['a', 'b', 'c'])).toMatchObject({ depth: 0 });
    expect(() => maximumDrawdown([0.1], ['a'])).toThrow('1 dates for 1 returns');
  });
});

describe('value at risk and expected shortfall', () => {
  it('historical: quantile and mean of the tail by hand', () => {
    const x = Array.from({ length: 21 }, (_, at) => (at - 10) / 100);
    // Type 7: place 0.05 · 20 = 1 → −0.09. The worst 1.05 of 21: (−0.10 − 0.05 · 0.09) / 1.05.
    expect(valueAtRisk(x, 0.95, 'historical')).toBeCloseTo(0.09, 12);
    expect(expectedShortfall(x, 0.95, 'historical')).toBeCloseTo((0.1 + 0.05 * 0.09) / 1.05, 12);
  });

  it('normal: −(m − 1.645 s), and s φ(z) / 5 % − m', () => {
    const x = [-0.01, 0.03];
    const [m, s] = [0.01, Math.sqrt(0.0008)];
    expect(valueAtRisk(x, 0.95, 'normal')).toBeCloseTo(-(m - 1.6448536269514722 * s), 12);
    expect(expectedShortfall(x, 0.95, 'normal')).toBeCloseTo(-m + (s * 0.10313564037537139) / 0.05, 12);
  });

  it('is ordered: ES above VaR, the higher level above the lower', () => {
    for (const method of ['historical', 'normal', 'cornish-fisher'] as const) {
      const [var95, var99] = [0.95, 0.99].map((level) => valueAtRisk(normals, level, method)) as [
        number,
        number,
      ];
      expect(var99).toBeGreaterThan(var95);
      expect(expectedShortfall(normals, 0.95, method)).toBeGreaterThan(var95);
    }
  });

  it('refuses Cornish–Fisher where the expansion falls, and levels that are none', () => {
    const wild = [...Array.from({ length: 50 }, (_, at) => 0.001 * (at % 3)), -0.9];
    expect(() => valueAtRisk(wild, 0.95, 'cornish-fisher')).toThrow(
      'outside of what Cornish–Fisher can describe',
    );
    expect(() => expectedShortfall(wild, 0.95, 'cornish-fisher')).toThrow('excess kurtosis');
    expect(() => valueAtRisk(normals, 5, 'normal')).toThrow('a level of 5');
    expect(() => valueAtRisk([], 0.95, 'historical')).toThrow('no returns');
    expect(() => normalQuantile(1)).toThrow('a quantile at 1');
  });
});

describe('ratios', () => {
  it('by hand', () => {
    const x = [0.02, -0.01, 0.03, 0];
    const other = [0.01, -0.01, 0.02, 0.02];
    expect(volatility(x, 12)).toBeCloseTo(
      Math.sqrt((0.0001 + 0.0004 + 0.0004 + 0.0001) / 3) * Math.sqrt(12),
      12,
    );
    expect(sharpeRatio(x, 0.012, 12)).toBeCloseTo((0.12 - 0.012) / volatility(x, 12), 12);
    // Below 0.1 % a month: −1.1 % and −0.1 %.
    expect(sortinoRatio(x, 0.012, 12)).toBeCloseTo(
      0.108 / Math.sqrt(((0.011 ** 2 + 0.001 ** 2) / 4) * 12),
      12,
    );
    expect(trackingError(x, other, 12)).toBeCloseTo(
      Math.sqrt((0.0001 + 0 + 0.0001 + 0.0004) / 3) * Math.sqrt(12),
      12,
    );
    expect(beta(x, other)).toBeCloseTo(0.0005 / 0.0006, 12);
    expect(compoundReturn([0.1, 0.1], 2)).toBeCloseTo(0.21, 12);
  });

  it('refuse to divide by a risk of 0, and series of unequal length', () => {
    expect(() => sharpeRatio([0.01, 0.01], 0, 12)).toThrow('Sharpe ratio: the returns have no risk');
    expect(() => sortinoRatio([0.01, 0.02], 0, 12)).toThrow('Sortino ratio: the returns have no risk');
    expect(() => beta([0.01, 0.02], [0, 0])).toThrow('beta: the returns have no risk');
    expect(() => trackingError([0.01, 0.02], [0], 12)).toThrow('2 returns against 1');
    expect(() => volatility([0.01], 12)).toThrow('a deviation of 1 returns');
  });
});

describe('portfolioReturns', () => {
  const returns = {
    dates: ['a', 'b'],
    symbols: ['A', 'B'],
    values: [
      [0.1, -0.1],
      [0, 0.2],
    ],
    frequency: 'daily',
    periodsPerYear: 252,
  } as const;

  it('weighs simple returns, and refuses log returns and wrong weights', () => {
    const simple = {
      ...returns,
      kind: 'simple' as const,
      dates: [],
      symbols: ['A', 'B'],
      values: returns.values.map((row) => [...row]),
    };
    expect(portfolioReturns(simple, [0.5, 0.5])).toEqual([0, 0.1]);
    expect(() => portfolioReturns({ ...simple, kind: 'log' }, [0.5, 0.5])).toThrow('log returns of assets');
    expect(() => portfolioReturns(simple, [1])).toThrow('1 weights for 2 symbols');
  });
});

describe('block bootstrap', () => {
  it('of a mean has the standard error s / √n where periods are independent', () => {
    const average = (x: readonly number[]): number => x.reduce((total, value) => total + value, 0) / x.length;
    const { value, low, high, standardError } = withInterval(normals, average, { seed: 1 });
    const expected = volatility(normals, 1) / Math.sqrt(normals.length);
    expect(value).toBe(average(normals));
    expect(standardError / expected).toBeGreaterThan(0.85);
    expect(standardError / expected).toBeLessThan(1.15);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(withInterval(normals, average, { seed: 1 })).toEqual({ value, low, high, standardError });
    expect(withInterval(normals, average, { seed: 2 })).not.toEqual({ value, low, high, standardError });
  });

  it('draws several series together', () => {
    const double = normals.map((x) => 2 * x);
    const [slope] = blockBootstrap([double, normals], [([a, b]) => beta(a ?? [], b ?? [])], { seed: 1 });
    for (const each of [slope?.value, slope?.low, slope?.high]) expect(each).toBeCloseTo(2, 12);
  });

  it('refuses a block that is longer than the series', () => {
    expect(() => withInterval([0.1, 0.2], volatility1, { seed: 1, block: 3 })).toThrow(
      '2 periods in blocks of 3',
    );
  });
});

const volatility1 = (x: readonly number[]): number => volatility(x, 1);

describe('riskFigures', () => {
  it('has every figure with an interval around it, and those of a benchmark only with one', () => {
    const figures = riskFigures(
      { returns: normals, periodsPerYear: 252, riskFree: 0.01, seed: 3 },
      'plan.history',
    );
    expect(figures.map(({ id }) => id)).toEqual(
      ['return', 'volatility', 'drawdown', 'var95', 'es95', 'sharpe', 'sortino'].map(
        (name) => `plan.history.${name}`,
      ),
    );
    for (const { value, interval, id } of figures) {
      const [low, high] = interval ?? [NaN, NaN];
      expect(low, id).toBeLessThan(high);
      expect(value, id).toBeGreaterThan(low - 0.2);
      expect(value, id).toBeLessThan(high + 0.2);
    }
    const benchmark = normals.map((x) => x / 2);
    const both = riskFigures({ returns: normals, benchmark, periodsPerYear: 12, riskFree: 0, seed: 3 }, 'p');
    expect(both.at(-1)).toMatchObject({ id: 'p.beta', value: expect.closeTo(2, 10), unit: 'ratio' });
    expect(both[3]?.label.en).toContain('months');
  });

  it.each([
    ['none', () => 0],
    ['one, which most of what is drawn leaves out', (at: number) => (at === 7 ? 0.004 : 0)],
  ])('leaves out the Sortino ratio where of all periods that lose there is %s', (_, loss) => {
    const returns = Array.from({ length: 200 }, (_each, at) => 0.0004 + 0.0001 * (at % 3) - loss(at));
    const figures = riskFigures({ returns, periodsPerYear: 52, riskFree: 0, seed: 3 }, 'p');
    expect(figures.map(({ id }) => id)).toEqual(
      ['return', 'volatility', 'drawdown', 'var95', 'es95', 'sharpe'].map((name) => `p.${name}`),
    );
    for (const { value, interval = [] } of figures) {
      expect([value, ...interval].every(Number.isFinite)).toBe(true);
    }
  });

  it('counts the periods that a year had, and names them by their usual number', () => {
    const figures = riskFigures({ returns: normals, periodsPerYear: 43.21, riskFree: 0, seed: 3 }, 'p');
    expect(figures[0]?.formula).toBe('Π(1 + r)^(43.2/n) − 1');
    expect(figures[1]?.value).toBeCloseTo(volatility(normals, 43.21), 12);
    expect(figures[3]?.label.en).toContain('weeks');
    expect(() => riskFigures({ returns: normals, periodsPerYear: 1, riskFree: 0, seed: 3 }, 'p')).toThrow(
      '1 periods a year',
    );
  });
});
