import { describe, expect, it } from 'vitest';
import { cleanPrices } from './clean-prices.ts';
import type { PriceRow } from './price-row.ts';
import { syntheticMarket } from './synthetic-market.ts';

const given = syntheticMarket({
  seed: 1,
  assets: [
    { symbol: 'A', mean: 0.05, volatility: 0.15 },
    { symbol: 'B', mean: 0.02, volatility: 0.05 },
  ],
  correlation: 0.3,
  count: 60,
  frequency: 'daily',
  from: '2024-01-01',
});

const dates = [...new Set(given.map(({ date }) => date))];
const day = (at: number): string => dates[at] as string;
const changed = (symbol: string, at: number, close: (old: number) => number | null): PriceRow[] =>
  given.map((row) =>
    row.symbol === symbol && row.date === day(at) ? { ...row, close: close(row.close as number) } : row,
  );

const stepped = (symbol: string, by: number): PriceRow[] =>
  given.map((row) =>
    row.symbol === symbol && row.date >= day(40) ? { ...row, close: (row.close as number) / by } : row,
  );

describe('cleanPrices', () => {
  it('finds nothing in prices that are in order, and leaves every one as it is', () => {
    const market = cleanPrices(given, 'prices.csv');
    expect(market.findings).toEqual([]);
    expect(market).toMatchObject({
      symbols: ['A', 'B'],
      frequency: 'daily',
      periodsPerYear: 252,
      currency: null,
    });
    expect(market.dates).toEqual(dates);
    expect(market.closes.flat()).toEqual(given.map(({ close }) => close));
  });

  it.each([
    ['bad-price', 0],
    ['bad-price', -3],
    ['blank', null],
  ])('leaves out a day that has %s %s, for all symbols', (kind, close) => {
    const market = cleanPrices(
      changed('B', 7, () => close),
      'p',
    );
    expect(market.dates).toEqual(dates.filter((date) => date !== day(7)));
    expect(market.findings).toMatchObject([
      { kind, symbol: 'B', from: day(7), to: day(7), count: 1, treatment: 'left out' },
      { kind: 'missing-days', symbol: 'B', from: day(7), to: day(7), count: 1, treatment: 'left out' },
    ]);
  });

  it('takes a row once that is there twice, and refuses two closes of one day', () => {
    const again = given[20] as PriceRow;
    const market = cleanPrices([...given, again], 'p');
    expect(market.closes).toEqual(cleanPrices(given, 'p').closes);
    expect(market.findings).toMatchObject([{ kind: 'duplicate', symbol: 'A', from: day(10), count: 1 }]);
    expect(() => cleanPrices([...given, { ...again, close: 1 }], 'p')).toThrow(
      `p: A has two closes on ${day(10)}, ${again.close} and 1`,
    );
  });

  it('says that a shorter history cuts the others', () => {
    const market = cleanPrices(
      given.filter(({ symbol, date }) => symbol === 'A' || date >= day(20)),
      'p',
    );
    expect(market.dates).toEqual(dates.slice(20));
    expect(market.findings).toMatchObject([
      { kind: 'unequal-history', symbol: 'B', from: day(20), to: day(59), count: 20, treatment: 'left out' },
    ]);
  });

  it('keeps closes that do not move, and says so from the fifth on', () => {
    const level = given[60]?.close as number;
    const still = (days: number) =>
      cleanPrices(
        given.map((row) =>
          row.symbol === 'A' && row.date >= day(30) && row.date < day(30 + days)
            ? { ...row, close: level }
            : row,
        ),
        'p',
      );
    expect(still(4).findings).toEqual([]);
    const { findings, closes } = still(5);
    expect(findings).toMatchObject([{ kind: 'stale', symbol: 'A', from: day(30), to: day(34), count: 5 }]);
    expect(closes[32]?.[0]).toBe(level);
  });

  it('keeps a jump that looks like a split, and names it', () => {
    const { findings, closes } = cleanPrices(stepped('A', 2), 'p');
    expect(findings).toMatchObject([
      { kind: 'split', symbol: 'A', from: day(39), to: day(40), treatment: 'kept' },
    ]);
    expect(findings[0]?.detail.en).toContain('2 : 1 split');
    expect(closes[40]?.[0]).toBe((given[80]?.close as number) / 2);
  });

  it.each([
    // A usual day of A moves by 1 %: such a day on top of the split must not hide it.
    ['split', 2 * 1.035],
    ['split', 2 / 1.035],
    ['split', 1 / (3 * 1.03)],
    ['split', 2.5],
    ['jump', 1.25],
    ['jump', 1 / 1.3],
  ])('tells a %s where closes are divided by %s from a day on', (kind, by) => {
    const [finding, ...others] = cleanPrices(stepped('A', by), 'p').findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ kind, from: day(39), to: day(40) });
    expect(Math.abs((finding?.move ?? NaN) + Math.log(by))).toBeLessThan(0.03);
  });

  it.each([
    ['B', 1.1],
    ['B', 1 / 1.2],
    ['A', 1.25],
  ])('tells a weekly step of %s by %s, far beyond its own moves, however small', (symbol, by) => {
    const weekly = syntheticMarket({
      seed: 3,
      assets: [
        { symbol: 'A', mean: 0.06, volatility: 0.15 },
        { symbol: 'B', mean: 0.02, volatility: 0.04 },
      ],
      ...{ correlation: 0.3, count: 200, frequency: 'weekly', from: '2020-01-03' },
    });
    const from = weekly.map(({ date }) => date).toSorted()[200] as string;
    const rows = weekly.map((row) =>
      row.symbol === symbol && row.date >= from ? { ...row, close: (row.close as number) / by } : row,
    );
    expect(cleanPrices(weekly, 'p').findings).toEqual([]);
    expect(cleanPrices(rows, 'p').findings).toMatchObject([{ kind: 'jump', symbol, to: from }]);
  });

  it('takes a crisis for one, in which the moves around are large too', () => {
    // Ten calm days on either side of a fall are told as a jump; ten of a crisis are not.
    const moves = (wild: number): PriceRow[] => {
      let close = 100;
      return dates.map((date, at) => {
        const near = Math.abs(at - 30) <= 10;
        close *= at === 30 ? 0.92 : 1 + (at % 2 === 0 ? 1 : -1) * (near ? wild : 0.005);
        return { date, symbol: 'A', close };
      });
    };
    expect(cleanPrices(moves(0.005), 'p').findings).toMatchObject([{ kind: 'jump', to: day(30) }]);
    expect(cleanPrices(moves(0.02), 'p').findings).toEqual([]);
  });

  it.each([
    ['rises by 1 % every week', (at: number) => 1.01 ** at, ['smooth']],
    [
      'rises by 15 % a year with hardly a fall',
      (at: number) => 1.0027 ** at * (1 + 0.002 * (at % 2)),
      ['smooth'],
    ],
    ['pays 4 % a year, day after day', (at: number) => 1.00077 ** at, []],
    ['rises by 15 % a year, with falls', (at: number) => 1.0027 ** at * (1 + 0.02 * (at % 2)), []],
  ])('knows what no market does: it %s', (_, close, kinds) => {
    const rows = Array.from({ length: 160 }, (__, at): PriceRow => {
      const date = new Date(Date.UTC(2020, 0, 3 + 7 * at)).toISOString().slice(0, 10);
      return { date, symbol: 'A', close: 100 * close(at) };
    });
    expect(cleanPrices(rows, 'p').findings.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('takes a bad day for one', () => {
    expect(cleanPrices(stepped('A', 1.07), 'p').findings).toEqual([]);
  });

  it('tells of a hole in the calendar', () => {
    const { findings } = cleanPrices(
      given.filter(({ date }) => date <= day(20) || date >= day(30)),
      'p',
    );
    expect(findings).toMatchObject([{ kind: 'gap', symbol: null, from: day(20), to: day(30), count: 14 }]);
  });

  it('refuses several currencies, and symbols with and without one', () => {
    const eur = given.map((row) => ({ ...row, currency: row.symbol === 'A' ? 'EUR' : 'USD' }));
    expect(() => cleanPrices(eur, 'p')).toThrow('p: prices in several currencies (A in EUR, B in USD)');
    const half = given.map((row) => (row.symbol === 'A' ? { ...row, currency: 'EUR' } : row));
    expect(() => cleanPrices(half, 'p')).toThrow('A in EUR, B in none named');
    expect(
      cleanPrices(
        given.map((row) => ({ ...row, currency: 'EUR' })),
        'p',
      ).currency,
    ).toBe('EUR');
  });

  it('refuses what is too short, and dates of no known frequency', () => {
    expect(() => cleanPrices(given.slice(0, 40), 'p')).toThrow(
      'on 20 dates together, 25 are needed (A: 20, B: 20)',
    );
    const quarters = Array.from({ length: 30 }, (_, at): PriceRow => {
      const date = new Date(Date.UTC(2000, 3 * at, 1)).toISOString().slice(0, 10);
      return { date, symbol: 'A', close: 100 + at };
    });
    expect(() => cleanPrices(quarters, 'p')).toThrow('p: its dates lie 91 days apart');
  });

  it.each([
    ['weekly', 52],
    ['monthly', 12],
  ] as const)('tells %s closes by their dates', (frequency, periodsPerYear) => {
    const rows = syntheticMarket({
      seed: 2,
      assets: [{ symbol: 'A', mean: 0, volatility: 0.1 }],
      correlation: 0,
      count: 30,
      frequency,
      from: '2020-01-31',
    });
    expect(cleanPrices(rows, 'p')).toMatchObject({ frequency, periodsPerYear, findings: [] });
  });

  it('counts the periods that a year really has where many dates are missing', () => {
    const all = syntheticMarket({
      ...{ seed: 2, correlation: 0, count: 521, frequency: 'weekly', from: '2016-11-25' },
      assets: [{ symbol: 'A', mean: 0, volatility: 0.1 }],
    });
    const some = all.filter((_, at) => at >= 200 || at % 2 === 0);
    // 420 periods over 520 weeks.
    expect(cleanPrices(some, 'p').periodsPerYear).toBeCloseTo((420 / (520 * 7)) * 365.25, 10);
    const few = all.filter((_, at) => at % 40 !== 1);
    expect(cleanPrices(few, 'p').periodsPerYear).toBe(52);
  });
});
