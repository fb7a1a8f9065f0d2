/** How a reward service is set up. */

import type { QuestionIndex } from '../../data/index.ts';

export interface RewardWeights {
  /** Of a text in the format `<think>…</think><answer>…</answer>`. */
  format: number;
  /** Of a right answer. */
  accuracy: number;
  /** Of reasoning whose numbers can be traced; 0: not looked at. */
  grounded: number;
}

/** Those of the paper, and of GRPO here (`train/reward.ts`). */
export const usualWeights: RewardWeights = { format: 1, accuracy: 1, grounded: 0 };

export interface RewardServiceOptions {
  weights: RewardWeights;
  /** Where the questions that labels name are looked up; null: nowhere, labels carry their references. Not closed by the service. */
  questions: QuestionIndex | null;
  /** File of hashed keys; null: everybody who reaches the service may ask. */
  keysPath: string | null;
  /** Names in the Host header that are answered; null: any. */
  hosts: readonly string[] | null;
  maxBodyBytes: number;
  /** Requests that are answered or wait at the same time; more are turned away. */
  maxOpen: number;
  /** Gets a line of JSON a request, without texts. */
  log: (line: Readonly<Record<string, unknown>>) => void;
}
