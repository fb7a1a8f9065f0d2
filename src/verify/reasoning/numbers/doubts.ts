/** The doubtful numbers of a trace with their signs: what `weigh.ts` is fitted to. */

import { claimsOf } from '../claims/claims.ts';
import { Grounder } from './grounder.ts';
import { markAbandoned } from '../retractions.ts';
import type { Phrases } from './phrases.ts';
import type { Signs } from './signs.ts';
import { Sources, type SourceQuestion } from '../sources.ts';
import { readTrace } from '../trace-text.ts';

export interface TraceDoubt {
  start: number;
  end: number;
  /** The digits without zeros at either end: of numbers that have them in common only the first is judged. */
  digits: string;
  abandoned: boolean;
  signs: Signs;
  phrases: Phrases;
}

export function doubtsOf(text: string, question: SourceQuestion): TraceDoubt[] {
  const trace = readTrace(text);
  const abandoned = markAbandoned(trace);
  const { claims, intermediate } = claimsOf(text, trace, abandoned);
  const grounder = new Grounder(text, trace, abandoned, claims, intermediate, new Sources(question));
  const numbers = grounder.ground();
  return grounder.doubts(numbers).map(({ at, digits, signs, phrases }) => {
    const { start = 0, end = 0, abandoned: takenBack = false } = numbers[at] ?? {};
    return { start, end, abandoned: takenBack, digits, signs, phrases };
  });
}
