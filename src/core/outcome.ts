/**
 * Outcome: the verdict on one answer. Never a boolean, never a silent 0.
 */

export const verdicts = [
  'correct',
  'wrong',
  'truncated',
  'unparseable',
  'unscorable',
  'judge-error',
] as const;

/**
 * - `correct`, `wrong`: a rule or judge decided.
 * - `truncated`: the generation hit its length limit before it ended; it says nothing about the answer.
 * - `unparseable`: the generation ended, but no answer could be read from it.
 * - `unscorable`: the reference is missing or cannot be read; the answer is not at fault.
 * - `judge-error`: the judge failed; never a verdict.
 */
export type Verdict = (typeof verdicts)[number];

/**
 * What became of a question in an evaluation: the verdict on its answer, or `unasked`: the prompt does not fit the
 * model's context, so that there is no answer to give a verdict on.
 */
export const questionVerdicts = [...verdicts, 'unasked'] as const;
export type QuestionVerdict = (typeof questionVerdicts)[number];

export interface Outcome {
  verdict: Verdict;
  /** The rule or judge that decided, e.g. `number:rounding`, `format`, `choice:letter`. */
  rule: string;
  /** Why, for people: names the values compared. */
  reason: string;
}

/** True for the verdicts that count as an attempt; `unscorable` and `judge-error` are left out and counted apart. */
export function isScored(outcome: Outcome): boolean {
  return outcome.verdict !== 'unscorable' && outcome.verdict !== 'judge-error';
}
