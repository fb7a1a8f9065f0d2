/**
 * Generation for requests that come at any time: between two steps of the running batch, prompts that have arrived are prefilled and
 * join it, and streams that have ended or that nobody wants any more leave it. Requests that the caches have no room for wait.
 */

import { DivergedError } from '../../core/errors.ts';
import { Random } from '../../core/random.ts';
import { countBucket } from '../buckets.ts';
import { MAX_CACHE_BYTES } from '../sampler/sampling-client.ts';
import { prefill } from '../sampler/prefill.ts';
import { AnswerConstraint } from '../constrain/answer-constraint.ts';
import { formReader } from '../constrain/answer-form.ts';
import { chooseAllowed } from '../constrain/choose-allowed.ts';
import { chooseToken, likeliest, logprobOf, newDistribution } from '../sampler/next-token.ts';
import type { Distribution } from '../sampler/next-token.ts';
import type { Job, Model, Row } from '../sampler/job.ts';
import { Scratch } from '../sampler/scratch.ts';
import { StreamBatch } from './stream-batch.ts';
import type { StreamedToken, StreamRequest } from './stream-request.ts';

export interface EngineEvents {
  /** The tokens of one step, by request. */
  tokens(byRequest: ReadonlyMap<number, readonly StreamedToken[]>): void;
  failed(request: number, error: Error): void;
}

interface StreamRow extends Row {
  request: number;
  sample: number;
  topLogprobs: number;
  /** What the answer is held to. */
  constraint: AnswerConstraint | null;
}

interface Waiting {
  id: number;
  request: StreamRequest;
}

/** Prompt tokens that are read between two steps; the running streams stand still meanwhile. */
const ADMITTED_TOKENS = 4096;

export class StreamEngine {
  readonly #model: Model;
  readonly #maxRows: number;
  readonly #bytesOf: (token: number) => Uint8Array | null;
  readonly #events: EngineEvents;
  readonly #batch: StreamBatch<StreamRow>;
  readonly #scratch = new Scratch();
  readonly #stopped = new Set<number>();
  #waiting: Waiting[] = [];
  #distribution: Distribution | null = null;
  #isRunning = false;

  /** `bytesOf`: of a token of text; null for special ones. */
  constructor(
    model: Model,
    options: { maxRows: number; events: EngineEvents; bytesOf: (token: number) => Uint8Array | null },
  ) {
    const { maxRows, events, bytesOf } = options;
    this.#bytesOf = bytesOf;
    this.#model = model;
    this.#maxRows = maxRows;
    this.#events = events;
    this.#batch = new StreamBatch(model);
  }

