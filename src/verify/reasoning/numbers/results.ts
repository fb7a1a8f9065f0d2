/** The results that a trace calculates, to tell which of its numbers state one of them again. */

import { firstIndex } from '../../../core/first-index.ts';
import { halfUnit, unitFactor, type ParsedNumber } from '../../number.ts';
import type { Claim } from '../claims/claim.ts';

interface Result {
  claim: number;
  holds: boolean;
  /** Where the claim ends in the text. */
  end: number;
  /** One that a number restating the result may have: in the result's unit, or as a share. */
  magnitude: number;
}

/** Where the digits of a number say this little, only the exact number restates a result. */
const LEAST_DIGITS = 2;
const STAGED_DIGITS = 4;
/** Results this close, as a share, are looked at one by one. */
const CLOSE = 1e-11;

export class Results {
  /** By their magnitudes; a result has several. */
  readonly #results: readonly Result[];
  /** Powers of ten between what is printed bare and what is printed with a scale word. */
  readonly #scales: readonly number[];

  constructor(claims: readonly Claim[], scales: ReadonlySet<number>) {
    this.#scales = [...scales];
    const results: Result[] = [];
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
      for (const magnitude of magnitudes) {
        if (!Number.isNaN(magnitude)) results.push({ claim, holds, end, magnitude });
      }
    }
    this.#results = results.sort((a, b) => a.magnitude - b.magnitude);
  }

  /** The claim whose result the number states, earlier ones that hold first, later ones where it `mayPrecede`; null without. */
  restated(number: ParsedNumber, start: number, mayPrecede: boolean): number | null {
    let best: Result | null = null;
    const value = Math.abs(number.value);
    const half = number.significant >= LEAST_DIGITS ? stages(number) * halfUnit(number) : 0;
    for (const factor of this.#factors(number)) {
      const own = value * factor;
      const slack = half * factor * (1 + 1e-9);
      const highest = (own + slack) * (1 + CLOSE);
      for (let at = this.#firstFrom((own - slack) * (1 - CLOSE)); at < this.#results.length; at++) {
        const result = this.#results[at] as Result;
        if (result.magnitude > highest) break;
        if (Math.abs(own - result.magnitude) > slack + result.magnitude * 1e-12) continue;
        if (result.end > start && !mayPrecede) continue;
        if (best === null || isBefore(result, best, start)) best = result;
      }
    }
    return best?.claim ?? null;
  }

  /** What the number may be multiplied by to be a result's magnitude. */
  #factors(number: ParsedNumber): number[] {
    const factors = [1];
    if (number.unit !== 'plain') factors.push(unitFactor(number.unit));
    if (number.power !== 0) {
      factors.push(10 ** -number.power);
      for (const scale of this.#scales) factors.push(10 ** -scale);
    } else if (number.unit === 'plain') {
      for (const scale of this.#scales) if (Math.abs(number.value) >= 10 ** scale) factors.push(10 ** -scale);
    }
    return factors;
  }

  /** The index of the first result that is not below. */
  #firstFrom(magnitude: number): number {
    return firstIndex(this.#results.length, (at) => (this.#results[at] as Result).magnitude < magnitude);
  }
}

/** Rounded in stages, a number may be off by more than half a unit of its last digit. */
function stages({ significant }: ParsedNumber): number {
  return significant >= STAGED_DIGITS ? 2 : significant === STAGED_DIGITS - 1 ? 1.1 : 1;
}

/** Results that hold come before those that do not, then those that the text has given by then, then the first. */
function isBefore(result: Result, other: Result, start: number): boolean {
  const ahead = rank(result, start) - rank(other, start);
  return ahead > 0 || (ahead === 0 && result.claim < other.claim);
}

function rank({ holds, end }: Result, start: number): number {
  return (holds ? 2 : 0) + (end <= start ? 1 : 0);
}
