/** The results that a trace calculates, to tell which of its numbers state one of them again. */

import { halfUnit, unitFactor, type ParsedNumber } from '../number.ts';
import type { Claim } from './claim.ts';

interface Result {
  claim: number;
  holds: boolean;
  /** Where the claim ends in the text. */
  end: number;
  /** Magnitudes that a number restating the result may have, in the result's unit and as a share. */
  magnitudes: number[];
}

/** Where the digits of a number say this little, only the exact number restates a result. */
const LEAST_DIGITS = 2;
const STAGED_DIGITS = 4;

export class Results {
  readonly #results: Result[] = [];
  /** Powers of ten between what is printed bare and what is printed with a scale word. */
  readonly #scales: readonly number[];

  constructor(claims: readonly Claim[], scales: ReadonlySet<number>) {
    this.#scales = [...scales];
    for (const [claim, { holds, computed, stated, unit, power, end }] of claims.entries()) {
      const printed = (holds ? [computed, stated] : [stated]).filter((value) => value !== null);
      const factor = unitFactor(unit);
      const factors = [1, ...(factor === 1 ? [] : [factor]), ...(power === 0 ? [] : [10 ** -power])];
      const magnitudes = printed.flatMap((value) => factors.map((own) => Math.abs(value * own)));
      // A growth factor, 1.0824, is stated again as growth, 8.24%.
      for (const value of printed) {
        const growth = Math.abs(value * factor - 1);
        if (factor === 1 && growth > 0 && growth < 1) magnitudes.push(growth);
      }
      if (magnitudes.length > 0) this.#results.push({ claim, holds, end, magnitudes });
    }
  }

  /** The claim whose result the number states, earlier ones that hold first, later ones where it `mayPrecede`; null without. */
  restated(number: ParsedNumber, start: number, mayPrecede: boolean): number | null {
    let best: Result | null = null;
    for (const result of this.#results) {
      if (result.end > start && !mayPrecede) continue;
      if (best !== null && rank(result, start) <= rank(best, start)) continue;
      if (this.#restates(number, result)) best = result;
    }
    return best?.claim ?? null;
  }

  #restates(number: ParsedNumber, { magnitudes }: Result): boolean {
    const value = Math.abs(number.value);
    const half = number.significant >= LEAST_DIGITS ? stages(number) * halfUnit(number) : 0;
    const factors = [1];
    if (number.unit !== 'plain') factors.push(unitFactor(number.unit));
    if (number.power !== 0) {
      factors.push(10 ** -number.power);
      for (const scale of this.#scales) factors.push(10 ** -scale);
    } else if (number.unit === 'plain') {
      for (const scale of this.#scales) if (value >= 10 ** scale) factors.push(10 ** -scale);
    }
    for (const factor of factors) {
      const own = value * factor;
      const slack = half * factor * (1 + 1e-9);
      for (const magnitude of magnitudes) {
        if (Math.abs(own - magnitude) <= slack + magnitude * 1e-12) return true;
      }
    }
    return false;
  }
}

/** Rounded in stages, a number may be off by more than half a unit of its last digit. */
function stages({ significant }: ParsedNumber): number {
  return significant >= STAGED_DIGITS ? 2 : significant === STAGED_DIGITS - 1 ? 1.1 : 1;
}

/** Results that hold before those that do not, earlier ones before later ones. */
function rank({ holds, end }: Result, start: number): number {
  return (holds ? 2 : 0) + (end <= start ? 1 : 0);
}
