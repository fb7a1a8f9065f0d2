/**
 * A gold number as a person would print it: a ratio that is asked as a percentage as `14.46%`, an amount with two decimals at most.
 *
 * One rendering for the answers of the gold-program teacher and for the history of ConvFinQA dialogues, whose files (format A) hold
 * bare numbers only.
 */

import type { Question, Reference } from '../core/question.ts';
import { isRatio } from './ratio.ts';
import { parseProgram } from './program-parse.ts';

const ASKS_PERCENT =
  /percent|%|proportion|portion|share of|margin|growth|\brate\b|yield|return|represent|in relation|how much (?:of|did)/i;

/** A number without exponent or trailing zeros. */
export function plainNumber(value: number, significant = 12): string {
  const rounded = Number(value.toPrecision(significant));
  if (Number.isInteger(rounded)) return BigInt(rounded).toString();
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(12).replace(/\.?0+$/, '') : text;
}

/** Two decimals at most; below one, three significant digits (the scorer takes no one-digit answer). */
export function roundedNumber(value: number): string {
  return plainNumber(Number(Math.abs(value) >= 1 ? value.toFixed(2) : value.toPrecision(3)));
}

/** True when the reference is a ratio in decimals that the question wants as a percentage. */
export function wantsPercent(
  question: Pick<Question, 'question' | 'program' | 'tables' | 'reference'>,
): boolean {
  const { reference, program, tables } = question;
  if (reference?.kind !== 'number' || reference.unit !== 'decimal') return false;
  if (reference.text?.trim().endsWith('%') === true) return true;
  return (
    program !== undefined && ASKS_PERCENT.test(question.question) && isRatio(parseProgram(program), tables)
  );
}

/** The reference as an answer; null where there is none or it is not a number or yes/no. */
export function goldText(
  question: Pick<Question, 'question' | 'program' | 'tables'> & { reference: Reference | null },
): string | null {
  const { reference } = question;
  if (reference?.kind === 'boolean') return reference.value ? 'yes' : 'no';
  if (reference?.kind !== 'number') return null;
  if (wantsPercent(question)) return `${roundedNumber(reference.value * 100)}%`;
  return `${roundedNumber(reference.value)}${reference.unit === 'percent' ? '%' : ''}`;
}
