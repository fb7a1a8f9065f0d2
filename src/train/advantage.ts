/**
 * Group-normalised advantages (paper eq. 4.4): A = (r − mean) / max(std, ε) over the samples of one question.
 *
 * Departures:
 * 1. The paper prints the variance below the line and calls it the standard error in its text; DeepSeekMath's GRPO, which it
 *    follows, divides by the standard deviation, and so do we (of the population: the group is all there is).
 * 2. `dr_grpo` does not divide (arXiv 2503.20783: the division weighs easy and hard questions up).
 * 3. A group whose rewards are all equal carries no signal and is dropped, not trained on with zeros.
 */

import type { PolicyLoss } from './policy-loss.ts';

/** The paper's ε. */
const EPSILON = 1e-8;

export interface GroupAdvantages {
  /** One per reward; null for an excluded sample, and for all when the group is dropped. */
  advantages: (number | null)[];
  /** `empty`: every sample was excluded; `flat`: all rewards equal; both are dropped. */
  status: 'used' | 'flat' | 'empty';
}

/** Advantages of one group from its rewards; a null reward is an excluded sample. */
export function groupAdvantages(rewards: readonly (number | null)[], loss: PolicyLoss): GroupAdvantages {
  const counted = rewards.filter((reward) => reward !== null);
  const dropped = rewards.map(() => null);
  if (counted.length === 0) return { advantages: dropped, status: 'empty' };
  if (Math.max(...counted) - Math.min(...counted) <= EPSILON) return { advantages: dropped, status: 'flat' };
  const mean = counted.reduce((sum, reward) => sum + reward, 0) / counted.length;
  const variance = counted.reduce((sum, reward) => sum + (reward - mean) ** 2, 0) / counted.length;
  const scale = loss === 'dr_grpo' ? 1 : Math.max(Math.sqrt(variance), EPSILON);
  const advantages = rewards.map((reward) => (reward === null ? null : (reward - mean) / scale));
  return { advantages, status: 'used' };
}
