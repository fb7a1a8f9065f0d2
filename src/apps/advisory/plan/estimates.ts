/** What is taken from the prices: returns, expected returns and covariance of the products that passed the gate. */

import { InputError } from '../../../core/errors.ts';
import { cleanPrices } from '../market/clean-prices.ts';
import type { Market } from '../market/market.ts';
import type { PriceRow } from '../market/price-row.ts';
import { returnsOf } from '../market/returns.ts';
import type { Returns } from '../market/returns.ts';
import { covarianceOf } from '../portfolio/covariance.ts';
import type { Covariance } from '../portfolio/covariance.ts';
import { meansOf } from '../portfolio/means.ts';
import type { Means } from '../portfolio/means.ts';

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
}

/** Fewer assets have no common mean to be drawn to. */
const FEWEST_FOR_SHRINKAGE = 3;

/** @throws InputError where the prices cannot be used, or are in another currency than the client's money. */
export function estimatesOf(
  { rows, source }: Prices,
  symbols: readonly string[],
  currency: string,
): Estimates {
  const wanted = new Set(symbols);
  const market = cleanPrices(
    rows.filter(({ symbol }) => wanted.has(symbol)),
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
  const method = symbols.length < FEWEST_FOR_SHRINKAGE ? 'historical' : 'bayes-stein';
  return {
    ...{ market, returns },
    means: meansOf(returns, method),
    covariance: covarianceOf(returns, 'ledoit-wolf'),
  };
}
