/** The Tinker verbs for sampling, in this process, over frozen weights. */

import { InputError } from '../../core/errors.ts';
import { Random } from '../../core/random.ts';
import { tokensOf } from '../../tinker/model-input.ts';
import type { ModelInput, SampleRequest, SampleResponse, SamplingClient } from '../../tinker/types.ts';
import { lengthBucket } from '../buckets.ts';
import { compileStep } from '../decoder/training-step.ts';
import type { TrainingStep } from '../decoder/training-step.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { SessionCache } from '../session-cache.ts';
import type { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { generate } from './generate.ts';
import type { Job, Model } from './job.ts';
import { topOfPrompt } from './prompt-topk.ts';
import type { PromptGraph, TopTokens } from './prompt-topk.ts';
import { stopRuleOf } from './stopping.ts';

interface Waiting {
  job: Job;
  resolve: (response: SampleResponse) => void;
  reject: (error: unknown) => void;
}

/** Rows of one batch: enough to fill the cores, few enough to keep the caches small. */
export const MAX_ROWS = 512;

/** Bytes that the keys and values of one batch may take when every answer is as long as it may be. */
export const MAX_CACHE_BYTES = 3e9;

/** Of the compiled prefills that are kept, and of the compiled steps: ONNX Runtime holds the memory of each one's last run. */
const SESSION_BYTES = 6e8;

/** Compiled sessions and their memory; weights are inputs, so all snapshots of one training client share them. */
export interface SamplerSessions {
  prefills: Model['prefills'];
  decodes: Model['decodes'];
  scratches: Model['scratches'];
  scorings: SessionCache<TrainingStep>;
  tops: SessionCache<PromptGraph>;
  /** The end of what runs on them: one thing at a time, since a session that makes room for another must not be in use. */
  turn: Promise<unknown>;
}

export function newSamplerSessions(): SamplerSessions {
  return {
    prefills: new SessionCache(SESSION_BYTES),
    decodes: new SessionCache(SESSION_BYTES),
    scratches: [],
    scorings: new SessionCache(8),
    tops: new SessionCache(4),
    turn: Promise.resolve(),
  };
}

export async function closeSamplerSessions(sessions: SamplerSessions): Promise<void> {
  await sessions.prefills.clear();
  await sessions.decodes.clear();
  sessions.scratches.length = 0;
  await sessions.scorings.clear();
  await sessions.tops.clear();
}

export class LocalSamplingClient implements SamplingClient {
  readonly #model: Model;
  readonly #tokenizer: HfTokenizer;
  readonly #sessions: SamplerSessions;
  #waiting: Waiting[] = [];

  constructor(options: {
    config: ModelConfig;
    weights: ReadonlyMap<string, Float32Array>;
    tokenizer: HfTokenizer;
    /** The folder of the model, for messages. */
    name: string;
    threads: number | undefined;
    sessions: SamplerSessions;
  }) {
    const { config, weights, name, threads, sessions } = options;
    const { prefills, decodes, scratches } = sessions;
    this.#model = { config, weights, name, threads, prefills, decodes, scratches };
    this.#sessions = sessions;
    this.#tokenizer = options.tokenizer;
  }

  /**
   * Sample j of a request draws from a stream of its own, made from `seed` + j. Throws InputError when the prompt is
   * empty or prompt and `maxTokens` do not fit the context, DivergedError when the model's logits are not finite.
   */
  async sample(request: SampleRequest): Promise<SampleResponse> {
    const job = this.#jobOf(request);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      if (this.#waiting.length > 1) return;
      void this.#inTurn(() => this.#runWaiting());
    });
  }

  async computeLogprobs(prompt: ModelInput): Promise<Float32Array> {
    const tokens = tokensOf(prompt);
    this.#checkLength(tokens.length, 0);
    return this.#inTurn(() => this.#score(tokens));
  }

  async #score(tokens: Int32Array): Promise<Float32Array> {
    const { config, weights, threads } = this.#model;
    const length = lengthBucket(tokens.length);
    const shape = { rows: 1, length, positions: null, packed: false, loss: null };
    const step = await this.#sessions.scorings.get(String(length), () =>
      compileStep(config, shape, { threads }),
    );
    const padded = (values: Int32Array): BigInt64Array =>
      BigInt64Array.from({ length }, (_value, i) => BigInt(values[i] ?? 0));
    const logprobs = new Float32Array(length);
    const feeds = {
      ...Object.fromEntries(weights),
      tokens: padded(tokens),
      targets: padded(tokens.subarray(1)),
      positions: BigInt64Array.from({ length }, (_value, i) => BigInt(i)),
    };
    await step.compiled.run(feeds, { logprobs });
    return Float32Array.from(tokens, (_token, i) => (i === 0 ? NaN : (logprobs[i - 1] as number)));
  }

  /** The `k` likeliest tokens at every position of the prompt; at the first there are none. */
  async computeTopTokens(prompt: ModelInput, k: number): Promise<TopTokens> {
    const tokens = tokensOf(prompt);
    this.#checkLength(tokens.length, 0);
    return topOfPrompt(this.#model, this.#sessions.tops, tokens, k);
  }

  getTokenizer(): HfTokenizer {
    return this.#tokenizer;
  }

  /** Frees the compiled sessions, also those of other snapshots of the same training client. */
  async close(): Promise<void> {
    await this.#sessions.turn;
    await closeSamplerSessions(this.#sessions);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#sessions.turn.then(work);
    this.#sessions.turn = mine.catch(() => undefined);
    return mine;
  }

  #jobOf({ prompt, numSamples, samplingParams }: SampleRequest): Job {
    const tokens = tokensOf(prompt);
    const { maxTokens, seed = 0, stop, temperature = 1, topK = -1, topP = 1 } = samplingParams;
    if (!(Number.isInteger(numSamples) && numSamples >= 1))
      throw new InputError(`numSamples is ${numSamples}, not a positive whole number`);
    if (!(Number.isInteger(maxTokens) && maxTokens >= 1))
      throw new InputError(`maxTokens is ${maxTokens}, not a positive whole number`);
    if (!(temperature >= 0)) throw new InputError(`temperature is ${temperature}, not 0 or more`);
    if (!(topP > 0 && topP <= 1)) throw new InputError(`topP is ${topP}, not above 0 and at most 1`);
    this.#checkLength(tokens.length, maxTokens);
    return {
      prompt: tokens,
      rule: { temperature, topK, topP },
      stop: stopRuleOf(stop, this.#tokenizer),
      maxTokens,
      randoms: Array.from({ length: numSamples }, (_value, j) => Random.derive(seed + j, 'sample')),
    };
  }

  #checkLength(prompt: number, maxTokens: number): void {
    const { contextLength } = this.#model.config;
    if (prompt === 0) throw new InputError('the prompt has no tokens');
    if (prompt + maxTokens > contextLength) {
      throw new InputError(
        `a prompt of ${prompt} tokens and ${maxTokens} new ones do not fit the model's context of ${contextLength}`,
        { code: 'context', hint: 'Shorten the prompt or lower the number of new tokens.' },
      );
    }
  }

  /** Runs all that has been asked for so far, prompts of similar length together. */
  async #runWaiting(): Promise<void> {
    // One turn of the event loop lets every request of the same tick arrive.
    await new Promise((resolve) => setImmediate(resolve));
    const waiting = this.#waiting;
    this.#waiting = [];
    const order = waiting.map((_entry, i) => i);
    const lengthAt = (i: number): number => (waiting[i] as Waiting).job.prompt.length;
    order.sort((a, b) => lengthAt(a) - lengthAt(b) || a - b);
    let batch: Waiting[] = [];
    for (const [at, index] of order.entries()) {
      batch.push(waiting[index] as Waiting);
      const next = waiting[order[at + 1] ?? -1];
      if (next !== undefined && this.#fits([...batch, next])) continue;
      await this.#runBatch(batch);
      batch = [];
    }
  }

  /** The last one has the longest prompt. */
  #fits(batch: readonly Waiting[]): boolean {
    const { layers, kvHeads, headDim } = this.#model.config;
    const rows = batch.reduce((sum, { job }) => sum + job.randoms.length, 0);
    const longest = batch.at(-1)?.job.prompt.length ?? 0;
    const newTokens = batch.reduce((most, { job }) => Math.max(most, job.maxTokens), 0);
    const tokens = batch.length * longest + rows * newTokens;
    return rows <= MAX_ROWS && tokens * 2 * layers * kvHeads * headDim * 4 <= MAX_CACHE_BYTES;
  }

  async #runBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const sequences = await generate(
        this.#model,
        batch.map(({ job }) => job),
      );
      batch.forEach(({ resolve }, i) => resolve({ sequences: sequences[i] ?? [] }));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
