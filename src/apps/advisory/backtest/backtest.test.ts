import { describe, expect, it } from 'vitest';
import { cleanPrices } from '../market/clean-prices.ts';
import type { Market } from '../market/market.ts';
import { syntheticMarket } from '../market/synthetic-market.ts';
import { backtest, type Strategy } from './backtest.ts';
import { backtestFigures } from './backtest-figures.ts';

const market = cleanPrices(
  syntheticMarket({
    seed: 4,
    assets: [
      { symbol: 'A', mean: 0.08, volatility: 0.2 },
      { symbol: 'B', mean: 0.02, volatility: 0.05 },
    ],
    correlation: 0.2,
    count: 300,
    frequency: 'daily',
    from: '2023-01-02',
  }),
  'synthetic',
);

/** Closes by hand on the given dates. */
function marketOf(closes: number[][], dates: string[]): Market {
  return { ...market, closes, dates, findings: [] };
}

const free = { cost: 0, gainsTax: 0 };
const monthly = { kind: 'calendar', every: 'month' } as const;
const never = { kind: 'threshold', drift: 1 } as const;

/** All into what rose most so far: it depends on every return it sees. */
const momentum: Strategy = ({ values }) => {
  const growth = [0, 1].map((i) => values.reduce((total, row) => total * (1 + (row[i] as number)), 1)) as [
    number,
    number,
  ];
  const share = growth[0] / (growth[0] + growth[1]);
  return [share, 1 - share];
};

describe('without costs', () => {
  it('buy and hold is the mean of the growths', async () => {
    const { wealth, trades, returns, turnover } = await backtest({
      market,
      strategy: [0.6, 0.4],
      rebalance: never,
      ...free,
    });
    const growth = (i: number): number =>
      (market.closes.at(-1)?.[i] as number) / (market.closes[0]?.[i] as number);
    expect(wealth.at(-1)).toBeCloseTo(0.6 * growth(0) + 0.4 * growth(1), 12);
    expect(returns).toHaveLength(299);
    expect(trades).toEqual([{ date: '2023-01-02', turnover: 1, cost: 0, tax: 0 }]);
    expect(turnover).toBe(0);
  });

  it('brings weights back at the first close of a month', async () => {
    const { trades } = await backtest({ market, strategy: [0.6, 0.4], rebalance: monthly, ...free });
    const firsts = market.dates.filter(
      (date, at) => at > 0 && date.slice(0, 7) !== market.dates[at - 1]?.slice(0, 7),
    );
    expect(trades.slice(1).map(({ date }) => date)).toEqual(firsts);
    const quarterly = await backtest({
      market,
      strategy: [0.6, 0.4],
      rebalance: { kind: 'calendar', every: 'quarter' },
      ...free,
    });
    expect(quarterly.trades.slice(1).map(({ date }) => date.slice(5, 7))).toEqual(['04', '07', '10', '01']);
  });

  it('brings them back where they drifted too far, and not before', async () => {
    const dates = ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04'];
    const closes = [
      [100, 100],
      [120, 100],
      [130, 100],
      [130, 100],
    ];
    const { trades } = await backtest({
      market: marketOf(closes, dates),
      strategy: [0.5, 0.5],
      rebalance: { kind: 'threshold', drift: 0.05 },
      ...free,
    });
    // 120/220 = 0.545; 130/230 = 0.565.
    expect(trades.map(({ date }) => date)).toEqual(['2024-01-01', '2024-01-03']);
    expect(trades[1]?.turnover).toBeCloseTo(2 * (130 / 230 - 0.5), 12);
  });
});

describe('no look ahead', () => {
  it('a rule sees returns of dates before the one it buys on, and no others', async () => {
    const seen: { last: string | undefined; count: number }[] = [];
    const strategy: Strategy = (history) => {
      seen.push({ last: history.dates.at(-1), count: history.values.length });
      return [0.5, 0.5];
    };
    const { trades } = await backtest({ market, strategy, warmUp: 40, rebalance: monthly, ...free });
    expect(seen[0]?.count).toBe(40);
    seen.forEach(({ last }, at) => {
      const bought = market.dates.indexOf(trades[at]?.date as string);
      expect(last).toBe(market.dates[bought - 1]);
    });
  });

  it('weights do not change when every price from their day on does', async () => {
    const bought = async (given: Market): Promise<Map<string, readonly number[]>> => {
      const weights: (readonly number[])[] = [];
      const strategy: Strategy = async (history) => {
        const answer = await momentum(history);
        weights.push(answer);
        return answer;
      };
      const { trades } = await backtest({ market: given, strategy, warmUp: 40, rebalance: monthly, ...free });
      return new Map(trades.map(({ date }, at) => [date, weights[at] as readonly number[]]));
    };
    const before = await bought(market);
    expect(before.size).toBeGreaterThan(8);
    for (const [date, weights] of before) {
      const at = market.dates.indexOf(date);
      const closes = market.closes.map((row, k) =>
        k < at ? row : row.map((close, i) => close * (i === 0 ? 3 : 0.5)),
      );
      const after = await bought({ ...market, closes });
      expect(after.get(date)).toEqual(weights);
      // And the change is seen as soon as it may be.
      const next = [...before.keys()].find((each) => each > date);
      if (next !== undefined) expect(after.get(next)).not.toEqual(before.get(next));
    }
  });

  it('a rule cannot change what was', async () => {
    const strategy: Strategy = ({ values }) => {
      values.forEach((row) => row.fill(9));
      return [0.5, 0.5];
    };
    const spoiled = await backtest({ market, strategy, warmUp: 40, rebalance: monthly, ...free });
    const fair = await backtest({
      market,
      strategy: () => [0.5, 0.5],
      warmUp: 40,
      rebalance: monthly,
      ...free,
    });
    expect(spoiled.wealth).toEqual(fair.wealth);
  });
});

