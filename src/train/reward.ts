/**
 * Rewards of one generation: R = R_format + R_accuracy, each 0 or 1 (paper eq. 4.1–4.3).
 *
 * Departures:
 * 1. Accuracy comes from the typed outcome of a rule scorer (or of a judge the caller passes), not from Qwen2.5-Max alone.
 * 2. `unscorable` and `judge-error` say nothing about the answer: such a sample has no reward and leaves its group.
 * 3. The format check is strict (each tag once, nothing outside); the regex of the paper's framework accepts duplicated tags.
 * 4. A third term, off unless asked for, rewards reasoning whose numbers can be traced (`score-grounded.ts`).
 */

import { isScored } from '../core/outcome.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Question } from '../core/question.ts';
import type { FormatCheck } from '../verify/index.ts';

/** What the scorer says about one generation. */
export interface Scored {
  outcome: Outcome;
  format: Pick<FormatCheck, 'valid' | 'reason'>;
  /** How well the reasoning is supported, 0 to 1; absent where nobody looked. */
  grounded?: number;
}

/** Scores a generation. A judge that fails says so by a `judge-error` outcome; an exception ends the run. */
export type Scorer = (
  generation: { text: string; finishReason: 'stop' | 'length' },
  question: Question,
) => Scored | Promise<Scored>;

export interface RewardOptions {
  /** Weight of the format reward. Default 1, as the paper. */
  format?: number;
  /** Weight of the accuracy reward. Default 1, as the paper. */
  accuracy?: number;
  /** Weight of supported reasoning, which must also be in the right format. Default 0: not looked at. */
  grounded?: number;
  /**
   * A generation that hit its token limit before its answer (verdict `truncated`): `zero` gives it reward 0, `excluded` leaves
   * it out of its group. Default `zero`. One whose answer came before the limit is judged like any other.
   */
  truncated?: 'zero' | 'excluded';
  /** DAPO's soft punishment (arXiv 2503.14476 eq. 13): the last `buffer` tokens before the limit cost up to 1. */
  overlong?: { buffer: number };
}

export interface Reward {
  /** Null: excluded from its group. */
  total: number | null;
  format: 0 | 1;
  accuracy: 0 | 1;
  /** 0 to 1; 0 where nobody looked. */
  grounded: number;
}

/** DAPO's length reward: 0 up to maxTokens − buffer, then falling on a line to −1 at maxTokens. */
export function overlongPunishment(tokens: number, maxTokens: number, buffer: number): number {
  return Math.max(-1, Math.min(0, (maxTokens - buffer - tokens) / buffer));
}

/** The reward of a scored generation of `tokens` new tokens out of `maxTokens`. */
export function rewardOf(
  { outcome, format, grounded = 0 }: Scored,
  { tokens, maxTokens }: { tokens: number; maxTokens: number },
  options: RewardOptions = {},
): Reward {
  const truncated = outcome.verdict === 'truncated';
  const parts = {
    format: format.valid && !truncated ? 1 : 0,
    accuracy: outcome.verdict === 'correct' ? 1 : 0,
    grounded: format.valid && !truncated ? grounded : 0,
  } as const;
  if (!isScored(outcome) || (truncated && options.truncated === 'excluded')) return { ...parts, total: null };
  const length = options.overlong ? overlongPunishment(tokens, maxTokens, options.overlong.buffer) : 0;
  const { format: formatWeight = 1, accuracy: accuracyWeight = 1, grounded: groundedWeight = 0 } = options;
  const total =
    formatWeight * parts.format + accuracyWeight * parts.accuracy + groundedWeight * parts.grounded + length;
  return { ...parts, total };
}
