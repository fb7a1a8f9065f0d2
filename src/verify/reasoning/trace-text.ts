/** A trace made ready for reading: cleaned of LaTeX, its numbers read, cut into steps. Positions count in the clean text. */

import { cleanText, type CleanText } from '../clean-text.ts';
import { readNumbers, type ParsedNumber } from '../number.ts';

/** A sentence or a line. */
export interface StepSpan {
  start: number;
  end: number;
  /** Counts blank lines above; without any in the trace, lines. */
  paragraph: number;
  /** The numbers of the step: from `first` up to, not including, `next`. */
  first: number;
  next: number;
}

export interface TraceText {
  clean: CleanText;
  text: string;
  numbers: ParsedNumber[];
  steps: StepSpan[];
}

/** Stands for a full-width comma, which ends a clause and never groups thousands in running text. */
export const CLAUSE_COMMA = '\u201A';
const BLANK = /[ \u00A0\u2009\u202F]/g;
/** `5 300万元`, `1 250 × 4`: blanks between thousands, where a sign or a unit shows that it is one number. */
const BLANK_THOUSANDS =
  /(?<=[=≈+×÷/(（$¥€£＝＋][ \u00A0]?|[\d元][ \u00A0]?[−\-－*][ \u00A0]?)(?<![\d.,])\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+(?![\d,]|[ \u00A0]\d)|(?<![\d.,][ \u00A0]?|[Ss]tep |第)\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+(?=(?:\.\d+)?[ \u00A0]?[=≈+*×÷＝＋万亿元股件]|(?:\.\d+)? [−-] )/g;
const STEP_END = /\n+|[。!?]+|[.]+(?=\s)/g;
/** `3.` at the beginning of a step; `= 94.` ends one. */
const NUMBERED = /^[\s*_•-]*\(?\d{1,2}$/;
const LIST_MARK = /(?:^|\s)\(?(?:[a-zA-Z]|vs|approx|no|fig|e\.g|i\.e|u\.s|inc|co|corp|ltd)$/i;

export function readTrace(original: string): TraceText {
  const commas = original.includes('，') ? original.replaceAll('，', CLAUSE_COMMA) : original;
  const clean = cleanText(commas.replace(BLANK_THOUSANDS, (digits) => digits.replaceAll(BLANK, ',')));
  const numbers = readNumbers(clean.text);
  return { clean, text: clean.text, numbers, steps: splitSteps(clean.text, numbers) };
}

function splitSteps(text: string, numbers: readonly ParsedNumber[]): StepSpan[] {
  const steps: StepSpan[] = [];
  const byLine = !text.includes('\n\n');
  let paragraph = 0;
  let number = 0;
  let start = 0;
  const push = (end: number): void => {
    const first = number;
    while (number < numbers.length && (numbers[number]?.start ?? end) < end) number++;
    if (text.slice(start, end).trim() !== '') steps.push({ start, end, paragraph, first, next: number });
    start = end;
  };
  STEP_END.lastIndex = 0;
  for (let found = STEP_END.exec(text); found !== null; found = STEP_END.exec(text)) {
    const [mark] = found;
    if (mark === '.' && LIST_MARK.test(text.slice(Math.max(start, found.index - 8), found.index))) continue;
    if (mark === '.' && found.index - start < 12 && NUMBERED.test(text.slice(start, found.index))) continue;
    push(found.index + mark.length);
    if (mark.startsWith('\n') && (byLine || mark.length > 1)) paragraph++;
  }
  push(text.length);
  return steps;
}

/** The step that a position lies in, searching on from a known one. */
export function stepAt(steps: readonly StepSpan[], position: number): number {
  let [from, to] = [0, steps.length - 1];
  while (from < to) {
    const middle = (from + to + 1) >> 1;
    if ((steps[middle]?.start ?? Infinity) <= position) from = middle;
    else to = middle - 1;
  }
  return from;
}