describe('costs and taxes', () => {
  const dates = ['2024-01-01', '2024-01-31', '2024-02-01', '2024-02-02'];

  it('are taken out of the portfolio, to the last digit', async () => {
    const closes = [
      [100, 100],
      [150, 100],
      [150, 100],
      [150, 100],
    ];
    const { wealth, trades, costs, taxes } = await backtest({
      market: marketOf(closes, dates),
      strategy: [0.5, 0.5],
      rebalance: monthly,
      cost: 0.01,
      gainsTax: 0.2,
    });
    const invested = 1 / 1.01;
    const [a, b] = [0.75 * invested, 0.5 * invested];
    // W' = W − 0.01 (a − W'/2 + W'/2 − b) − 0.2 · (a − W'/2) / 3.
    const after = (a + b - 0.01 * (a - b) - (0.2 / 3) * a) / (1 - 0.1 / 3);
    expect(wealth[2]).toBeCloseTo(after, 12);
    expect(wealth[3]).toBeCloseTo(after, 12);
    expect(trades[0]).toMatchObject({ cost: expect.closeTo(1 - invested, 12), tax: 0 });
    expect(trades[1]?.tax).toBeCloseTo((0.2 * (a - after / 2)) / 3 / (a + b), 12);
    expect(costs).toBeCloseTo(1 - invested + (0.01 * (a - b)) / (a + b), 12);
    expect(taxes).toBe(trades[1]?.tax);
  });

  it('losses are set off against later gains', async () => {
    const months = ['2024-01-01', '2024-02-01', '2024-03-01', '2024-03-04'];
    const closes = [
      [100, 100],
      [100, 50],
      [400, 100],
      [400, 100],
    ];
    const weights = [
      [0.5, 0.5],
      [1, 0],
      [0.5, 0.5],
    ];
    let at = 0;
    const { trades } = await backtest({
      market: marketOf([[100, 100], [100, 100], ...closes], ['2023-12-28', '2023-12-29', ...months]),
      strategy: () => weights[at++] as number[],
      warmUp: 1,
      rebalance: monthly,
      cost: 0,
      gainsTax: 0.3,
    });
    // B is sold with a loss of 0.25. A, bought for 0.75, is 3 then: W' = 3 − 0.3 · (0.75 (3 − W'/2) − 0.25).
    const after = 2.4 / 0.8875;
    expect(trades.map(({ tax }) => tax)).toEqual([0, 0, expect.closeTo((3 - after) / 3, 12)]);
  });

  it('more cost, less wealth', async () => {
    const end = async (cost: number): Promise<number> =>
      (await backtest({ market, strategy: [0.6, 0.4], rebalance: monthly, cost, gainsTax: 0 })).wealth.at(
        -1,
      ) as number;
    expect(await end(0.01)).toBeLessThan(await end(0.001));
  });
});

describe('benchmark and figures', () => {
  it('compares over the same dates, and gives every figure an id of its own', async () => {
    const result = await backtest({
      market,
      strategy: momentum,
      warmUp: 40,
      rebalance: monthly,
      cost: 0.001,
      gainsTax: 0.25,
      benchmark: [1, 0],
    });
    expect(result.benchmark?.wealth).toHaveLength(result.dates.length);
    expect(result.benchmark?.wealth.at(-1)).toBeCloseTo(
      (market.closes.at(-1)?.[0] as number) / (market.closes[41]?.[0] as number),
      12,
    );
    const figures = backtestFigures(result, { riskFree: 0.01, seed: 1 });
    const byId = new Map(figures.map(({ id, value }) => [id, value]));
    expect(byId.size).toBe(figures.length);
    expect(byId.get('backtest.excess')).toBeCloseTo(
      (byId.get('backtest.return') as number) - (byId.get('backtest.benchmarkReturn') as number),
      12,
    );
    expect(byId.get('backtest.turnover')).toBe(result.turnover);
  });

  it('gives the same bits again', async () => {
    const ask = () =>
      backtest({ market, strategy: momentum, warmUp: 40, rebalance: monthly, cost: 0.001, gainsTax: 0.2 });
    expect(await ask()).toEqual(await ask());
  });
});

it.each([
  [{ strategy: [0.5, 0.4] }, 'the weights 0.5, 0.4 of A, B are no portfolio'],
  [{ strategy: [1.5, -0.5] }, 'are no portfolio'],
  [{ strategy: momentum }, 'a rule that sees 0 returns'],
  [{ strategy: momentum, warmUp: 299 }, 'a backtest of 300 dates, 300 of them before it begins'],
  [{ cost: -1 }, 'a backtest with a cost of -1'],
  [{ rebalance: { kind: 'threshold', drift: 0 } as const }, 'rebalancing at a drift of 0'],
])('refuses %j', async (change, message) => {
  const given = { market, strategy: [0.5, 0.5], rebalance: monthly, ...free, ...change };
  await expect(backtest(given)).rejects.toThrow(message);
});
