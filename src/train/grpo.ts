/**
 * GRPO: reinforcement learning on sampled groups (paper §4.2, eq. 4.4–4.5), and its descendants dr_grpo, dapo and gspo.
 *
 * A step: freeze a sampler, sample G answers to each question, reward them, turn each group's rewards into advantages, update.
 *
 * Departures:
 * 1. Group size, clip, β, rates and lengths are not in the paper; they are options.
 * 2. Groups without signal (all rewards equal) are dropped, KL term included, and their share is logged; the paper keeps them.
 *    Ten steps in a row without any signal are warned of (`idle-watch.ts`).
 * 3. With one update per batch the step is exactly on-policy and the clip never binds; `minibatches`, `passes` and
 *    `maxStepsOffPolicy` change that.
 *
 * Sampler and training pass compute the same log probabilities by different code. How far they are apart is measured at every step
 * that trains, always on (`logprob-gap.ts`).
 */

import { countOf, wordFor } from '../core/count-of.ts';
import { InputError } from '../core/errors.ts';
import { contentHash } from '../core/ids.ts';
import type { Question } from '../core/question.ts';
import { Random } from '../core/random.ts';
import { withSystemPrompt } from '../core/system-prompt.ts';
import { renderMessages } from '../data/prompt.ts';
import type { SamplingClient, Tokenizer } from '../tinker/types.ts';
import { groupAdvantages } from './advantage.ts';
import { DataOrder } from './data-order.ts';
import { policyMetrics, rolloutMetrics } from './grpo-metrics.ts';
import { updateOn, withReference } from './grpo-update.ts';
import { IdleWatch } from './idle-watch.ts';
import { gapReason, samplerGap } from './logprob-gap.ts';
import type { Gap } from './logprob-gap.ts';
import type { Clip, PolicyLoss } from './policy-loss.ts';
import type { ReferencePolicy } from './reference-policy.ts';
import type { RewardOptions, Scorer } from './reward.ts';
import { judgeGroups, rolloutRow, sampleGroups } from './rollout.ts';
import type { Prompt, RolloutRow, RolloutSampling } from './rollout.ts';
import { RolloutsAhead } from './rollouts-ahead.ts';
import type { RolloutBatch } from './rollouts-ahead.ts';
import { runStage } from './stage.ts';
import type { StageOptions, StageResult } from './stage.ts';

export interface GrpoOptions extends StageOptions {
  /** Questions whose prompt and longest answer exceed the model's context are left out, with a warning that counts them. */
  questions: readonly Question[];
  /** What stands before every question. */
  systemPrompt?: string | undefined;
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
  /**
   * Steps by which sampling may be ahead of the weights: while step k trains, the batches of the next n steps are sampled. Default
   * 0: each batch is sampled from the weights that it trains. (The cookbook's `max_steps_off_policy`.)
   */
  maxStepsOffPolicy?: number;
  /** Sends every loss by the verb `cross_entropy`, for a back end without `ppo` (see `policy-update.ts`). Default false. */
  signedWeights?: boolean;
  /** A mean gap between sampler and training pass above this warns and sets `logprobGapAlarm`. Default 0.01 nats. */
  logprobGapLimit?: number;
  onRollouts?: (rows: readonly RolloutRow[]) => void | Promise<void>;
  /** Groups a step given to `onRollouts`, from the first; all by default. */
  rolloutGroups?: number;
}

/**
 * Trains for `steps` steps. Rows: see `grpo-metrics.ts`, and learningRate, tokens (sampled), sampleSeconds (waited for
 * rollouts), seconds, tokensPerSecond; with `maxStepsOffPolicy` also stepsOffPolicy: optimiser steps of the stage between the
 * weights that sampled a batch and those that it trains.
 * @throws InputError when no question fits or settings contradict each other; see `runStage` for the others.
 */
