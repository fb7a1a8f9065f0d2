/**
 * Numbers exact enough to check arithmetic with. As long as it can, a number is a fraction of two whole numbers that a double
 * holds exactly, which nearly all figures and results of a trace are; beyond that it is a decimal of 40 digits.
 */

import { Decimal } from 'decimal.js';

/** Decimals of 40 digits, apart from the settings of anybody else who uses decimal.js. */
const Wide = Decimal.clone({ precision: 40, defaults: true });

/** A number of so many characters is a whole number below 2^51 by a power of ten, to which a product with that power rounds. */
const MAX_DIGITS = 15;
const TENS = Array.from({ length: MAX_DIGITS + 1 }, (_, power) => Number(`1e${power}`));

export class Exact {
  /** NaN in a decimal, so that no sum or product of it passes for a fraction. */
  readonly #above: number;
  /** Above zero. */
  readonly #below: number;
  readonly #wide: Decimal | null;

  private constructor(above: number, below: number, wide: Decimal | null) {
    this.#above = above;
    this.#below = below;
    this.#wide = wide;
  }

  static of(value: number): Exact {
    return Number.isSafeInteger(value) ? new Exact(value, 1, null) : Exact.scaled(String(value), 0);
  }

  /** `digits` times ten to the `power`. */
  static scaled(digits: string, power: number): Exact {
    const point = digits.indexOf('.');
    const decimals = point < 0 ? 0 : digits.length - point - 1;
    const ten = TENS[Math.abs(power - decimals)];
    if (ten !== undefined && digits.length <= MAX_DIGITS && !digits.includes('e')) {
      const whole = Math.round(Number(digits) * (TENS[decimals] ?? NaN));
      const [above, below] = power < decimals ? [whole, ten] : [whole * ten, 1];
      if (isSafe(above)) return new Exact(above, below, null);
    }
    return Exact.#ofWide(new Wide(power === 0 ? digits : `${digits}e${power}`));
  }

  static #fraction(above: number, below: number): Exact | null {
    return isSafe(above) && isSafe(below) && below > 0 ? new Exact(above, below, null) : null;
  }

  static #ofWide(wide: Decimal): Exact {
    return new Exact(NaN, 1, wide);
  }

  plus(other: Exact | number): Exact {
    const own = typeof other === 'number' ? Exact.of(other) : other;
    const sum = this.#sum(own.#above, own.#below);
    return sum ?? Exact.#ofWide(this.toDecimal().plus(own.toDecimal()));
  }

  minus(other: Exact | number): Exact {
    const own = typeof other === 'number' ? Exact.of(other) : other;
    const difference = this.#sum(-own.#above, own.#below);
    return difference ?? Exact.#ofWide(this.toDecimal().minus(own.toDecimal()));
  }

  times(other: Exact | number): Exact {
    const own = typeof other === 'number' ? Exact.of(other) : other;
    const product = Exact.#fraction(this.#above * own.#above, this.#below * own.#below);
    return product ?? Exact.#ofWide(this.toDecimal().times(own.toDecimal()));
  }

  dividedBy(other: Exact | number): Exact {
    const own = typeof other === 'number' ? Exact.of(other) : other;
    const sign = Math.sign(own.#above);
    const quotient = Exact.#fraction(sign * this.#above * own.#below, sign * this.#below * own.#above);
    return quotient ?? Exact.#ofWide(this.toDecimal().dividedBy(own.toDecimal()));
  }

  pow(exponent: Exact | number): Exact {
    return Exact.#ofWide(
      this.toDecimal().pow(typeof exponent === 'number' ? exponent : exponent.toDecimal()),
    );
  }

  sqrt(): Exact {
    return Exact.#ofWide(this.toDecimal().sqrt());
  }

  negated(): Exact {
    return this.#wide === null
      ? new Exact(-this.#above, this.#below, null)
      : Exact.#ofWide(this.#wide.negated());
  }

  abs(): Exact {
    return this.isNegative() ? this.negated() : this;
  }

  isZero(): boolean {
    return this.#wide === null ? this.#above === 0 : this.#wide.isZero();
  }

  isNegative(): boolean {
    return this.#wide === null ? this.#above < 0 || Object.is(this.#above, -0) : this.#wide.isNegative();
  }

  isFinite(): boolean {
    return this.#wide === null || this.#wide.isFinite();
  }

  /** Below zero where this is the lesser, above zero where it is the greater; NaN where either is no number. */
  comparedTo(number: Exact | number): number {
    const other = typeof number === 'number' ? Exact.of(number) : number;
    const [left, right] = [this.#above * other.#below, other.#above * this.#below];
    if (isSafe(left) && isSafe(right)) return left - right;
    if (this.#wide !== null || other.#wide !== null) return this.toDecimal().comparedTo(other.toDecimal());
    return Number(BigInt(this.#above) * BigInt(other.#below) - BigInt(other.#above) * BigInt(this.#below));
  }

  toNumber(): number {
    return this.#wide === null ? this.#above / this.#below : this.#wide.toNumber();
  }

  toDecimal(): Decimal {
    return this.#wide ?? new Wide(this.#above).dividedBy(this.#below);
  }

  #sum(above: number, below: number): Exact | null {
    if (below === this.#below) return Exact.#fraction(this.#above + above, below);
    const [left, right] = [this.#above * below, above * this.#below];
    return isSafe(left) && isSafe(right) ? Exact.#fraction(left + right, this.#below * below) : null;
  }
}

/** A product of whole numbers is exact where it is no greater than this; a sum of such products too. */
function isSafe(whole: number): boolean {
  return Math.abs(whole) <= Number.MAX_SAFE_INTEGER;
}
