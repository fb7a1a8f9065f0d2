/** One sampler's requests, gathered into batches that take their turns at the engine. */

import { z } from 'zod';
import { InputError } from '../../../core/errors.ts';
import { modelInputOf } from '../../../tinker/model-input.ts';
import { encodeSampleResponse } from '../../../tinker/wire/sample-response.ts';
import type { SampleCall } from '../engine/tinker-engine.ts';
import { EngineError, jobFailureOf, sentFailure } from '../engine/sent-failure.ts';
import type { SentFailure } from '../engine/sent-failure.ts';
import type { SampleOutputs } from '../../../tinker/wire/sample-response.ts';
import type { Job, QueuedJob } from '../store/job.ts';
import { jsonOfBytes } from './bytes.ts';
import { fatalJob } from './fatal-job.ts';
import { SampleGatherer } from './sample-gatherer.ts';
import type { Shop } from './shop.ts';

/** A request as it is kept: all that was left open is decided. */
const keptSample = z.object({
  tokens: z.array(z.number()),
  numSamples: z.number(),
  /** `maxTokens` 0: nothing is sampled. */
  params: z.object({
    maxTokens: z.number(),
    seed: z.number(),
    stop: z.union([z.array(z.string()), z.array(z.number())]).optional(),
    temperature: z.number(),
    topK: z.number(),
    topP: z.number(),
  }),
  promptLogprobs: z.boolean(),
  topk: z.number(),
  /** Absent: of the whole prompt. */
  lastOfPrompt: z.number().optional(),
});
export type KeptSample = z.infer<typeof keptSample>;

export class SamplerWorker {
  readonly #id: string;
  readonly #shop: Shop;
  readonly #gatherer: SampleGatherer<QueuedJob>;

  constructor(shop: Shop, id: string) {
    this.#id = id;
    this.#shop = shop;
    this.#gatherer = new SampleGatherer<QueuedJob>((batch) => this.#run(batch).catch(shop.fatal));
  }

  /** It may be forgotten. */
  get isIdle(): boolean {
    return this.#gatherer.isIdle;
  }

  add(job: QueuedJob): void {
    this.#gatherer.add(job);
  }

  refuse(batch: string): void {
    this.#gatherer.refuse(batch);
  }

  end(): void {
    this.#gatherer.end();
  }

  async #run(queued: readonly QueuedJob[]): Promise<void> {
    await this.#shop.turns.take(async () => {
      const { store, futures, ended, log } = this.#shop;
      const began = performance.now();
      const all = queued.map(({ id }) => store.jobs.get(id));
      store.transaction(() => {
        for (const { id } of all) store.jobs.begin(id, null);
      });
      const batch = all.filter((job) => fatalJob(job) === null);
      const outcomes = await this.#outcomes(batch);
      const ms = performance.now() - began;
      store.transaction(() => {
        for (const job of all) {
          const failure = fatalJob(job);
          if (failure !== null) store.jobs.fail(job.id, failure, ms, Date.now());
        }
        for (const [i, outcome] of outcomes.entries()) {
          const id = batch[i]?.id ?? 0;
          if ('message' in outcome) store.jobs.fail(id, jobFailureOf(outcome), ms, Date.now());
          else store.jobs.finish(id, encodeSampleResponse(outcome), ms, Date.now());
        }
      });
      for (const outcome of outcomes) ended('sample', 'message' in outcome ? 'failed' : 'done', ms / 1000);
      for (const { id } of all) futures.settled(id);
      const failed = outcomes.flatMap((outcome) => ('message' in outcome ? [outcome] : []));
      log({
        ...{ level: 'info', time: new Date().toISOString(), kind: 'sample', sampler: this.#id },
        ...{ requests: batch.length, failed: failed.length, ms: Math.round(ms) },
        ...(failed[0] !== undefined && { error: failed[0].stack ?? failed[0].message }),
      });
    });
  }

  async #outcomes(batch: readonly Job[]): Promise<(SampleOutputs | SentFailure)[]> {
    const row = this.#shop.store.sessions.sampler(this.#id);
    if (batch.length === 0) return [];
    if (row === undefined) {
      const message = `the sampling session ${this.#id} is not kept any more`;
      return batch.map(() => sentFailure(new InputError(message, { code: 'gone' })));
    }
    try {
      return await this.#shop.engine.call('sample', { folder: row.folder, requests: batch.map(callOf) });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return batch.map(() => error.sent);
    }
  }
}

function callOf(job: Job): SampleCall {
  const { tokens, numSamples, params, promptLogprobs, topk, lastOfPrompt } = keptSample.parse(
    jsonOfBytes(job.body),
  );
  const { stop, ...rest } = params;
  return {
    ...{ prompt: modelInputOf(Int32Array.from(tokens)), numSamples, promptLogprobs },
    samplingParams: { ...rest, ...(stop !== undefined && { stop }) },
    topkPromptLogprobs: topk,
    ...(lastOfPrompt !== undefined && { lastOfPrompt }),
  };
}
