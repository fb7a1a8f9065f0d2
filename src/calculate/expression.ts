/**
 * Evaluates an arithmetic expression in exact fractions, by recursive descent. `%` binds tightest and divides by 100, then
 * `^` (to the right), then signs, then `* /`, then `+ -`: -2^2 is -4, 2^3^2 is 2^9, 200 + 10 % is 200.1.
 */

import { InputError } from '../core/errors.ts';
import { Fraction } from './fraction.ts';
import { type Token, readTokens, unexpected } from './expression-tokens.ts';

export interface Evaluated {
  value: Fraction;
  /** False where a root or another broken power has none, and was rounded to 80 digits. */
  exact: boolean;
}

const DEEPEST = 64;
/** Above and below the line of any value on the way; keeps the longest expression under a second. */
const MOST_DIGITS = 1000;
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
      value = sized(value.plus(operator.text === '+' ? next : next.negated()));
    }
    return value;
  }

  #product(): Fraction {
    let value = this.#signed();
    for (let operator = this.#take('*/'); operator !== undefined; operator = this.#take('*/')) {
      const next = this.#signed();
      if (operator.text === '/' && next.isZero) throw byZero(operator);
      value = sized(value.times(operator.text === '*' ? next : next.inverse()));
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
    if (BigInt(base.digits) * exponent.abs().above > BigInt(MOST_DIGITS) * exponent.below) throw tooLong();
    if (exponent.below === 1n) return base.power(exponent.above);
    if (base.above < 0n) {
      throw unexpected(
        '^',
        operator.position,
        'a base that is not negative for an exponent that is not whole',
      );
    }
    const root = base.toDecimal().pow(exponent.toDecimal());
    const candidate = Fraction.of(root.toSignificantDigits(40).toFixed());
    if (exponent.below <= MOST_ROOT && candidate.power(exponent.below).equals(base.power(exponent.above))) {
      return candidate;
    }
    this.exact = false;
    return Fraction.of(root.toSignificantDigits(80).toFixed());
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

function sized(value: Fraction): Fraction {
  if (value.digits > MOST_DIGITS) throw tooLong();
  return value;
}

function tooLong(): InputError {
  return new InputError(
    `expression has a result of more than ${MOST_DIGITS} digits on the way; expected smaller powers`,
  );
}
