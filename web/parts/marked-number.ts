/** A number of a text with what the checker says of it: the same whether it comes from a stream or from a run. */

import type { NumberStatus, Origin } from '../../src/verify/index.ts';

export interface MarkedNumber {
  start: number;
  end: number;
  text: string;
  status: NumberStatus;
  /** Null: none. */
  origin: Origin | null;
  abandoned: boolean;
  note?: string;
}

/** A calculation in a text. */
export interface MarkedClaim {
  start: number;
  end: number;
  text: string;
  holds: boolean;
  computed: number | null;
}