export function grpo(options: GrpoOptions): Promise<StageResult> {
  requireSound(options);
  const { stage, seed, steps, questionsPerStep, maxStepsOffPolicy = 0, logprobGapLimit = 0.01 } = options;
  return runStage(options, (client, position) => {
    const tokenizer = client.getTokenizer();
    const prompts = fittingPrompts(options, tokenizer, client.getInfo().contextLength);
    const order = new DataOrder(seed, stage, prompts.length);
    const idle = new IdleWatch(stage, steps);
    const promptsOf = (step: number): Prompt[] => {
      const from = step * questionsPerStep;
      return order.range(from, from + questionsPerStep).map((i) => prompts[i] as Prompt);
    };
    const ahead = new RolloutsAhead(position, (step, answers) =>
      judgeGroups(tokenizer, promptsOf(step), answers, options),
    );
    const sample = async (
      sampler: SamplingClient,
      step: number,
      sampledAfter: number,
    ): Promise<RolloutBatch> => {
      const asked = promptsOf(step);
      const seeds = asked.map((_, i) => Random.derive(seed, stage, 'sample', step, i).uint32() >>> 1);
      const groups = await sampleGroups(sampler, asked, { ...options, seeds });
      const isStale = sampledAfter < step;
      return { sampledAfter, groups, samplerGap: isStale ? await samplerGap(sampler, groups.flat()) : null };
    };
    return {
      steps,
      needsResults: true,
      fingerprint: contentHash(prompts.map(({ question }) => question.id)),
      position: () => ahead.state(),
      settle: () => ahead.settle(),
      run: async (context) => {
        const { step } = context;
        const begun = performance.now();
        const newest = await client.snapshotSampler();
        ahead.fill(step, Math.min(step + maxStepsOffPolicy, steps - 1), (k) => sample(newest, k, step));
        const batch = await ahead.take(step);
        const sampleSeconds = (performance.now() - begun) / 1000;
        const { groups } = batch;
        const stepsOffPolicy = step - batch.sampledAfter;
        const judged = groups.map((group) =>
          groupAdvantages(
            group.map(({ reward }) => reward.total),
            options.loss,
          ),
        );
        const rows = groups
          .slice(0, options.rolloutGroups)
          .flatMap((group, g) =>
            group.map((rollout, s) => rolloutRow(rollout, judged[g]?.advantages[s] ?? null, stage, step + 1)),
          );
        await options.onRollouts?.(rows);
        const kept = groups.flatMap((group, g) =>
          group.flatMap((rollout, s) => {
            const advantage = judged[g]?.advantages[s] ?? null;
            return advantage === null ? [] : [{ ...rollout, advantage, reference: null }];
          }),
        );
        const { updates, gap } = await updateOn(
          client,
          await withReference(kept, options.reference),
          options,
          context,
          stepsOffPolicy === 0 ? null : { newest, samplerGap: batch.samplerGap },
        );
        const sampled = rolloutMetrics(
          groups.flat(),
          judged.map(({ status }) => status),
        );
        const trained = policyMetrics(updates, gap, logprobGapLimit);
        if (trained.logprobGapAlarm && gap !== null) {
          const own = stepsOffPolicy === 0 ? samplerGap(newest, kept) : Promise.resolve(batch.samplerGap);
          options.warn?.(await alarm(options, step + 1, gap, own));
        }
        const warning = idle.observe(step + 1, {
          updates: trained.updates,
          rewardMean: sampled.rewardMean,
        });
        if (warning !== null) options.warn?.(warning);
        return {
          loss: trained.loss,
          tokens: groups.flat().reduce((sum, { completion }) => sum + completion.length, 0),
          metrics: {
            ...{ ...sampled, ...trained, sampleSeconds },
            ...(maxStepsOffPolicy > 0 && { stepsOffPolicy }),
          },
        };
      },
    };
  });
}

/** What is said of a gap; a back end that cannot be asked why still has it. */
async function alarm(
  { stage, sampling }: GrpoOptions,
  step: number,
  gap: Gap,
  own: Promise<Gap | null>,
): Promise<string> {
  const reason = await own.then(
    (known) => gapReason(gap, known, sampling),
    (error: unknown) => `why could not be told: ${error instanceof Error ? error.message : String(error)}`,
  );
  return (
    `${stage}: at step ${step} sampler and training log probabilities differ by ${gap.mean.toPrecision(3)} nats a token ` +
    `on average, so the loss is taken at another policy than the one that sampled: ${reason}`
  );
}

function fittingPrompts(
  { stage, questions, systemPrompt, sampling, warn }: GrpoOptions,
  tokenizer: Tokenizer,
  contextLength: number,
): Prompt[] {
  const render = (question: Question): string =>
    tokenizer.renderChat(withSystemPrompt(renderMessages(question), systemPrompt), {
      addGenerationPrompt: true,
    });
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

function requireSound({ stage, beta, reference, groupSize, maxStepsOffPolicy = 0 }: GrpoOptions): void {
  if (!(Number.isInteger(maxStepsOffPolicy) && maxStepsOffPolicy >= 0)) {
    throw new InputError(`${stage}: maxStepsOffPolicy ${maxStepsOffPolicy} is no number of steps`, {
      hint: 'Give 0 to sample from the weights that are trained, or 1 or 2 to sample while training.',
    });
  }
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
