/** Products whose prices can be computed with, whoever the client is: what is estimated must not depend on what a client may hold. */

import { datesApart } from '../market/apart.ts';
import type { OwnPrices } from '../market/own-prices.ts';
import { isUnderstated } from './class-rules.ts';
import { priceFindings } from './price-rules.ts';
import type { Product } from './products.ts';

export interface CleanProducts {
  clean: Product[];
  /** By symbol, the share of the others' dates that a product has, where these are too few. */
  apart: Map<string, number>;
}

/** `day`: of the advice. */
export function cleanProducts(
  products: readonly Product[],
  prices: ReadonlyMap<string, OwnPrices>,
  day: string,
): CleanProducts {
  const usable = products.filter((product) => {
    const own = prices.get(product.symbol);
    if (own?.market == null || isUnderstated(product, own.market)) return false;
    return !priceFindings(product, own, day).some(({ decision }) => decision === 'refuse');
  });
  const apart = datesApart(
    new Map(usable.map(({ symbol }) => [symbol, prices.get(symbol)?.market?.dates ?? []])),
  );
  return { clean: usable.filter(({ symbol }) => !apart.has(symbol)), apart };
}
