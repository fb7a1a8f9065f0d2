/** Products that the client does not want, as the profile names them: without regard to case, as symbols are often written either way. */

import { InputError } from '../../../core/errors.ts';
import { nearest } from '../../../core/nearest.ts';
import type { Profile } from '../profile/profile.ts';
import type { Product } from './products.ts';

export function isExcluded({ symbol }: Product, { constraints }: Profile): boolean {
  return constraints.excludeSymbols.some((excluded) => sameSymbol(excluded, symbol));
}

/** @throws InputError where an exclusion names no product: misspelt, it would have no effect, and nobody would notice. */
export function checkExclusions({ constraints }: Profile, products: readonly Product[]): void {
  const symbols = products.map(({ symbol }) => symbol);
  for (const excluded of constraints.excludeSymbols) {
    if (symbols.some((symbol) => sameSymbol(excluded, symbol))) continue;
    const near = nearest(excluded, symbols);
    throw new InputError(
      `constraints.excludeSymbols: the product list has no "${excluded}"` +
        (near === undefined ? '' : `; did you mean "${near}"?`),
      { hint: 'Correct the symbol, or take it out: what is not on the list is not advised.' },
    );
  }
}

function sameSymbol(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
