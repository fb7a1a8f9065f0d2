/** What the gate permits at the client's level and at each lower one, and the products that all estimates are made from. */

import type { OwnPrices } from '../market/own-prices.ts';
import type { Level } from '../profile/score.ts';
import { cleanProducts } from '../suitability/clean-products.ts';
import type { Gate } from '../suitability/gate.ts';
import { isShort } from '../suitability/price-rules.ts';
import type { Product } from '../suitability/products.ts';

export interface Offer {
  level: Level;
  /** In the order of the product list. */
  products: Product[];
}

const LEVELS = [5, 4, 3, 2, 1] as const;

export class Offers {
  readonly #products: readonly Product[];
  readonly #prices: ReadonlyMap<string, OwnPrices>;
  readonly #clean: readonly Product[];
  /** As `cleanProducts` tells them. */
  readonly apart: ReadonlyMap<string, number>;

  /** `day`: of the advice. */
  constructor(products: readonly Product[], prices: ReadonlyMap<string, OwnPrices>, day: string) {
    const { clean, apart } = cleanProducts(products, prices, day);
    this.#products = products;
    this.#prices = prices;
    this.#clean = clean;
    this.apart = apart;
  }

  /** From `level` down. */
  until(level: Level, gate: Gate): Offer[] {
    return LEVELS.filter((one) => one <= level).map((one) => ({
      level: one,
      products: this.#permitted(gate.at(one)),
    }));
  }

  /**
   * `offered`, and all other products with clean prices in the same currency; but those with a short history, which would take years from
   * all, only where this client may hold them at some level.
   */
  estimated(gate: Gate, offered: readonly Product[]): Product[] {
    const currencyOf = ({ symbol }: Product) => this.#prices.get(symbol)?.market?.currency ?? null;
    const [first] = offered;
    const own = new Set(offered);
    const atSomeLevel = new Set(this.#permitted(gate.at(5)));
    return this.#clean.filter((product) => {
      if (own.has(product)) return true;
      const market = this.#prices.get(product.symbol)?.market ?? null;
      if (market === null || first === undefined || market.currency !== currencyOf(first)) return false;
      return atSomeLevel.has(product) || !isShort(market);
    });
  }

  #permitted(gate: Gate): Product[] {
    const { permitted } = gate.open(this.#products);
    return gate.priced(permitted, this.#prices, this.apart).permitted;
  }
}
