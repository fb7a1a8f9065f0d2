/**
 * GRPO: reinforcement learning on sampled groups (paper §4.2, eq. 4.4–4.5), and its descendants dr_grpo, dapo and gspo.
 *
 * A step: freeze a sampler, sample G answers to each question, reward them, turn each group's rewards into advantages, update.
 *
 * Departures:
 * 1. Group size, clip, β, rates and lengths are not in the paper; they are options.
 * 2. Groups without signal (all rewards equal) are dropped, KL term included, and their share is logged; the paper keeps them.
 *    Ten steps in a row without any signal are warned of (`idle-watch.ts`).
 * 3. With one update per batch the step is exactly on-policy and the clip never binds; `minibatches` and `passes` change that.
 *
 * Sampler and training pass compute the same log probabilities by different code. |ℓ − q| is measured at every step, always on:
 * silent differences there are the commonest reason why reinforcement learning quietly learns nothing.
 */

import { countOf, wordFor } from '../core/count-of.ts';
import { InputError } from '../core/errors.ts';
import { contentHash } from '../core/ids.ts';
import type { Question } from '../core/question.ts';
import { Random } from '../core/random.ts';
import { renderMessages } from '../data/prompt.ts';
import type { Tokenizer, TrainingClient } from '../tinker/types.ts';
import { groupAdvantages } from './advantage.ts';
import { DataOrder } from './data-order.ts';
import { policyMetrics, rolloutMetrics } from './grpo-metrics.ts';
import { IdleWatch } from './idle-watch.ts';
import { probeDatum, completionPart } from './policy-datum.ts';
import { defaultClips } from './policy-loss.ts';
import type { Clip, PolicyLoss } from './policy-loss.ts';
import { policyUpdate } from './policy-update.ts';
import type { PolicyUpdate, TrainedSequence } from './policy-update.ts';
import type { ReferencePolicy } from './reference-policy.ts';
import type { RewardOptions, Scorer } from './reward.ts';
import { rolloutRow, sampleGroups } from './rollout.ts';
import type { Prompt, Rollout, RolloutRow, RolloutSampling } from './rollout.ts';
import { runStage } from './stage.ts';
import type { StageOptions, StageResult, StepContext } from './stage.ts';

export interface GrpoOptions extends StageOptions {
  /** Questions whose prompt and longest answer exceed the model's context are left out, with a warning that counts them. */
  questions: readonly Question[];
  /** Decides each answer; `scoreByRule` for the rules of `verify`. */
  score: Scorer;
  reward?: RewardOptions;
  steps: number;
  questionsPerStep: number;
  /** G: samples a question, at least 2. */
  groupSize: number;
  sampling: RolloutSampling;
  loss: PolicyLoss;
  /** Bounds of the probability ratio; the loss's own by default. */
  clip?: Clip;
  /** Weight of the KL to `reference`; 0 = no KL term (it is still logged where a reference is given). */
  beta: number;
  /** Gives the KL term the gradient of the reverse KL (see `policy-loss.ts`). Default false: the paper's term as it stands. */
  unbiasedKl?: boolean;
  reference?: ReferencePolicy;
  /** Parts into which the groups of a step are split, each an optimiser step. Default 1. */
  minibatches?: number;
  /** Times the groups of a step are gone through. Default 1. */
  passes?: number;
  /** A mean |ℓ − q| above this warns and sets `logprobGapAlarm`. Default 0.01 nats. */
  logprobGapLimit?: number;
  onRollouts?: (rows: readonly RolloutRow[]) => void | Promise<void>;
  /** Groups a step given to `onRollouts`, from the first; all by default. */
  rolloutGroups?: number;
}

/**
 * Trains for `steps` steps. Rows: see `grpo-metrics.ts`, and learningRate, tokens (sampled), seconds, tokensPerSecond.
 * @throws InputError when no question fits or settings contradict each other; see `runStage` for the others.
 */