  begin(id: number, request: StreamRequest): void {
    this.#waiting.push({ id, request });
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  /** Nothing more is told of the request. */
  stop(id: number): void {
    const waiting = this.#waiting.length;
    this.#waiting = this.#waiting.filter((entry) => entry.id !== id);
    if (this.#waiting.length === waiting) this.#stopped.add(id);
  }

  async #run(): Promise<void> {
    for (;;) {
      // A step blocks this thread, so messages that came meanwhile are read here.
      await new Promise((resolve) => setImmediate(resolve));
      this.#batch.remove((row) => row.stopReason !== null || this.#stopped.has(row.request));
      this.#stopped.clear();
      try {
        await this.#admit();
        if (this.#batch.rows.length > 0) await this.#step();
        else if (this.#waiting.length === 0) break;
      } catch (error) {
        this.#fail(error instanceof Error ? error : new Error(String(error)));
      }
    }
    this.#isRunning = false;
  }

  /** Every running request ends with the error, those that wait go on. */
  #fail(error: Error): void {
    const requests = new Set(this.#batch.rows.map(({ request }) => request));
    this.#batch.remove(() => true);
    for (const request of requests) this.#events.failed(request, error);
  }

  /** Takes in what has room, in the order of arrival. */
  async #admit(): Promise<void> {
    const taken: Waiting[] = [];
    let [rows, tokens, longest] = [0, 0, 0];
    for (const entry of this.#waiting) {
      const { prompt, maxTokens, seeds } = entry.request;
      const [more, length] = [rows + seeds.length, Math.max(longest, prompt.length + maxTokens)];
      const isAlone = this.#batch.rows.length + taken.length === 0;
      const fits =
        this.#batch.rows.length + more <= this.#maxRows &&
        tokens + prompt.length <= ADMITTED_TOKENS &&
        this.#batch.bytesWith(more, length) <= MAX_CACHE_BYTES;
      if (!fits && !isAlone) break;
      taken.push(entry);
      [rows, tokens, longest] = [more, tokens + prompt.length, length];
    }
    if (taken.length === 0) return;
    this.#waiting = this.#waiting.slice(taken.length);
    try {
      await this.#prefill(taken.sort((a, b) => a.request.prompt.length - b.request.prompt.length));
    } catch (error) {
      // They may be in the batch already or not; what was running is not touched.
      const ids = new Set(taken.map(({ id }) => id));
      this.#batch.remove(({ request }) => ids.has(request));
      for (const id of ids)
        this.#events.failed(id, error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #prefill(taken: readonly Waiting[]): Promise<void> {
    const jobs = taken.map(({ request }): Job => {
      const { prompt, maxTokens, rule, seeds, stopIds } = request;
      const randoms = seeds.map((seed) => Random.derive(seed, 'sample'));
      const ends = new Set(stopIds);
      return {
        ...{ prompt, maxTokens, rule, randoms },
        stop: { isComplete: (tokens) => ends.has(tokens.at(-1) as number) },
      };
    });
    const promptOf = Int32Array.from(jobs, (_job, i) => i);
    const layout = { prompts: jobs.length, samples: 1, promptOf, rowOf: promptOf };
    const rows = jobs.reduce((sum, { randoms }) => sum + randoms.length, this.#batch.rows.length);
    const distribution = this.#room(Math.max(rows, jobs.length));
    const prompts = await prefill(this.#model, jobs, layout, distribution, this.#scratch);
    const told = new Map<number, StreamedToken[]>();
    jobs.forEach((job, place) => {
      const { id, request } = taken[place] as Waiting;
      const own = job.randoms.map((random, sample) => {
        const row: StreamRow = {
          ...{ job, prompt: place, random, sample, request: id, topLogprobs: request.topLogprobs },
          ...{ tokens: [], logprobs: [], stopReason: null },
          constraint:
            request.form === undefined ? null : new AnswerConstraint(formReader(request.form), this.#bytesOf),
        };
        const token = this.#choose(row, place, distribution);
        if (row.stopReason === null) this.#batch.add(row, prompts, place);
        return token;
      });
      told.set(id, own);
    });
    this.#events.tokens(told);
  }

  async #step(): Promise<void> {
    const { rows } = this.#batch;
    const distribution = this.#room(rows.length);
    await this.#batch.step(distribution);
    const told = new Map<number, StreamedToken[]>();
    const failed = new Map<number, Error>();
    rows.forEach((row, place) => {
      if (failed.has(row.request)) return;
      try {
        const token = this.#choose(row, place, distribution);
        told.set(row.request, [...(told.get(row.request) ?? []), token]);
      } catch (error) {
        // What a schema asks for is one request's affair; weights that are not finite are everybody's.
        if (row.constraint === null || error instanceof DivergedError) throw error;
        failed.set(row.request, error instanceof Error ? error : new Error(String(error)));
      }
    });
    this.#batch.remove(({ request }) => failed.has(request));
    for (const [request, error] of failed) {
      told.delete(request);
      this.#events.failed(request, error);
    }
    this.#events.tokens(told);
  }

  #choose(row: StreamRow, at: number, distribution: Distribution): StreamedToken {
    const { job, sample, topLogprobs } = row;
    const { constraint } = row;
    const token =
      constraint === null
        ? chooseToken(distribution, at, job.rule, row.random)
        : chooseAllowed(distribution, at, row, (token) =>
            job.stop.isComplete([token]) ? constraint.mayEnd : constraint.allows(token),
          );
    const logprob = logprobOf(distribution, at, token);
    if (!Number.isFinite(logprob)) {
      throw new DivergedError(`${this.#model.name}: the logits of the next token are not finite`, {
        hint: 'Its weights have grown out of bounds: serve an earlier checkpoint.',
      });
    }
    row.tokens.push(token);
    row.logprobs.push(logprob);
    if (job.stop.isComplete(row.tokens)) row.stopReason = 'stop';
    else constraint?.take(token);
    if (row.stopReason === null && row.tokens.length >= job.maxTokens) row.stopReason = 'length';
    const top: [number, number][] = [];
    if (topLogprobs > 0) {
      const { logits, vocabSize } = distribution;
      for (const other of likeliest(logits.subarray(at * vocabSize, (at + 1) * vocabSize))) {
        if (top.length === topLogprobs) break;
        top.push([other, logprobOf(distribution, at, other)]);
      }
    }
    return { sample, token, logprob, top, end: row.stopReason };
  }

  #room(rows: number): Distribution {
    const { vocabSize } = this.#model.config;
    const places = countBucket(rows);
    if ((this.#distribution?.logSum.length ?? 0) < places)
      this.#distribution = newDistribution(places, vocabSize);
    return this.#distribution as Distribution;
  }
}
