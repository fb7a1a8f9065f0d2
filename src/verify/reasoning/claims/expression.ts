/**
 * Evaluates arithmetic exactly enough to check it: `+ - * / ^`, square roots, brackets, unary minus;
 * `^` binds tightest and to the right, then unary minus, then `* /`, then `+ -`.
 */

import { Exact } from './exact.ts';

export type Operator = '+' | '-' | '*' | '/' | '^';

export type ExpressionToken =
  | { kind: 'number'; value: Exact }
  | { kind: 'operator'; operator: Operator }
  | { kind: 'open' }
  | { kind: 'close' }
  /** A square root of the atom that follows. */
  | { kind: 'root' };

/** Deeper nesting than any human text has; keeps the parser off the end of the stack. */
const MAX_DEPTH = 64;
const MAX_EXPONENT = Exact.of(10_000);

/**
 * The value of a whole expression; null where it has none (division by zero, a root of a negative number, an exponent
 * beyond 10,000); undefined where the tokens are not an expression.
 */
export function evaluateExpression(tokens: readonly ExpressionToken[]): Exact | null | undefined {
  let at = 0;
  let depth = 0;
  let defined = true;

  const operatorAt = (operators: string): Operator | undefined => {
    const token = tokens[at];
    return token?.kind === 'operator' && operators.includes(token.operator) ? token.operator : undefined;
  };

  const sum = (): Exact | undefined => {
    let value = product();
    for (
      let operator = operatorAt('+-');
      value !== undefined && operator !== undefined;
      operator = operatorAt('+-')
    ) {
      at++;
      const next = product();
      if (next === undefined) return undefined;
      value = operator === '+' ? value.plus(next) : value.minus(next);
    }
    return value;
  };

  const product = (): Exact | undefined => {
    let value = signed();
    for (
      let operator = operatorAt('*/');
      value !== undefined && operator !== undefined;
      operator = operatorAt('*/')
    ) {
      at++;
      const next = signed();
      if (next === undefined) return undefined;
      if (operator === '/' && next.isZero()) defined = false;
      else value = operator === '*' ? value.times(next) : value.dividedBy(next);
    }
    return value;
  };

  const signed = (): Exact | undefined => {
    let negative = false;
    for (let operator = operatorAt('+-'); operator !== undefined; operator = operatorAt('+-')) {
      if (operator === '-') negative = !negative;
      at++;
    }
    const value = power();
    return negative ? value?.negated() : value;
  };

  const power = (): Exact | undefined => {
    const base = atom();
    if (base === undefined || operatorAt('^') === undefined) return base;
    at++;
    if (++depth > MAX_DEPTH) return undefined;
    const exponent = signed();
    depth--;
    if (exponent === undefined) return undefined;
    const result = exponent.abs().comparedTo(MAX_EXPONENT) > 0 ? null : base.pow(exponent);
    if (result !== null && result.isFinite()) return result;
    defined = false;
    return base;
  };

  const atom = (): Exact | undefined => {
    const token = tokens[at++];
    if (token?.kind === 'number') return token.value;
    if (token?.kind === 'root') {
      if (++depth > MAX_DEPTH) return undefined;
      const radicand = atom();
      depth--;
      if (radicand?.isNegative() !== true) return radicand?.sqrt();
      defined = false;
      return radicand;
    }
    if (token?.kind !== 'open' || ++depth > MAX_DEPTH) return undefined;
    const value = sum();
    depth--;
    return tokens[at++]?.kind === 'close' ? value : undefined;
  };

  const value = sum();
  if (value === undefined || at !== tokens.length) return undefined;
  return defined && value.isFinite() ? value : null;
}
