/**
 * How a rule for weights would have done: bought, left to drift, brought back, with costs and taxes. At a date's close only returns of earlier
 * dates decide. What it shows of the past says little of the future, and nothing where the rule was chosen for it.
 */

import { InputError } from '../../../core/errors.ts';
import type { Market } from '../market/market.ts';
import { returnsOf, type Returns } from '../market/returns.ts';
import { sum } from '../portfolio/linear.ts';
import { portfolioReturns } from '../risk/portfolio-returns.ts';
import { Holdings, type Rates, type Trade } from './holdings.ts';
import { isDue, type Rebalancing } from './rebalancing.ts';

/** Weights in the order of the market's symbols, from simple returns of dates before the one on which they are bought. */
export type Strategy = (history: Returns) => readonly number[] | Promise<readonly number[]>;

export interface BacktestOptions extends Rates {
  market: Market;
  /** Fixed weights, or a rule. */
  strategy: readonly number[] | Strategy;
  rebalance: Rebalancing;
  /** Returns that a rule sees before its first purchase; 0 for fixed weights where left out. */
  warmUp?: number;
  /** Weights of what it is compared with, brought back every period without costs. */
  benchmark?: readonly number[];
}

export interface Backtest {
  /** From the first purchase on. */
  dates: string[];
  /** After costs and taxes; 1 before the first purchase. */
  wealth: number[];
  /** Per period: one fewer than `dates`; the cost of the first purchase is in the first. */
  returns: number[];
  /** Wealth and returns of the benchmark over the same dates. */
  benchmark: { wealth: number[]; returns: number[] } | null;
  trades: Trade[];
  periodsPerYear: number;
  /** Σ|bought or sold| a year, as a fraction of wealth, without the first purchase. */
  turnover: number;
  /** Sums over all trades, each as a fraction of wealth at its time. */
  costs: number;
  taxes: number;
}

/** @throws InputError for weights that are no portfolio, or too short a history; and what the strategy throws. */
export async function backtest(options: BacktestOptions): Promise<Backtest> {
  const { market, strategy, rebalance, warmUp = 0, cost, gainsTax } = options;
  if (!(cost >= 0 && cost < 1 && gainsTax >= 0 && gainsTax < 1)) {
    throw new InputError(`a backtest with a cost of ${cost} and a tax of ${gainsTax}`, {
      hint: 'Give fractions of 0 or more, below 1.',
    });
  }
  const returns = returnsOf(market, 'simple');
  // The k-th return ends at date k + 1; at date `start` the returns 0 … start − 2 are those of earlier dates.
  const start = typeof strategy === 'function' ? warmUp + 1 : 0;
  if (typeof strategy === 'function' && warmUp < 1) {
    throw new InputError(`a rule that sees ${warmUp} returns`, { hint: 'Give a warm-up of at least 1.' });
  }
  if (market.dates.length - start < 2) {
    throw new InputError(`a backtest of ${market.dates.length} dates, ${start} of them before it begins`, {
      code: 'too-few-prices',
      hint: 'Give a longer history, or a shorter warm-up.',
    });
  }
  const weightsAt = async (date: number): Promise<readonly number[]> =>
    checked(
      typeof strategy === 'function' ? await strategy(before(returns, date)) : strategy,
      market.symbols,
    );

  let targets = await weightsAt(start);
  const holdings = new Holdings(targets, { cost, gainsTax });
  const wealth = [1];
  const first = 1 - holdings.wealth;
  const trades: Trade[] = [
    { date: market.dates[start] as string, turnover: holdings.wealth, cost: first, tax: 0 },
  ];
  for (let at = start + 1; at < market.dates.length; at++) {
    holdings.grow(returns.values[at - 1] as number[]);
    const [date, last] = [market.dates[at] as string, market.dates[at - 1] as string];
    // At the last close nothing is bought any more: it would only cost.
    const isEnd = at === market.dates.length - 1;
    if (!isEnd && isDue(rebalance, { before: last, date, weights: holdings.weights, targets })) {
      targets = await weightsAt(at);
      trades.push(holdings.rebalance(targets, date));
    }
    wealth.push(holdings.wealth);
  }
  const periods = wealth.length - 1;
  return {
    dates: market.dates.slice(start),
    wealth,
    returns: wealth.slice(1).map((value, at) => value / (wealth[at] as number) - 1),
    benchmark: options.benchmark
      ? compared(returns, start, checked(options.benchmark, market.symbols))
      : null,
    trades,
    periodsPerYear: market.periodsPerYear,
    turnover: (sum(trades.slice(1).map(({ turnover }) => turnover)) / periods) * market.periodsPerYear,
    costs: sum(trades.map((trade) => trade.cost)),
    taxes: sum(trades.map(({ tax }) => tax)),
  };
}

/** Copies, so that a strategy can neither see what follows nor change what was. */
function before(returns: Returns, date: number): Returns {
  const count = Math.max(0, date - 1);
  return {
    ...returns,
    dates: returns.dates.slice(0, count),
    values: returns.values.slice(0, count).map((row) => [...row]),
  };
}

function compared(returns: Returns, start: number, weights: readonly number[]): Backtest['benchmark'] {
  const own = portfolioReturns(returns, weights).slice(start);
  let total = 1;
  return { wealth: [1, ...own.map((value) => (total *= 1 + value))], returns: own };
}

function checked(weights: readonly number[], symbols: readonly string[]): readonly number[] {
  const total = sum(weights);
  const fits =
    weights.length === symbols.length && Math.abs(total - 1) < 1e-9 && weights.every((w) => w >= 0);
  if (fits) return weights;
  throw new InputError(`the weights ${weights.join(', ')} of ${symbols.join(', ')} are no portfolio`, {
    hint: 'Give one weight of 0 or more a symbol; together they are 1.',
  });
}
