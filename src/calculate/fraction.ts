/** Exact fractions of whole numbers, for arithmetic in which 1 / 3 · 3 is 1. */

import type { Decimal } from 'decimal.js';
import { Exact } from './decimal.ts';

export class Fraction {
  readonly above: bigint;
  /** Above zero, without a common divisor with `above`. */
  readonly below: bigint;

  private constructor(above: bigint, below: bigint) {
    this.above = above;
    this.below = below;
  }

  /** `above / below` in lowest terms; `below` is not zero. */
  static reduced(above: bigint, below: bigint): Fraction {
    const divisor = greatestCommonDivisor(above, below) * (below < 0n ? -1n : 1n);
    return new Fraction(above / divisor, below / divisor);
  }

  /** Of digits with or without a point, without a sign or exponent. */
  static of(decimal: string): Fraction {
    const [whole = '', places = ''] = decimal.split('.');
    return Fraction.reduced(BigInt(whole + places), 10n ** BigInt(places.length));
  }

  get isZero(): boolean {
    return this.above === 0n;
  }

  plus(other: Fraction): Fraction {
    return Fraction.reduced(this.above * other.below + other.above * this.below, this.below * other.below);
  }

  negated(): Fraction {
    return new Fraction(-this.above, this.below);
  }

  abs(): Fraction {
    return this.above < 0n ? this.negated() : this;
  }

  times(other: Fraction): Fraction {
    return Fraction.reduced(this.above * other.above, this.below * other.below);
  }

  /** 1 / this; not of zero. */
  inverse(): Fraction {
    return this.above < 0n ? new Fraction(-this.below, -this.above) : new Fraction(this.below, this.above);
  }

  /** To a whole power; not of zero to a negative one. Powers of lowest terms are in lowest terms. */
  power(exponent: bigint): Fraction {
    return exponent < 0n
      ? this.inverse().power(-exponent)
      : new Fraction(this.above ** exponent, this.below ** exponent);
  }

  equals(other: Fraction): boolean {
    return this.above === other.above && this.below === other.below;
  }

  /** Digits of the longer of the two whole numbers, roughly. */
  get digits(): number {
    const hex = Math.max(this.above.toString(16).length, this.below.toString(16).length);
    return Math.ceil(hex * 1.21);
  }

  toDecimal(): Decimal {
    return new Exact(this.above.toString()).dividedBy(this.below.toString());
  }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [left, right] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (right !== 0n) [left, right] = [right, left % right];
  return left;
}
