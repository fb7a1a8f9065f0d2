/** A batch of rows in the middle of a generation: its caches, and which row stands where. */

import type { Distribution } from './next-token.ts';

export interface RunningBatch {
  /** For each place: the row it holds, or −1. */
  readonly rowOf: Int32Array;
  /** Runs every row's newest token and leaves the next one's distribution at the row's place. */
  step(distribution: Distribution): Promise<void>;
  /** Packs the rows that still run more tightly, when that empties a quarter of the places. */
  keep(rows: readonly number[]): void;
}

/** Fewer places are worth a move of the caches when a quarter goes. */
export function isWorthPacking(places: number, tighter: number): boolean {
  return tighter <= 0.75 * places;
}
