/**
 * Rollouts: G samples for each question of a step, scored and rewarded.
 */

import type { Question } from '../core/question.ts';
import { answerTokens } from '../tinker/answer-tokens.ts';
import { modelInputOf } from '../tinker/model-input.ts';
import type { SamplingClient, SamplingParams } from '../tinker/types.ts';
import type { SampledTokens } from './policy-datum.ts';
import { rewardOf } from './reward.ts';
import type { Reward, RewardOptions, Scored, Scorer } from './reward.ts';
import type { JsonValue } from './stage-checkpoint.ts';

/** A question with its rendered prompt. */
export interface Prompt {
  question: Question;
  tokens: Int32Array;
}

export interface Rollout extends SampledTokens {
  question: Question;
  /** Index of the question in the step, and of the sample among the question's. */
  group: number;
  sample: number;
  text: string;
  finishReason: 'stop' | 'length';
  /** q: log probabilities under the policy that sampled. */
  logprobs: Float32Array;
  scored: Scored;
  reward: Reward;
}

/**
 * Temperature 1 samples the policy that is trained. Another temperature, top-k or top-p changes what is explored; `logprobs`
 * stay those of temperature 1.
 */
export type RolloutSampling = Pick<SamplingParams, 'maxTokens' | 'temperature' | 'topK' | 'topP'>;

export interface RolloutOptions {
  groupSize: number;
  sampling: RolloutSampling;
  /** One a prompt. */
  seeds: readonly number[];
  score: Scorer;
  reward?: RewardOptions;
}

/** Samples all prompts in one tick, so that the engine runs them as one batch, then scores. One group a prompt, in order. */
export async function sampleGroups(
  sampler: SamplingClient,
  prompts: readonly Prompt[],
  options: RolloutOptions,
): Promise<Rollout[][]> {
  const { groupSize, sampling, seeds, score } = options;
  const tokenizer = sampler.getTokenizer();
  const responses = await Promise.all(
    prompts.map(({ tokens }, group) =>
      sampler.sample({
        prompt: modelInputOf(tokens),
        numSamples: groupSize,
        samplingParams: { ...sampling, seed: seeds[group] },
      }),
    ),
  );
  return Promise.all(
    prompts.map(({ question, tokens: prompt }, group) =>
      Promise.all(
        (responses[group]?.sequences ?? []).map(async (sequence, sample): Promise<Rollout> => {
          const { tokens: completion, logprobs, stopReason: finishReason } = sequence;
          const text = tokenizer.decode(answerTokens(sequence, tokenizer), { keepSpecial: true });
          const scored = await score({ text, finishReason }, question);
          const length = { tokens: completion.length, maxTokens: sampling.maxTokens };
          const reward = rewardOf(scored, length, options.reward);
          return {
            question,
            group,
            sample,
            prompt,
            completion,
            text,
            finishReason,
            logprobs,
            scored,
            reward,
          };
        }),
      ),
    ),
  );
}

/** A line of the rollouts file. `reward` null: excluded from its group; `advantage` null: not trained on. */
export interface RolloutRow {
  stage: string;
  step: number;
  questionId: string;
  sample: number;
  text: string;
  verdict: string;
  rule: string;
  reason: string;
  formatValid: boolean;
  formatReason: string;
  reward: number | null;
  advantage: number | null;
  finishReason: 'stop' | 'length';
  promptTokens: number;
  completionTokens: number;
  readonly [name: string]: JsonValue;
}

export function rolloutRow(
  rollout: Rollout,
  advantage: number | null,
  stage: string,
  step: number,
): RolloutRow {
  const { question, sample, text, scored, reward, finishReason, prompt, completion } = rollout;
  return {
    stage,
    step,
    questionId: question.id,
    sample,
    text,
    ...scored.outcome,
    formatValid: scored.format.valid,
    formatReason: scored.format.reason,
    reward: reward.total,
    advantage,
    finishReason,
    promptTokens: prompt.length,
    completionTokens: completion.length,
  };
}
