import { describe, expect, it } from 'vitest';
import { Exact } from './exact.ts';
import { evaluateExpression } from './expression.ts';
import type { ExpressionToken, Operator } from './expression.ts';

const tokens = (text: string): ExpressionToken[] =>
  [...text.matchAll(/\d+(?:\.\d+)?|[-+*/^()]/g)].map(([token]) => {
    if (token === '(') return { kind: 'open' };
    if (token === ')') return { kind: 'close' };
    if (/\d/.test(token)) return { kind: 'number', value: Exact.scaled(token, 0) };
    return { kind: 'operator', operator: token as Operator };
  });

describe('evaluateExpression', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['10 - 4 - 3', '3'],
    ['64 / 4 / 2', '8'],
    ['2 ^ 3 ^ 2', '512'],
    ['-2 ^ 2', '-4'],
    ['5 - -3', '8'],
    ['2 ^ -1', '0.5'],
    ['0.1 + 0.2', '0.3'],
    ['1 / 3 * 3', '1'],
    ['(121 / 100) ^ (1 / 2) - 1', '0.1'],
  ])('%s = %s', (text, value) => {
    expect(evaluateExpression(tokens(text))?.toDecimal().toDecimalPlaces(30).toString()).toBe(value);
  });

  it.each(['1 / 0', '1 / (2 - 2)', '(0 - 4) ^ 0.5', '10 ^ 99999', '2 ^ 10 ^ 10'])(
    '%s has no value',
    (text) => {
      expect(evaluateExpression(tokens(text))).toBeNull();
    },
  );

  it.each(['', '1 +', '* 2', '1 2', '(1', '1)', '()', '(('.repeat(5000)])('%s is no expression', (text) => {
    expect(evaluateExpression(tokens(text))).toBeUndefined();
  });
});
