/** What is recomputed: numbers of a trace and what is done with them, in symbols or in words. */

import type { ParsedNumber } from '../../number.ts';
import type { Exact } from './exact.ts';
import { evaluateExpression, type ExpressionToken, type Operator } from './expression.ts';
import type { ClaimToken } from './claim-tokens.ts';

export interface Calculation {
  numbers: readonly ParsedNumber[];
  /** Null where there is no result (division by zero), undefined where it cannot be calculated at all. */
  evaluate(values: readonly Exact[]): Exact | null | undefined;
  /** Sums, differences and averages: what keeps the unit of its numbers. */
  linear: boolean;
  /** True when its bare result may be a figure of percent. */
  timesHundred: boolean;
  /** True for a product of bare factors, one of which may be a figure of percent: `1.2 × 5.5 = 6.6%`. */
  bareProduct?: boolean;
}

/** An average of up to so many figures keeps their unit. */
const MAX_AVERAGED = 20;

/** The calculation that tokens spell out. */
export function tokenCalculation(tokens: readonly ClaimToken[]): Calculation {
  const numbers = tokens.filter((token) => token.kind === 'number').map((token) => token.number);
  return {
    numbers,
    evaluate: (values) => evaluateExpression(expressionOf(tokens, values)),
    linear: isLinear(tokens),
    timesHundred: multipliesByHundred(tokens) || isWeightedSum(tokens),
    bareProduct: isBareProduct(tokens),
  };
}

function expressionOf(tokens: readonly ClaimToken[], values: readonly Exact[]): ExpressionToken[] {
  const expression: ExpressionToken[] = [];
  let next = 0;
  for (const token of tokens) {
    if (token.kind === 'number') expression.push({ kind: 'number', value: values[next++] as Exact });
    else if (token.kind === 'operator') expression.push({ kind: 'operator', operator: token.operator });
    else if (token.kind === 'open' || token.kind === 'close' || token.kind === 'root')
      expression.push({ kind: token.kind });
  }
  return expression;
}

function isLinear(tokens: readonly ClaimToken[]): boolean {
  return tokens.every((token, index) => {
    if (token.kind === 'root') return false;
    if (token.kind !== 'operator' || token.operator === '+' || token.operator === '-') return true;
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    const counts =
      after?.kind === 'number' && /^\d+$/.test(after.number.raw) && after.number.value <= MAX_AVERAGED;
    const shared = before?.kind === 'close' || (before?.kind === 'number' && tokens.length === 3);
    return token.operator === '/' && shared && counts;
  });
}

/** Figures of percent may be printed bare in a weighted sum: `3 + 1.2 × 6 = 10.2%`. */
function isWeightedSum(tokens: readonly ClaimToken[]): boolean {
  const has = (operator: Operator): boolean =>
    tokens.some((token) => token.kind === 'operator' && token.operator === operator);
  return has('*') && has('+') && !has('/');
}

function isBareProduct(tokens: readonly ClaimToken[]): boolean {
  return tokens.every((token) => {
    if (token.kind === 'operator') return token.operator === '*';
    return (
      token.kind === 'number' &&
      token.number.unit === 'plain' &&
      !token.number.currency &&
      !token.number.scaleWord
    );
  });
}

function multipliesByHundred(tokens: readonly ClaimToken[]): boolean {
  return tokens.some((token, index) => {
    if (token.kind !== 'number' || token.number.value !== 100 || token.number.unit !== 'plain') return false;
    const beside = [tokens[index - 1], tokens[index + 1]];
    return beside.some((other) => other?.kind === 'operator' && other.operator === '*');
  });
}