export function grpo(options: GrpoOptions): Promise<StageResult> {
  requireSound(options);
  return runStage(options, (client) => {
    const prompts = fittingPrompts(options, client.getTokenizer(), client.getInfo().contextLength);
    const order = new DataOrder(options.seed, options.stage, prompts.length);
    const idle = new IdleWatch(options.stage, options.steps);
    return {
      steps: options.steps,
      needsResults: true,
      fingerprint: contentHash(prompts.map(({ question }) => question.id)),
      run: async (context) => {
        const from = context.step * options.questionsPerStep;
        const batch = order.range(from, from + options.questionsPerStep).map((i) => prompts[i] as Prompt);
        const begun = performance.now();
        const groups = await rollOut(client, batch, context.step, options);
        const sampleSeconds = (performance.now() - begun) / 1000;
        const judged = groups.map((group) =>
          groupAdvantages(
            group.map(({ reward }) => reward.total),
            options.loss,
          ),
        );
        const rows = groups
          .slice(0, options.rolloutGroups)
          .flatMap((group, g) =>
            group.map((rollout, s) =>
              rolloutRow(rollout, judged[g]?.advantages[s] ?? null, options.stage, context.step + 1),
            ),
          );
        await options.onRollouts?.(rows);
        const kept = groups.flatMap((group, g) =>
          group.flatMap((rollout, s) => {
            const advantage = judged[g]?.advantages[s] ?? null;
            return advantage === null ? [] : [{ ...rollout, advantage, reference: null }];
          }),
        );
        const updates = await updateOn(
          client,
          await withReference(kept, options.reference),
          options,
          context,
        );
        const sampled = rolloutMetrics(
          groups.flat(),
          judged.map(({ status }) => status),
        );
        const trained = policyMetrics(updates, options.logprobGapLimit ?? 0.01);
        if (trained.logprobGapAlarm) {
          options.warn?.(
            `${options.stage}: at step ${context.step + 1} sampler and training log probabilities differ by ` +
              `${String(trained.logprobGapMean?.toPrecision(3))} nats a token on average: the update is not on-policy`,
          );
        }
        const warning = idle.observe(context.step + 1, {
          updates: trained.updates,
          rewardMean: sampled.rewardMean,
        });
        if (warning !== null) options.warn?.(warning);
        return {
          loss: trained.loss,
          tokens: groups.flat().reduce((sum, { completion }) => sum + completion.length, 0),
          metrics: { ...sampled, ...trained, sampleSeconds },
        };
      },
    };
  });
}

async function rollOut(
  client: TrainingClient,
  prompts: readonly Prompt[],
  step: number,
  { seed, stage, groupSize, sampling, score, reward }: GrpoOptions,
): Promise<Rollout[][]> {
  const sampler = await client.snapshotSampler();
  const seeds = prompts.map((_, i) => Random.derive(seed, stage, 'sample', step, i).uint32() >>> 1);
  return sampleGroups(sampler, prompts, { groupSize, sampling, seeds, score, reward });
}

async function withReference(
  sequences: readonly TrainedSequence[],
  reference: ReferencePolicy | undefined,
): Promise<readonly TrainedSequence[]> {
  if (reference === undefined || sequences.length === 0) return sequences;
  const logprobs = await reference.logprobs(sequences.map(probeDatum));
  return sequences.map((sequence, i) => ({ ...sequence, reference: completionPart(logprobs[i], sequence) }));
}

/** The optimiser steps of one batch; none when no group had signal. Minibatches are made of whole groups. */
async function updateOn(
  client: TrainingClient,
  sequences: readonly TrainedSequence[],
  options: GrpoOptions,
  { step, adam, watch }: StepContext,
): Promise<PolicyUpdate[]> {
  const {
    loss,
    clip = defaultClips[loss],
    beta,
    unbiasedKl,
    sampling,
    minibatches = 1,
    passes = 1,
  } = options;
  const groups = [...new Set(sequences.map(({ group }) => group))];
  const updates: PolicyUpdate[] = [];
  for (let pass = 0; pass < passes; pass++) {
    const order = Random.derive(options.seed, options.stage, 'pass', step, pass).shuffle(groups);
    for (let part = 0; part < Math.min(minibatches, groups.length); part++) {
      const members = new Set(order.filter((_, i) => i % minibatches === part));
      updates.push(
        await policyUpdate(
          client,
          sequences.filter(({ group }) => members.has(group)),
          { loss, clip, beta, unbiasedKl, maxTokens: sampling.maxTokens },
          {
            adam,
            onPolicy: updates.length === 0,
            requireFinite: (name, value) => watch.requireFinite(step + 1, name, value),
          },
        ),
      );
    }
  }
  return updates;
}

function fittingPrompts(
  { stage, questions, sampling, warn }: GrpoOptions,
  tokenizer: Tokenizer,
  contextLength: number,
): Prompt[] {
  const render = (question: Question): string =>
    tokenizer.renderChat(renderMessages(question), { addGenerationPrompt: true });
  const all = questions.map((question) => ({ question, tokens: tokenizer.encode(render(question)) }));
  const prompts = all.filter(({ tokens }) => tokens.length + sampling.maxTokens <= contextLength);
  if (prompts.length === 0) {
    throw new InputError(
      `${stage}: none of ${countOf(all.length, 'prompt')} leaves ${sampling.maxTokens} tokens in the context of ${contextLength}`,
      {
        hint: 'Lower maxTokens, use a model with a longer context, or check that the data set is not empty.',
      },
    );
  }
  const left = all.length - prompts.length;
  if (left > 0)
    warn?.(
      `${stage}: ${left} of ${countOf(all.length, 'question')} ${wordFor(left, 'exceeds', 'exceed')} the context, left out`,
    );
  return prompts;
}

function requireSound({ stage, beta, reference, groupSize }: GrpoOptions): void {
  if (groupSize < 2) {
    throw new InputError(`${stage}: groupSize ${groupSize} gives no advantage`, {
      hint: 'Sample at least 2 answers a question.',
    });
  }
  if (beta > 0 && reference === undefined) {
    throw new InputError(`${stage}: beta ${beta} needs a reference policy`, {
      hint: 'Pass the frozen SFT model as `reference`, or set beta to 0.',
    });
  }
}
