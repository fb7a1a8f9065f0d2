/**
 * Rollouts: G samples for each question of a step, scored and rewarded.
 */

import { countOf } from '../core/count-of.ts';
import type { Question } from '../core/question.ts';
import { answerTokens } from '../tinker/answer-tokens.ts';
import { modelInputOf } from '../tinker/model-input.ts';
import type { SampledSequence, SamplingClient, SamplingParams, Tokenizer } from '../tinker/types.ts';
import { badAnswer, requireLogprobs } from './engine-answer.ts';
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
  return judgeGroups(sampler.getTokenizer(), prompts, await askForGroups(sampler, prompts, options), options);
}

/** @throws FinR1Error `engine-answer` when answers or log probabilities are missing; whatever a request ends with. */
async function askForGroups(
  sampler: SamplingClient,
  prompts: readonly Prompt[],
  { groupSize, sampling, seeds }: RolloutOptions,
): Promise<readonly SampledSequence[][]> {
  const responses = await Promise.all(
    prompts.map(({ tokens }, group) =>
      sampler.sample({
        prompt: modelInputOf(tokens),
        numSamples: groupSize,
        samplingParams: { ...sampling, seed: seeds[group] },
      }),
    ),
  );
  return responses.map(({ sequences }, group) => {
    const of = `of the question ${prompts[group]?.question.id ?? ''}`;
    if (sequences.length !== groupSize) {
      throw badAnswer(
        `the sampler gave ${countOf(sequences.length, 'answer')} ${of}, asked for were ${groupSize}`,
      );
    }
    for (const { tokens, logprobs } of sequences) {
      if (tokens.length === 0) throw badAnswer(`the sampler gave an answer without tokens ${of}`);
      requireLogprobs(logprobs, tokens.length, `the sampler’s log probabilities ${of}`);
    }
    return [...sequences];
  });
}

/** The sampled answers as text, scored and rewarded. */
export async function judgeGroups(
  tokenizer: Tokenizer,
  prompts: readonly Prompt[],
  groups: readonly (readonly SampledSequence[])[],
  { sampling, score, reward: rewarding }: Pick<RolloutOptions, 'sampling' | 'score' | 'reward'>,
): Promise<Rollout[][]> {
  const judge = async (sequence: SampledSequence, group: number, sample: number): Promise<Rollout> => {
    const { question, tokens: prompt } = prompts[group] as Prompt;
    const { tokens: completion, logprobs, stopReason: finishReason } = sequence;
    const text = tokenizer.decode(answerTokens(sequence, tokenizer), { keepSpecial: true });
    const scored = await score({ text, finishReason }, question);
    const length = { tokens: completion.length, maxTokens: sampling.maxTokens };
    const reward = rewardOf(scored, length, rewarding);
    return {
      ...{ question, group, sample, prompt, completion, text, finishReason, logprobs, scored, reward },
    };
  };
  return Promise.all(
    groups.map((sequences, group) =>
      Promise.all(sequences.map((sequence, sample) => judge(sequence, group, sample))),
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
