/** Dropout masks from a seeded stream: the same labels give the same mask in every run, so that a resumed one goes on alike. */

import type { Random } from '../../core/random.ts';

const STEPS = 65536;

/** The probability that is used: `dropout` rounded to a multiple of 2⁻¹⁶, so that one random number serves two inputs. */
export function usedDropout(dropout: number): number {
  return Math.round(dropout * STEPS) / STEPS;
}

/** Fills `mask` with 1 where an input is kept and 0 where it is dropped. */
export function fillDropoutMask(mask: Uint8Array, dropout: number, random: Random): void {
  const threshold = Math.round(dropout * STEPS);
  for (let i = 0; i < mask.length; i += 2) {
    const bits = random.uint32();
    mask[i] = bits >>> 16 >= threshold ? 1 : 0;
    // A write behind the end of a typed array is ignored.
    mask[i + 1] = (bits & 0xffff) >= threshold ? 1 : 0;
  }
}
