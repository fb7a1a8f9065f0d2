/**
 * Averages divided by the wrong number: `98 + 112 + 127 = 337`, then `average: 337 / 4 = 84.25`. Where a sentence speaks of an
 * average and divides an earlier sum by one more or one less than it has terms, the claim is what the right divisor gives.
 */

import type { ParsedNumber } from '../../number.ts';
import type { Calculation } from './calculation.ts';
import type { FoundClaim } from './found-claim.ts';
import { stepAt, type TraceText } from '../trace-text.ts';

const AVERAGE = /\b(?:average|mean)\b|平均|均值/i;
const WEIGHTED = /weight|加权|移动|moving|geometric|几何|per |每/i;
const MAX_TERMS = 20;

export function averageClaims(trace: TraceText, claims: readonly FoundClaim[]): FoundClaim[] {
  if (!AVERAGE.test(trace.text)) return [];
  const terms = new Map<string, number>();
  const added: ParsedNumber[][] = [];
  const wrong: FoundClaim[] = [];
  for (const claim of claims) {
    if (claim.kind !== 'arithmetic') continue;
    const expression = trace.text.slice(claim.expressionStart, claim.expressionEnd);
    const sum = termsOf(claim, expression, terms);
    if (sum > 1) {
      terms.set(claim.result.number.digits, sum);
      added.push([...claim.calculation.numbers]);
    }
    const divided = dividedSum(claim, expression, terms);
    if (divided === null || Math.abs(divided.terms - divided.by) !== 1 || divided.by < 2) continue;
    const words = wordsAround(trace, claim);
    if (!AVERAGE.test(words) || WEIGHTED.test(words) || addedInParts(trace, added)) continue;
    const calculation: Calculation = {
      ...claim.calculation,
      evaluate: (values) => claim.calculation.evaluate(values)?.times(divided.by).dividedBy(divided.terms),
    };
    wrong.push({ ...claim, kind: 'average', calculation, alternatives: [], loose: false });
  }
  return wrong;
}

/** How many terms a sum adds up, those of an earlier sum among its terms included; 0 for any other calculation. */
function termsOf(
  { calculation }: FoundClaim,
  expression: string,
  known: ReadonlyMap<string, number>,
): number {
  if (!/^[^-*/×÷^(\u2212]*\+[^-*/×÷^(\u2212]*$/.test(expression)) return 0;
  return calculation.numbers.reduce((sum, { digits }) => sum + (known.get(digits) ?? 1), 0);
}

/** `337 / 4`, or `(98 + 112 + 127) / 4`: the number of terms and what they are divided by. */
function dividedSum(
  { calculation }: FoundClaim,
  expression: string,
  known: ReadonlyMap<string, number>,
): { terms: number; by: number } | null {
  const parts = /^(.*?)[/÷]\s*(\d{1,2})\s*$/.exec(expression);
  if (parts === null) return null;
  const by = Number(parts[2]);
  const [first] = calculation.numbers;
  const sum = (parts[1] ?? '').trim();
  if (calculation.numbers.length === 2 && first !== undefined) {
    const terms = known.get(first.digits);
    return terms === undefined ? null : { terms, by };
  }
  const isSum = /^\(([^-*/×÷^()\u2212]*\+)+[^-*/×÷^()\u2212]*\)$/.test(sum);
  const terms = calculation.numbers.length - 1;
  return isSum && terms <= MAX_TERMS && by > 1 ? { terms, by } : null;
}

/** One of the terms was added in two parts: `6,461 + 4,000 = 10,461; 10,461 + 59 = 10,520` adds 4,059. */
function addedInParts({ numbers }: TraceText, sums: readonly ParsedNumber[][]): boolean {
  const last = sums.map((terms) => terms.at(-1) as ParsedNumber);
  return last.some((part, index) => {
    const next = last[index + 1];
    const whole = next === undefined || next.value >= part.value ? null : part.value + next.value;
    return whole !== null && numbers.some(({ value }) => value === whole);
  });
}

function wordsAround({ text, steps }: TraceText, claim: FoundClaim): string {
  const step = steps[stepAt(steps, claim.start)];
  return text.slice(step?.start ?? claim.start, claim.start);
}
