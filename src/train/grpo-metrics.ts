/**
 * What a GRPO step logs about its rollouts and its updates. Shares are 0…1, lengths in tokens, log probabilities in nats.
 */

import { isScored, verdicts } from '../core/outcome.ts';
import type { Verdict } from '../core/outcome.ts';
import type { GroupAdvantages } from './advantage.ts';
import { meanOrNull, shareOrNull } from './metric-row.ts';
import type { Gap } from './logprob-gap.ts';
import type { PolicyUpdate } from './policy-update.ts';
import type { Rollout } from './rollout.ts';
import type { JsonValue } from './stage-checkpoint.ts';

/** Over all rollouts of the step, those that were not trained on included. */
export function rolloutMetrics(
  rollouts: readonly Rollout[],
  groups: readonly GroupAdvantages['status'][],
): Record<string, JsonValue> & { rewardMean: number | null } {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const { scored } of rollouts) counts[scored.outcome.verdict] += 1;
  const share = (test: (rollout: Rollout) => boolean): number | null =>
    shareOrNull(rollouts.filter(test).length, rollouts.length);
  const rewards = rollouts.map(({ reward }) => reward.total).filter((total) => total !== null);
  let logprobs = 0;
  let tokens = 0;
  for (const rollout of rollouts) {
    for (const logprob of rollout.logprobs) logprobs += logprob;
    tokens += rollout.logprobs.length;
  }
  return {
    /** Of the samples that have a reward. */
    rewardMean: meanOrNull(rewards),
    /** Correct among the scored: `unscorable` and `judge-error` are left out. */
    accuracy: shareOrNull(counts.correct, rollouts.filter(({ scored }) => isScored(scored.outcome)).length),
    /** Mean support of the reasoning; null where nobody looked. */
    groundedMean: meanOrNull(rollouts.flatMap(({ scored }) => scored.grounded ?? [])),
    formatRate: share(({ scored }) => scored.format.valid),
    completionTokensMean: meanOrNull(rollouts.map(({ completion }) => completion.length)),
    truncatedShare: share(({ finishReason }) => finishReason === 'length'),
    /** −mean log probability of the sampled tokens: an estimate of the entropy at temperature 1. */
    entropy: shareOrNull(-logprobs, tokens),
    zeroVarianceShare: shareOrNull(groups.filter((status) => status === 'flat').length, groups.length),
    /** Groups in which no sample could be judged. */
    emptyGroups: groups.filter((status) => status === 'empty').length,
    verdicts: counts,
  };
}

/** Means over the optimiser steps of one batch; null where none was made. */
export function policyMetrics(updates: readonly PolicyUpdate[], gap: Gap | null, gapLimit: number) {
  const ratios = updates.flatMap(({ ratio }) => ratio ?? []);
  const mean = (of: (update: PolicyUpdate) => number | null): number | null =>
    meanOrNull(updates.map(of).filter((value) => value !== null));
  return {
    loss: mean(({ loss }) => loss),
    updates: updates.length,
    /** Mean k3 per token of the policy that sampled; null without a reference. */
    kl: updates[0]?.kl ?? null,
    clippedShare: mean(({ clippedShare }) => clippedShare),
    gradNorm: mean(({ gradNorm }) => gradNorm),
    /** exp(ℓ − q) at the updates that were off-policy; the mean is near 1 as long as q are what sampled. */
    ratioMean: meanOrNull(ratios.map((ratio) => ratio.mean)),
    ratioMax: ratios.length === 0 ? null : Math.max(...ratios.map((ratio) => ratio.max)),
    /** Between sampler and training pass on the same weights, before the first update (`grpo-update.ts`). */
    logprobGapMean: gap?.mean ?? null,
    logprobGapMax: gap?.max ?? null,
    logprobGapAlarm: gap !== null && gap.mean > gapLimit,
  };
}
