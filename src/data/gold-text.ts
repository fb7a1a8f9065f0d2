/**
 * A gold number as a person would print it: a ratio that is asked as a percentage as `14.46%`, an amount with two decimals at most.
 *
 * One rendering for the answers of the gold-program teacher and for the history of ConvFinQA dialogues, whose files (format A) hold
 * bare numbers only.
 */

import type { Question, Reference } from '../core/question.ts';
import { readNumbers } from '../verify/index.ts';
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
function roundedNumber(value: number): string {
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

const SCALE = /\b(?:thousand|million|billion|trillion)\b/i;
/** How far a printed figure may be from the value that it rounds. */
const PRINTED_SHARE = 0.05;

/** The scale word that the source prints behind a reference which is the whole number: `million` for `44.1 million`, 44,100,000. */
export function printedScale(reference: Reference | null): { word: string; factor: number } | null {
  if (reference?.kind !== 'number' || reference.text === undefined) return null;
  const [word] = SCALE.exec(reference.text) ?? [];
  const [printed] = readNumbers(reference.text);
  if (word === undefined || !printed?.scaleWord) return null;
  const apart = Math.abs(printed.value - reference.value);
  return apart <= PRINTED_SHARE * Math.abs(printed.value) ? { word, factor: 10 ** printed.power } : null;
}

/** The reference as an answer; null where there is none or it is not a number or yes/no. */
export function goldText(
  question: Pick<Question, 'question' | 'program' | 'tables'> & { reference: Reference | null },
): string | null {
  const { reference } = question;
  if (reference?.kind === 'boolean') return reference.value ? 'yes' : 'no';
  if (reference?.kind !== 'number') return null;
  if (wantsPercent(question)) return `${roundedNumber(reference.value * 100)}%`;
  const scale = printedScale(reference);
  if (scale !== null) return `${roundedNumber(reference.value / scale.factor)} ${scale.word}`;
  return `${roundedNumber(reference.value)}${reference.unit === 'percent' ? '%' : ''}`;
}
