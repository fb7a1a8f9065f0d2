/**
 * Evaluates an arithmetic expression by recursive descent, in exact fractions as long as they stay short. `%` binds tightest
 * and divides by 100, then `^` (to the right), then signs, then `* /`, then `+ -`: -2^2 is -4, 2^3^2 is 2^9,
 * 200 + 10 % is 200.1.
 */

import type { Decimal } from 'decimal.js';
import { InputError } from '../core/errors.ts';
import { Fraction } from './fraction.ts';
import { type Token, readTokens, unexpected } from './expression-tokens.ts';

export interface Evaluated {
  value: Fraction;
  /** False where a value on the way was rounded to 80 digits: an endless root, or a fraction of more than 1000 digits. */
  exact: boolean;
}

const DEEPEST = 64;
/** More digits above or below the line are rounded to `KEPT` ones; keeps the longest expression under a second. */
const MOST_DIGITS = 1000;
const KEPT = 80;
/** Power of ten of the greatest and the least rounded value. */
const FARTHEST = 500;
/** Up to this denominator of an exponent the root is tried for being exact. */
const MOST_ROOT = 100n;
const HUNDREDTH = Fraction.of('0.01');
const ONE = Fraction.of('1');

export function evaluateExpression(expression: string): Evaluated {
  const parser = new Parser(readTokens(expression));
  return { value: parser.whole(), exact: parser.exact };
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  exact = true;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Fraction {
    const value = this.#sum();
    if (this.#token.kind !== 'end') throw this.#unexpected('an operator or the end');
    return value;
  }

  #sum(): Fraction {
    let value = this.#product();
    for (let operator = this.#take('+-'); operator !== undefined; operator = this.#take('+-')) {
      const next = this.#product();
      value = this.#settled(value.plus(operator.text === '+' ? next : next.negated()));
    }
    return value;
  }

  #product(): Fraction {
    let value = this.#signed();
    for (let operator = this.#take('*/'); operator !== undefined; operator = this.#take('*/')) {
      const next = this.#signed();
      if (operator.text === '/' && next.isZero) throw byZero(operator);
      value = this.#settled(value.times(operator.text === '*' ? next : next.inverse()));
    }
    return value;
  }

  #signed(): Fraction {
    let negative = false;
    for (let sign = this.#take('+-'); sign !== undefined; sign = this.#take('+-')) {
      if (sign.text === '-') negative = !negative;
    }
    const value = this.#power();
    return negative ? value.negated() : value;
  }

  #power(): Fraction {
    const base = this.#percent();
    const operator = this.#take('^');
    if (operator === undefined) return base;
    return this.#deeper(() => this.#raise(base, this.#signed(), operator));
  }

  #raise(base: Fraction, exponent: Fraction, operator: Token): Fraction {
    if (base.isZero && exponent.above < 0n) throw byZero(operator);
    if (base.equals(ONE) || base.isZero) return exponent.isZero ? ONE : base;
    const whole = exponent.below === 1n;
    if (base.above < 0n && !whole) {
      throw unexpected('^', operator.position, 'a base that is not negative for a broken exponent');
    }
    const short = BigInt(base.digits) * exponent.abs().above <= BigInt(MOST_DIGITS);
    if (whole && short) return base.power(exponent.above);
    const power = base.abs().toDecimal().pow(exponent.toDecimal());
    if (short && exponent.below <= MOST_ROOT) {
      const candidate = rounded(power, 40);
      if (candidate.power(exponent.below).equals(base.power(exponent.above))) return candidate;
    }
    this.exact = false;
    const result = rounded(power, KEPT);
    return base.above < 0n && exponent.above % 2n !== 0n ? result.negated() : result;
  }

  /** Fractions that grow too long are rounded, which the longest expressions need. */
  #settled(value: Fraction): Fraction {
    if (value.digits <= MOST_DIGITS) return value;
    this.exact = false;
    const result = rounded(value.abs().toDecimal(), KEPT);
    return value.above < 0n ? result.negated() : result;
  }

  #percent(): Fraction {
    let value = this.#atom();
    while (this.#take('%') !== undefined) value = value.times(HUNDREDTH);
    return value;
  }

  #atom(): Fraction {
    const token = this.#token;
    if (token.kind === 'number') {
      this.#at++;
      return Fraction.of(token.text);
    }
    if (this.#take('(') === undefined) throw this.#unexpected('a number or "("');
    return this.#deeper(() => {
      const value = this.#sum();
      if (this.#take(')') === undefined) throw this.#unexpected('an operator or ")"');
      return value;
    });
  }

  #deeper(read: () => Fraction): Fraction {
    if (++this.#depth > DEEPEST) {
      throw this.#unexpected(`at most ${DEEPEST} parentheses and powers inside one another`);
    }
    const value = read();
    this.#depth--;
    return value;
  }

  get #token(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: 'the end', position: 0 };
  }

  #take(operators: string): Token | undefined {
    const token = this.#token;
    if (token.kind !== 'operator' || !operators.includes(token.text)) return undefined;
    this.#at++;
    return token;
  }

  #unexpected(expectation: string): InputError {
    return unexpected(this.#token.text, this.#token.position, expectation);
  }
}

function byZero({ text, position }: Token): InputError {
  return unexpected(text, position, 'no division by zero');
}

/** Of a decimal that is not negative. */
function rounded(value: Decimal, digits: number): Fraction {
  if (!value.isFinite() || value.isZero() || Math.abs(value.e) > FARTHEST) {
    throw new InputError(
      `expression has a value beyond 1e${FARTHEST} or nearer to 0 than 1e-${FARTHEST} on the way; expected smaller powers`,
    );
  }
  return Fraction.of(value.toSignificantDigits(digits).toFixed());
}
