/**
 * TAT-QA's derivations (`(44.1-56.7)/56.7`) as programs in FinQA's language (`subtract(44.1, 56.7), divide(#0, 56.7)`), so that the
 * gold-program teacher can write them out and every step can be checked. One that does not give the gold back is no program.
 */

import { parseProgram } from '../program-parse.ts';
import { executeProgram, ProgramError } from '../program.ts';

const TOKEN = /\s*(?:(\$?\d[\d,]*(?:\.\d+)?|\$?\.\d+)\s*(%)?|([-+*/()×÷–]))/y;

const opNames: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
};

function tokens(text: string): string[] | null {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match === null) return null;
    const [, number, percent = '', sign] = match;
    const plain = sign?.replace('×', '*').replace('÷', '/').replace('–', '-');
    found.push(plain ?? `${(number ?? '').replace(/[$,]/g, '')}${percent}`);
  }
  return found;
}

/** Steps by recursive descent: sums of products of numbers and brackets. */
class Derivation {
  readonly steps: string[] = [];
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(found: readonly string[]) {
    this.#tokens = found;
  }

  /** The operand that stands for the whole, or null where the text is no arithmetic. */
  whole(): string | null {
    const operand = this.#sum();
    return this.#at === this.#tokens.length ? operand : null;
  }

  #sum(): string | null {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/'], () => this.#value()));
  }

  #chain(signs: readonly string[], next: () => string | null): string | null {
    let left = next();
    for (
      let sign = this.#tokens[this.#at];
      left !== null && signs.includes(sign ?? '');
      sign = this.#tokens[this.#at]
    ) {
      this.#at++;
      const right = next();
      if (right === null) return null;
      this.steps.push(`${opNames[sign ?? ''] ?? ''}(${left}, ${right})`);
      left = `#${this.steps.length - 1}`;
    }
    return left;
  }

  #value(): string | null {
    const token = this.#tokens[this.#at++];
    if (token === '(') {
      const inside = this.#sum();
      return this.#tokens[this.#at++] === ')' ? inside : null;
    }
    if (token === '-') {
      const number = this.#tokens[this.#at++];
      return number !== undefined && /^[\d.]/.test(number) ? `-${number}` : null;
    }
    return token !== undefined && /^[\d.]/.test(token) ? token : null;
  }
}

/**
 * A program whose value, as it stands or times 100 in percent units, rounds to `gold` at two places (as TAT-QA rounds); undefined where the
 * derivation is no arithmetic or gives something else.
 */
export function derivationProgram(derivation: string, gold: number, isPercent: boolean): string | undefined {
  const found = tokens(derivation);
  if (found === null || found.length === 0) return undefined;
  const parsed = new Derivation(found);
  const operand = parsed.whole();
  if (operand === null || parsed.steps.length === 0) return undefined;
  const plain = parsed.steps.join(', ');
  const candidates = isPercent ? [`${plain}, multiply(${operand}, const_100)`, plain] : [plain];
  return candidates.find((program) => gives(program, gold));
}

function gives(program: string, gold: number): boolean {
  try {
    const value = executeProgram(parseProgram(program), []);
    return typeof value === 'number' && Math.abs(value - gold) <= 0.0051;
  } catch (error) {
    // Division by zero, or an operand that no FinQA program may have: so it is none.
    if (error instanceof ProgramError) return false;
    throw error;
  }
}
