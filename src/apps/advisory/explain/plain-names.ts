/** Names that promise nothing, for products and goals whose own names cannot be said to a client. */

import type { BoundNumber } from './bind.ts';
import type { Names } from './cues.ts';

/**
 * Names as they are, but of what `numbers` tell nothing about: a product goes by its symbol, a goal by its place in the list of goals.
 */
export function plainNames({ products, goals }: Names, numbers: readonly BoundNumber[]): Names {
  const told = numbers.flatMap(({ figure }) => figure ?? []);
  return {
    products: Object.fromEntries(
      Object.entries(products).map(([symbol, names]) => [
        symbol,
        told.includes(`plan.weight.${symbol}`) ? names : [symbol, symbol],
      ]),
    ),
    goals: Object.fromEntries(
      Object.entries(goals).map(([id, names], at) => [
        id,
        told.includes(`goal.${id}.probability`) ? names : [`numbered ${at + 1}`, `编号${at + 1}`],
      ]),
    ),
  };
}
