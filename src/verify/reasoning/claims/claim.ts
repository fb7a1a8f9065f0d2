/** A claim: something a trace states of numbers that can be recomputed or compared. */

import type { NumberUnit } from '../../number.ts';

export type ClaimKind = 'arithmetic' | 'average' | 'change' | 'comparison' | 'conversion' | 'ratio';

export interface Claim {
  kind: ClaimKind;
  /** Where the claim stands, its stated result included. */
  start: number;
  end: number;
  text: string;
  /** The calculation as printed; of a comparison the whole of it. */
  expression: string;
  /** Where the stated result stands; in a comparison, which states none, both are `end`. */
  statedStart: number;
  statedEnd: number;
  /** The stated result in its own unit: 1.64 for `1.64%`; null in a comparison. */
  stated: number | null;
  unit: NumberUnit;
  /** The power of ten that the stated result's scale word stands for: 6 for `94 million`. */
  power: number;
  /** The exact result in the stated result's unit; null where there is none, as in a division by zero. */
  computed: number | null;
  holds: boolean;
  /** Taken back by the trace itself, or calculated anew later: no error of the answer. */
  abandoned: boolean;
}

/** Why a claim does not hold, for people. */
export function faultOf({ kind, text, computed }: Claim): string {
  if (kind === 'comparison') return `"${text}" is not so`;
  return computed === null ? `"${text}" has no result` : `"${text}" does not hold: it is ${shown(computed)}`;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(8)));
}
