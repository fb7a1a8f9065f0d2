/** The words of an arithmetic expression, with where they stand. */

import { InputError } from '../core/errors.ts';

export type Operator = '+' | '-' | '*' | '/' | '^' | '%' | '(' | ')';

export interface Token {
  kind: 'number' | 'operator' | 'end';
  /** Digits without separators, or an operator in its ASCII form. */
  text: string;
  /** From 1. */
  position: number;
}

const SPELLINGS: Readonly<Record<string, Operator>> = { '−': '-', '–': '-', '×': '*', '·': '*', '÷': '/' };
const OPERATORS = '+-*/^%()';
/** Groups of three digits with commas, or digits without. */
const NUMBER = /\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+/y;

export function readTokens(expression: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < expression.length) {
    const position = at + 1;
    const character = expression.charAt(at);
    const operator = SPELLINGS[character] ?? character;
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(expression)?.[0];
    if (number !== undefined) tokens.push({ kind: 'number', text: number.replaceAll(',', ''), position });
    else if (OPERATORS.includes(operator)) tokens.push({ kind: 'operator', text: operator, position });
    else if (character.trim() !== '') throw unexpected(character, position, expected(character));
    at += number?.length ?? 1;
  }
  return [...tokens, { kind: 'end', text: 'the end', position: expression.length + 1 }];
}

export function unexpected(text: string, position: number, expectation: string): InputError {
  return new InputError(
    `expression has ${JSON.stringify(text)} at character ${position}; expected ${expectation}`,
  );
}

function expected(character: string): string {
  return character === ','
    ? 'commas only between groups of three digits, as in 1,234,567.89'
    : 'numbers, + - * / ^ % and parentheses only';
}
