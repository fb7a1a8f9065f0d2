/** One fault put into a number before it is written: what amounts, percentages and plain numbers have in common. */

import type { UnitConvention } from '../../core/question.ts';
import type { Random } from '../../core/random.ts';
import { nearMiss, shifted, type Digits } from './digits.ts';
import type { KnownPair } from './known-pair.ts';
import { numberPair, signed } from './wordings.ts';

/** `Own` is the fault that only this kind of number can have. Null: the number is right. */
export type Fault<Own extends string> = 'sign' | 'near miss' | 'magnitude' | Own | null;

/** None in half of the cases. */
export function drawFault<Own extends string>(random: Random, own: Own): Fault<Own> {
  return random.chance(0.5) ? random.pick(['sign', 'near miss', own, 'magnitude'] as const) : null;
}

export interface FaultyNumber {
  /** What stands before the fault in `kind`, e.g. `percent`. */
  family: string;
  unit: UnitConvention;
  gold: number;
  negative: boolean;
  fault: Fault<string>;
  /** The gold's digits as they are printed where nothing is wrong. */
  written: Digits;
  /** Digits as this kind of number, without a sign. */
  body: (digits: Digits) => string;
  /** By how many places a wrong magnitude may be off. */
  places: readonly number[];
  /** The right number, where it may be written in another way than `body(written)`. */
  right?: () => string;
  /** The number with the fault of its own kind. */
  own: () => string;
}

export function faultyPair(random: Random, number: FaultyNumber): KnownPair {
  const { family, unit, gold, negative, fault } = number;
  const text = textOf(random, number);
  const stated = signed(negative !== (fault === 'sign'), text, random);
  return numberPair(random, `${family}: ${fault ?? 'right'}`, unit, gold, stated, fault === null);
}

function textOf(random: Random, { fault, written, body, places, right, own }: FaultyNumber): string {
  switch (fault) {
    case null:
      return right === undefined ? body(written) : right();
    case 'sign':
      return body(written);
    case 'near miss':
      return body(nearMiss(written, random));
    case 'magnitude':
      return body(shifted(written, random.pick(places)));
    default:
      return own();
  }
}
