/**
 * The reasoning checker: where every number of a trace comes from, whether every claim holds, and whether the answer follows.
 * Not in the paper, which leaves this to a judge; one checker serves the data filter, the reward, the report and the page.
 *
 * A number is, in this order: the result of a claim; found in a cell, a text, a turn or the question; an earlier result stated
 * again; a named constant or a small count; assumed (`suppose`); part of mental arithmetic; implied by numbers beside it; or
 * unsupported. docs/reasoning-checker.md tells the rules and what is not seen.
 */

import { answerCheck, type AnswerCheck } from './answer/answer.ts';
import { claimsOf } from './claims/claims.ts';
import { faultOf, type Claim } from './claims/claim.ts';
import { significantDigits } from './numbers/again.ts';
import { Grounder, type GroundedNumber, type NumberStatus } from './numbers/grounder.ts';
import { findMisplaced } from './places/misplaced.ts';
import { markAbandoned } from './retractions.ts';
import { Sources, type SourceQuestion } from './sources.ts';
import { readTrace } from './trace-text.ts';

export type { GroundedNumber, NumberStatus, Origin } from './numbers/grounder.ts';
export type { AnswerCheck } from './answer/answer.ts';

export interface ReasoningStep {
  start: number;
  end: number;
  abandoned: boolean;
}

export const traceErrorKinds = [
  'unsupported-number',
  'misplaced-number',
  'wrong-arithmetic',
  'wrong-comparison',
  'answer-does-not-follow',
] as const;
export type TraceErrorKind = (typeof traceErrorKinds)[number];

export interface TraceError {
  kind: TraceErrorKind;
  start: number;
  end: number;
  /** For people. */
  reason: string;
}

export interface TraceCounts {
  numbers: number;
  found: number;
  recomputed: number;
  misplaced: number;
  miscalculated: number;
  unsupported: number;
  claims: number;
  wrong: number;
}

export interface GroundedTrace {
  steps: ReasoningStep[];
  numbers: GroundedNumber[];
  claims: Claim[];
  /** Without what is abandoned. */
  counts: TraceCounts;
  /** Share of the numbers that are found or recomputed, abandoned ones left out; 1 for a trace without numbers. */
  supported: number;
  /** In the order of the text; what is stated again counts once, what is abandoned not at all. */
  errors: TraceError[];
  firstError: TraceError | null;
  /** Null where the trace gives no answer that can be compared. */
  answer: AnswerCheck | null;
  /** No error, and the answer follows as far as that can be told. */
  faithful: boolean;
}

// A question is usually asked of several traces.
const sourcesOf = new WeakMap<SourceQuestion, Sources>();

export function groundTrace(text: string, question: SourceQuestion): GroundedTrace {
  const known = sourcesOf.get(question);
  const sources = known ?? new Sources(question);
  if (known === undefined) sourcesOf.set(question, sources);

  const trace = readTrace(text);
  const abandoned = markAbandoned(trace);
  const { claims, intermediate } = claimsOf(text, trace, abandoned);
  const numbers = new Grounder(text, trace, abandoned, claims, intermediate, sources).ground();
  findMisplaced(trace, sources, numbers, claims, question);
  const answer = answerCheck(text, trace, numbers, claims, question.question);
  const errors = errorsOf(numbers, claims, answer);
  const standing = numbers.filter((number) => !number.abandoned);
  const held = claims.filter((claim) => !claim.abandoned);
  const tally = new Map<NumberStatus, number>();
  for (const { status } of standing) tally.set(status, (tally.get(status) ?? 0) + 1);
  const count = (status: NumberStatus): number => tally.get(status) ?? 0;
  const [found, recomputed] = [count('found'), count('recomputed')];
  return {
    steps: trace.steps.map(({ start, end }, index) => ({
      start: trace.clean.startOf(start),
      end: trace.clean.endOf(end),
      abandoned: abandoned[index] === true,
    })),
    numbers,
    claims,
    counts: {
      numbers: standing.length,
      ...{ found, recomputed, misplaced: count('misplaced') },
      ...{ miscalculated: count('miscalculated'), unsupported: count('unsupported') },
      claims: held.length,
      wrong: held.filter(({ holds }) => !holds).length,
    },
    supported: standing.length === 0 ? 1 : (found + recomputed) / standing.length,
    errors,
    firstError: errors[0] ?? null,
    answer,
    faithful: errors.length === 0,
  };
}

function errorsOf(
  numbers: readonly GroundedNumber[],
  claims: readonly Claim[],
  answer: AnswerCheck | null,
): TraceError[] {
  const errors: TraceError[] = [];
  const seen = new Set<string>();
  for (const { status, start, end, text, value, abandoned, note } of numbers) {
    if (abandoned || (status !== 'unsupported' && status !== 'misplaced')) continue;
    // Of an answer that comes from nowhere it is said once: that it does not follow.
    if (answer !== null && !answer.follows && start === answer.place.start) continue;
    if (status === 'unsupported') {
      const digits = significantDigits(value);
      if (seen.has(digits)) continue;
      seen.add(digits);
    }
    const reason =
      status === 'misplaced'
        ? (note ?? `${text} stands elsewhere in the source`)
        : `${text} stands in no source, and nothing before gives it`;
    errors.push({ kind: `${status}-number`, start, end, reason });
  }
  const wrong = claims.filter((claim) => !claim.holds && !claim.abandoned);
  for (const claim of withoutRepeats(wrong)) {
    const kind = claim.kind === 'comparison' ? 'wrong-comparison' : 'wrong-arithmetic';
    errors.push({ kind, start: claim.start, end: claim.end, reason: faultOf(claim) });
  }
  if (answer !== null && !answer.follows) {
    errors.push({ kind: 'answer-does-not-follow', ...answer.place, reason: answer.reason });
  }
  return errors.sort((a, b) => a.start - b.start);
}

/** One error for each place: `a / b = 0.02 = 2%` is one wrong calculation, and so is one stated twice. */
function withoutRepeats(wrong: readonly Claim[]): Claim[] {
  const kept: Claim[] = [];
  for (const claim of wrong) {
    const again = kept.some((other) => other.start === claim.start || other.text === claim.text);
    if (!again) kept.push(claim);
  }
  return kept;
}
