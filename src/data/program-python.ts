/**
 * Translates the Python snippets of ConvFinQA's Program-of-Thoughts format (`x0 = 60.94 - 25.14; ans = x0 / 25.14`) into FinQA's
 * program language, so that one executor and one teacher serve both. Nothing is ever evaluated as code: assignments and
 * arithmetic are parsed, anything else is a `ProgramError`.
 *
 * The snippets write `13.4%` for 0.134, which Python itself would refuse; it is read as FinQA reads it.
 */

import { ProgramError } from './program.ts';

const TOKEN = /\s*(\*\*|(?:\d+(?:\.\d*)?|\.\d+)%?|[A-Za-z_]\w*|[-+*/()<>])/y;
const OPS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '**': 'exp',
};

function tokens(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new ProgramError(`cannot read "${text.slice(at).trim()}" in "${text}"`);
    found.push(match[1] as string);
  }
  return found;
}

/** Recursive descent over one expression; every operation is appended to `steps`, the returned text names its result. */
class Expression {
  readonly #tokens: readonly string[];
  readonly #names: ReadonlyMap<string, string>;
  readonly #steps: string[];
  #at = 0;

  constructor(text: string, names: ReadonlyMap<string, string>, steps: string[]) {
    this.#tokens = tokens(text);
    this.#names = names;
    this.#steps = steps;
  }

  parse(): string {
    const value = this.#comparison();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined)
      throw new ProgramError(`"${rest}" was not expected in "${this.#tokens.join(' ')}"`);
    return value;
  }

  #emit(op: string, left: string, right: string): string {
    this.#steps.push(`${op}(${left}, ${right})`);
    return `#${this.#steps.length - 1}`;
  }

  #comparison(): string {
    const left = this.#chain(['+', '-'], () => this.#chain(['*', '/'], () => this.#power()));
    const sign = this.#tokens[this.#at];
    if (sign !== '>' && sign !== '<') return left;
    this.#at++;
    const right = this.#chain(['+', '-'], () => this.#chain(['*', '/'], () => this.#power()));
    return sign === '>' ? this.#emit('greater', left, right) : this.#emit('greater', right, left);
  }

  #chain(signs: readonly string[], next: () => string): string {
    let left = next();
    for (;;) {
      const sign = this.#tokens[this.#at];
      if (sign === undefined || !signs.includes(sign)) return left;
      this.#at++;
      left = this.#emit(OPS[sign] as string, left, next());
    }
  }

  #power(): string {
    const base = this.#atom();
    if (this.#tokens[this.#at] !== '**') return base;
    this.#at++;
    return this.#emit('exp', base, this.#power());
  }

  #atom(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new ProgramError('an expression ends too early');
    if (token === '(') {
      const inside = this.#comparison();
      if (this.#tokens[this.#at++] !== ')') throw new ProgramError('a parenthesis is not closed');
      return inside;
    }
    if (token === '-') {
      const operand = this.#atom();
      return /^[\d.]/.test(operand) ? `-${operand}` : this.#emit('multiply', operand, 'const_m1');
    }
    if (/^[\d.]/.test(token)) return token;
    const value = this.#names.get(token);
    if (value === undefined) throw new ProgramError(`"${token}" has no value yet`);
    return value;
  }
}

/** FinQA program text of a snippet whose last assignment is `ans`. Throws `ProgramError`. */
export function programFromPython(snippet: string): string {
  const names = new Map<string, string>();
  const steps: string[] = [];
  for (const statement of snippet.split(/[;\n]/).filter((part) => part.trim() !== '')) {
    const match = /^\s*([A-Za-z_]\w*)\s*=(?!=)(.*)$/s.exec(statement);
    if (!match) throw new ProgramError(`"${statement.trim()}" is not an assignment`);
    names.set(match[1] as string, new Expression(match[2] as string, names, steps).parse());
  }
  const answer = names.get('ans');
  if (answer === undefined) throw new ProgramError(`no "ans" in "${snippet}"`);
  if (answer !== `#${steps.length - 1}`) steps.push(answer);
  return steps.join(', ');
}
