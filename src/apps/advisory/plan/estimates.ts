/**
 * What is taken from the prices: returns, expected returns and covariance. They are estimated over all products whose prices can be used, so
 * that what a client may hold changes none of them.
 */

import { InputError } from '../../../core/errors.ts';
import { cleanPrices } from '../market/clean-prices.ts';
import type { Market } from '../market/market.ts';
import type { PriceRow } from '../market/price-row.ts';
import { returnsOf } from '../market/returns.ts';
import type { Returns } from '../market/returns.ts';
import { ALIKE, alikeGroups, correlation, followingCorrelation } from '../portfolio/alike.ts';
import { covarianceOf } from '../portfolio/covariance.ts';
import type { Covariance } from '../portfolio/covariance.ts';
import { meansOf } from '../portfolio/means.ts';
import type { Means } from '../portfolio/means.ts';
import { scaledCovariance } from '../portfolio/scaled-covariance.ts';

export interface Prices {
  rows: readonly PriceRow[];
  /** What errors call them: the file or the provider. */
  source: string;
}

export interface Estimates {
  market: Market;
  returns: Returns;
  means: Means;
  covariance: Covariance;
  /** Products that count as one. */
  alike: Alike[];
}

/** Share classes of one fund, funds of one index: two or more. */
export interface Alike {
  symbols: string[];
  /** That the product list names for two of them; null where it names none. */
  index: string | null;
  /** Of the returns of the two that are nearest to each other, at once or a period apart. */
  correlation: number;
  /** Those whose returns come a period after another's: beside other products they look as if they spread risk. */
  late: string[];
}

/** Fewer assets have no common mean to be drawn to. */
const FEWEST_FOR_SHRINKAGE = 3;

/**
 * `indexOf`: the index that a product is a fund of, where the list names one.
 * @throws InputError where the prices cannot be used, or are in another currency than the client's money.
 */
export function estimatesOf(
  { rows, source }: Prices,
  symbols: readonly string[],
  currency: string,
  indexOf: ReadonlyMap<string, string> = new Map(),
): Estimates {
  // In the order of the product list: that of the rows would decide which random numbers are whose.
  const rowsOf = Map.groupBy(rows, ({ symbol }) => symbol);
  const market = cleanPrices(
    symbols.flatMap((symbol) => rowsOf.get(symbol) ?? []),
    source,
  );
  if (market.currency !== null && market.currency !== currency) {
    throw new InputError(
      `${source}: the prices are in ${market.currency}, the client's money is in ${currency}`,
      {
        hint: `Give prices in ${currency}: what the client gets depends on the exchange rate too.`,
      },
    );
  }
  const returns = returnsOf(market, 'simple');
  const { matrix } = covarianceOf(returns, 'sample');
  const named = market.symbols.map((symbol) => indexOf.get(symbol)?.trim().toLowerCase());
  const follows = (first: number, second: number): number =>
    followingCorrelation(returns.values, first, second);
  const groups = alikeGroups(
    matrix,
    (i, j) =>
      (named[i] !== undefined && named[i] === named[j]) || follows(i, j) > ALIKE || follows(j, i) > ALIKE,
  );
  const repeated = groups.flatMap(([, ...others]) => others);
  const counted = market.symbols.length - repeated.length;
  const method = counted < FEWEST_FOR_SHRINKAGE ? 'historical' : 'bayes-stein';
  return {
    ...{ market, returns },
    means: meansOf(returns, method, repeated),
    covariance: scaledCovariance(returns, groups),
    alike: groups.map((group) => ({
      symbols: group.map((i) => market.symbols[i] as string),
      index: sharedIndex(group.flatMap((i) => indexOf.get(market.symbols[i] as string) ?? [])),
      correlation: Math.max(
        ...pairsOf(group).map(([i, j]) => Math.max(correlation(matrix, i, j), follows(i, j), follows(j, i))),
      ),
      late: group
        .filter((i) => group.some((other) => other !== i && follows(other, i) > ALIKE))
        .map((i) => market.symbols[i] as string),
    })),
  };
}

function sharedIndex(names: readonly string[]): string | null {
  const plain = names.map((name) => name.trim().toLowerCase());
  return names.find((_, i) => plain.indexOf(plain[i] as string) < i) ?? null;
}

function pairsOf(group: readonly number[]): [number, number][] {
  return group.flatMap((i, at) => group.slice(0, at).map((j): [number, number] => [i, j]));
}

/** Those of `symbols`, in the order of `all`, as they were estimated among all. */
export function estimatesFor(all: Estimates, symbols: readonly string[]): Estimates {
  const places = all.means.symbols.flatMap((symbol, i) => (symbols.includes(symbol) ? [i] : []));
  const of = <T>(items: readonly T[]): T[] => places.map((i) => items[i] as T);
  const { market, returns, means, covariance, alike } = all;
  const part = of(means.symbols);
  return {
    market: { ...market, symbols: part, closes: market.closes.map(of) },
    returns: { ...returns, symbols: part, values: returns.values.map(of) },
    means: { ...means, symbols: part, values: of(means.values), standardErrors: of(means.standardErrors) },
    covariance: { ...covariance, symbols: part, matrix: of(covariance.matrix).map(of) },
    alike: alike
      .map((group) => ({ ...group, symbols: group.symbols.filter((symbol) => symbols.includes(symbol)) }))
      .filter(({ symbols: left }) => left.length > 1),
  };
}
