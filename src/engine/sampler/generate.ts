/**
 * Batched generation: all prompts are prefilled once, then every row takes one token a step; finished rows leave the
 * batch, and the caches are packed anew when a quarter of the places is empty.
 */

import type { Random } from '../../core/random.ts';
import type { SampledSequence } from '../../tinker/types.ts';
import { countBucket, lengthBucket } from '../buckets.ts';
import { causalBias } from '../decoder/training-step.ts';
import type { ModelConfig } from '../files/model-config.ts';
import type { SessionCache } from '../session-cache.ts';
import {
  append,
  layoutOf,
  newOwnCache,
  newPromptCache,
  ownFromPrompts,
  relayOwn,
  relayPrompts,
} from './cache.ts';
import type { Layout, OwnCache, PromptCache } from './cache.ts';
import { compileDecode } from './decode-step.ts';
import type { DecodeStep } from './decode-step.ts';
import { chooseToken, logprobOf, newDistribution } from './next-token.ts';
import type { ChoiceRule, Distribution } from './next-token.ts';
import { compilePrefill } from './prefill.ts';
import type { Prefill } from './prefill.ts';
import type { StopRule } from './stopping.ts';

/** The frozen weights and what has been compiled for them. */
export interface Model {
  config: ModelConfig;
  weights: ReadonlyMap<string, Float32Array>;
  threads: number | undefined;
  prefills: SessionCache<Prefill>;
  decodes: SessionCache<DecodeStep>;
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

interface Row {
  job: number;
  random: Random;
  tokens: number[];
  logprobs: number[];
  stopReason: 'stop' | 'length' | null;
}

const MAX_PREFILL_TOKENS = 4096;

/** Generates all jobs in one batch; gives each job's sequences in the order of its samples. */
export async function generate(model: Model, jobs: readonly Job[]): Promise<SampledSequence[][]> {
  const rows = jobs.flatMap(({ randoms }, job) =>
    randoms.map((random): Row => ({ job, random, tokens: [], logprobs: [], stopReason: null })),
  );
  const running = (): { row: number; prompt: number }[] =>
    rows.flatMap(({ job, stopReason }, row) => (stopReason === null ? [{ row, prompt: job }] : []));
  let layout = layoutOf(running(), countBucket);
  const distribution = newDistribution(layout.prompts * layout.samples, model.config.vocabSize);
  const prefilled = await prefill(model, jobs, layout, distribution);
  take(jobs, rows, layout, distribution, (place) => Math.floor(place / layout.samples));
  // A prompt with one sample has nobody to share its keys with: one cache means half as many products.
  const alone = layout.samples === 1;
  let prompts = alone ? newPromptCache(model.config, 0, 0) : prefilled;
  const before = alone ? prefilled.length : 0;
  const room = (needed: number): number => before + ownBucket(jobs, needed - before);
  let own: OwnCache = alone
    ? ownFromPrompts(model.config, prefilled, layout, room(before + 1))
    : newOwnCache(model.config, layout, room(1));
  for (let active = running(); active.length > 0; active = running()) {
    const tighter = layoutOf(active, countBucket);
    const repack = tighter.prompts * tighter.samples <= 0.75 * layout.prompts * layout.samples;
    if (repack || own.used === own.length) {
      const next = repack ? tighter : layout;
      own = relayOwn(
        model.config,
        own,
        layout,
        next,
        own.used === own.length ? room(own.used + 1) : own.length,
      );
      if (repack && !alone) prompts = relayPrompts(model.config, prompts, layout, next);
      layout = next;
    }
    await decode(model, jobs, rows, layout, prompts, own, distribution, before);
    own.used += 1;
    take(jobs, rows, layout, distribution, (place) => place);
  }
  return jobs.map((_job, number) =>
    rows
      .filter(({ job }) => job === number)
      .map(({ tokens, logprobs, stopReason }) => ({
        stopReason: stopReason ?? 'length',
        tokens: Int32Array.from(tokens),
        logprobs: Float32Array.from(logprobs),
      })),
  );
}

/** Room for `needed` own positions, a bucket at a time, and no more than the longest job can use. */
function ownBucket(jobs: readonly Job[], needed: number): number {
  const most = jobs.reduce((longest, { maxTokens }) => Math.max(longest, maxTokens), 1);
  return Math.max(needed, Math.min(lengthBucket(needed + 16), lengthBucket(most)));
}

/** Chooses the next token of every running row; `rowAt` tells which row of the distribution belongs to a place. */
function take(
  jobs: readonly Job[],
  rows: readonly Row[],
  layout: Layout,
  distribution: Distribution,
  rowAt: (place: number) => number,
): void {
  layout.rowOf.forEach((index, place) => {
    const row = rows[index];
    if (row === undefined || row.stopReason !== null) return;
    const job = jobs[row.job] as Job;
    const at = rowAt(place);
    const token = chooseToken(distribution, at, job.rule, row.random);
    row.tokens.push(token);
    row.logprobs.push(logprobOf(distribution, at, token));
    if (job.stop.isComplete(row.tokens)) row.stopReason = 'stop';
    else if (row.tokens.length >= job.maxTokens) row.stopReason = 'length';
  });
}

const isTempered = (jobs: readonly Job[]): boolean =>
  jobs.some(({ rule }) => rule.temperature !== 0 && rule.temperature !== 1);

const inverse = (rule: ChoiceRule | undefined): number =>
  rule === undefined || rule.temperature === 0 ? 1 : 1 / rule.temperature;

function outputsInto(distribution: Distribution, from: number, rows: number): Record<string, Float32Array> {
  const { vocabSize, logits, logSum, probabilities } = distribution;
  const [start, end] = [from * vocabSize, (from + rows) * vocabSize];
  return {
    logits: logits.subarray(start, end),
    logSum: logSum.subarray(from, from + rows),
    probabilities: probabilities.subarray(start, end),
  };
}

async function prefill(
  model: Model,
  jobs: readonly Job[],
  layout: Layout,
  distribution: Distribution,
): Promise<PromptCache> {
  const { config } = model;
  const length = lengthBucket(jobs.reduce((most, { prompt }) => Math.max(most, prompt.length), 1));
  const cache = newPromptCache(config, layout.prompts, length);
  // Place counts are a power of two or three times one, so halves always fill them exactly.
  let rows = layout.prompts;
  while (rows * length > MAX_PREFILL_TOKENS && rows % 2 === 0) rows /= 2;
  const tempered = isTempered(jobs);
  const session = await model.prefills.get(`${rows}×${length}×${tempered}`, () =>
    compilePrefill(config, rows, length, tempered, model.threads),
  );
  const bias = causalBias(length);
  const size = config.kvHeads * length * config.headDim;
  for (let from = 0; from < layout.prompts; from += rows) {
    const tokens = new BigInt64Array(rows * length);
    const positions = BigInt64Array.from({ length: rows * length }, (_value, i) => BigInt(i % length));
    const last = new BigInt64Array(rows);
    const inverseTemperature = new Float32Array(rows).fill(1);
    for (let r = 0; r < rows; r++) {
      const job = jobs[layout.promptOf[from + r] as number];
      job?.prompt.forEach((token, i) => (tokens[r * length + i] = BigInt(token)));
      last[r] = BigInt(r * length + Math.max(0, (job?.prompt.length ?? 1) - 1));
      inverseTemperature[r] = inverse(job?.rule);
    }
    const fetches = outputsInto(distribution, from, rows);
    for (let i = 0; i < config.layers; i++) {
      fetches[`key.${i}`] = (cache.keys[i] as Float32Array).subarray(from * size, (from + rows) * size);
      fetches[`value.${i}`] = (cache.values[i] as Float32Array).subarray(from * size, (from + rows) * size);
    }
    const feeds = {
      ...Object.fromEntries(model.weights),
      ...{ tokens, positions, bias, last },
      ...(tempered ? { inverseTemperature } : {}),
    };
    await session.compiled.run(feeds, fetches);
  }
  return cache;
}

async function decode(
  model: Model,
  jobs: readonly Job[],
  rows: readonly Row[],
  layout: Layout,
  prompts: PromptCache,
  own: OwnCache,
  distribution: Distribution,
  before: number,
): Promise<void> {
  const { config } = model;
  const count = layout.prompts * layout.samples;
  const shape = {
    prompts: layout.prompts,
    samples: layout.samples,
    promptLength: prompts.length,
    ownLength: own.length,
    tempered: isTempered(jobs),
  };
  const session = await model.decodes.get(Object.values(shape).join('×'), () =>
    compileDecode(config, shape, model.threads),
  );
  const feeds: Record<string, Float32Array | BigInt64Array> = Object.fromEntries(model.weights);
  const tokens = new BigInt64Array(count);
  const positions = new BigInt64Array(count);
  const inverseTemperature = new Float32Array(count).fill(1);
  layout.rowOf.forEach((index, place) => {
    const row = rows[index];
    if (row === undefined) return;
    const job = jobs[row.job] as Job;
    tokens[place] = BigInt(row.tokens[row.tokens.length - 1] as number);
    // A finished row waits for the next packing; its results are not read.
    positions[place] = BigInt(Math.min(job.prompt.length + own.used - before, prompts.length + own.length));
    inverseTemperature[place] = inverse(job.rule);
  });
  const ownBias = new Float32Array(layout.prompts * own.length).fill(-1e9);
  layout.promptOf.forEach((prompt, place) => {
    const start = place * own.length;
    ownBias.fill(0, start, start + Math.min(before, jobs[prompt]?.prompt.length ?? before));
    ownBias.fill(0, start + before, start + own.used);
  });
  Object.assign(feeds, { tokens, positions, ownBias });
  if (shape.tempered) feeds['inverseTemperature'] = inverseTemperature;
  if (prompts.length > 0) feeds['promptBias'] = promptBiasOf(jobs, layout, prompts.length);
  const fetches = outputsInto(distribution, 0, count);
  const fresh = count * config.kvHeads * config.headDim;
  for (let i = 0; i < config.layers; i++) {
    if (prompts.length > 0) {
      feeds[`promptKey.${i}`] = prompts.keys[i] as Float32Array;
      feeds[`promptValue.${i}`] = prompts.values[i] as Float32Array;
    }
    feeds[`ownKey.${i}`] = own.keys[i] as Float32Array;
    feeds[`ownValue.${i}`] = own.values[i] as Float32Array;
    fetches[`key.${i}`] = new Float32Array(fresh);
    fetches[`value.${i}`] = new Float32Array(fresh);
  }
  await session.compiled.run(feeds, fetches);
  for (let i = 0; i < config.layers; i++) {
    append(config, layout, own.keys[i] as Float32Array, fetches[`key.${i}`] as Float32Array, own);
    append(config, layout, own.values[i] as Float32Array, fetches[`value.${i}`] as Float32Array, own);
  }
}

/** 0 where a prompt has tokens, −1e9 in its padding. */
function promptBiasOf(jobs: readonly Job[], layout: Layout, length: number): Float32Array {
  const bias = new Float32Array(layout.prompts * length);
  layout.promptOf.forEach((prompt, place) => {
    bias.fill(-1e9, place * length + (jobs[prompt]?.prompt.length ?? length), (place + 1) * length);
  });
  return bias;
}
