/** Where prices come from when they are not in a file: one interface for all providers. */

import type { PriceRow } from './price-row.ts';

export interface PriceProvider {
  /** For reports: who gave the prices. */
  readonly name: string;
  /** Closes of every symbol from `from` to `to` (ISO dates, both included). @throws InputError, RequestError. */
  fetch(symbols: readonly string[], from: string, to: string, signal?: AbortSignal): Promise<PriceRow[]>;
}
