/** What a generation works on: prompts with their samples, the model, and the rows that are being written. */

import type { Random } from '../../core/random.ts';
import type { ModelConfig } from '../files/model-config.ts';
import type { SessionCache } from '../session-cache.ts';
import type { DecodeStep } from './decode-step.ts';
import type { ChoiceRule } from './next-token.ts';
import type { Prefill } from './prefill.ts';
import type { Scratch } from './scratch.ts';
import type { StopRule } from './stopping.ts';

/** The frozen weights and what has been compiled for them. */
export interface Model {
  /** The folder it comes from, for messages. */
  name: string;
  config: ModelConfig;
  weights: ReadonlyMap<string, Float32Array>;
  threads: number | undefined;
  prefills: SessionCache<Prefill>;
  decodes: SessionCache<DecodeStep>;
  /** Those that no generation is using. */
  scratches: Scratch[];
}

/** One prompt with its samples. */
export interface Job {
  prompt: Int32Array;
  rule: ChoiceRule;
  stop: StopRule;
  maxTokens: number;
  /** One stream a sample. */
  randoms: readonly Random[];
}

/** One sample as far as it is written. */
export interface Row {
  job: Job;
  /** Which of the jobs it belongs to. */
  prompt: number;
  random: Random;
  tokens: number[];
  logprobs: number[];
  stopReason: 'stop' | 'length' | null;
}

/** The newest token of a row. */
export function newestToken({ tokens }: Row): bigint {
  return BigInt(tokens[tokens.length - 1] as number);
}

/** Whether some job needs the distribution at another temperature than 1. */
export function isTempered(jobs: readonly Job[]): boolean {
  return jobs.some(({ rule }) => rule.temperature !== 0 && rule.temperature !== 1);
}

/** What the logits of a job are multiplied by. */
export function inverseTemperature(job: Job | undefined): number {
  return job === undefined || job.rule.temperature === 0 ? 1 : 1 / job.rule.temperature;
}
