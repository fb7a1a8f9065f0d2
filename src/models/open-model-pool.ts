/** The model pool: every model a run asks, over one request cache, one purse and one set of limits. */

import { resolve } from 'node:path';
import { InputError, InterruptedError, type FinR1Error } from '../core/errors.ts';
import type { ChatMessage } from '../core/trace.ts';
import { BatchFetch, type BatchOptions, type BatchProgress } from './batch-fetch.ts';
import { Gate } from './gate.ts';
import { HttpFetch } from './http-fetch.ts';
import { HttpModel, type HttpService } from './http-model.ts';
import { withDefaults, type AllLimits, type Limits } from './limits.ts';
import { cachedLocal, localCacheName, openLocal, type ClosableModel } from './local-models.ts';
import { isFree, isRemote, readModelString, type HttpAddress } from './model-string.ts';
import type { ModelPool } from './pool.ts';
import { Journal, type JournalEntry } from './journal.ts';
import { Keeper } from './keeper/keeper.ts';
import { keptFetch } from './keeper/kept-fetch.ts';
import { newOwner } from './process-owner.ts';
import { languageModel } from './provider-call.ts';
import { Purse, type Price, type StageSpending } from './purse.ts';
import { RequestCache } from './request-cache.ts';
import { REASONING_HEADER } from './reasoning-header.ts';
import { requestKey } from './request-key.ts';
import type { Generation, GenerationParams, TextModel } from './text-model.ts';
import { SilenceWatch } from './silence-watch.ts';
import { Stop } from './stop.ts';

export type PoolEvent =
  | {
      kind: 'progress';
      model: string;
      requestsPerSecond: number;
      inFlight: number;
      /** What the concurrency has adapted to. */
      limit: number;
      waiting: number;
      /** US dollars, earlier processes of the run included. */
      spent: number;
    }
  /** A process of this run was killed; so many requests may have been billed without their answer being kept. */
  | { kind: 'orphans'; requests: number; worstCost: number }
  /** The server takes requests and has said nothing for so long. */
  | { kind: 'silent'; model: string; seconds: number; inFlight: number }
  /** The server asks to wait for a minute or more. */
  | { kind: 'wait'; model: string; seconds: number; until: Date }
  | ({ kind: 'batch'; model: string } & BatchProgress);

export interface ModelPoolOptions {
  /** SQLite file, shared by all runs of a machine. */
  cachePath: string;
  /** Where `run:` strings look; `runs` where it is not given. */
  runsDirectory?: string;
  limits?: Limits;
  /** By model string. */
  prices?: Readonly<Record<string, Price>>;
  /** US dollars that the run may spend in all. */
  budget?: number;
  /** JSON lines; what the run has spent, over all its processes. */
  ledgerPath?: string;
  /** Ask through the provider's batch API: all models behind HTTP, or those named. */
  batch?: boolean | (BatchOptions & { models?: readonly string[] });
  signal?: AbortSignal;
  /** Keys are read from here; the process's where it is not given. */
  env?: NodeJS.ProcessEnv;
  onEvent?: (event: PoolEvent) => void;
}

export interface OpenModelPool extends ModelPool {
  /** The answer in the cache; null when it has to be asked for. No network, no key. */
  peek(
    model: string,
    messages: readonly ChatMessage[],
    params: GenerationParams,
    sample: number,
  ): Generation | null;
  /** What earlier processes of the same ledger have spent. */
  earlier(): StageSpending[];
}

const PROGRESS_MS = 250;
/** Shorter waits are the usual way of things. */
const TOLD_WAIT_MS = 60_000;

/** @throws InputError when the cache, the ledger or an option cannot be used. */
export function openModelPool(options: ModelPoolOptions): OpenModelPool {
  return new Pool(options);
}

class Pool implements OpenModelPool {
  readonly #options: ModelPoolOptions;
  readonly #runs: string;
  readonly #limits: AllLimits;
  readonly #cache: RequestCache;
  readonly #purse: Purse;
  readonly #journal: Journal;
  readonly #keeper: Keeper;
  readonly #http: HttpFetch;
  readonly #stop: Stop;
  readonly #services = new Map<string, HttpService>();
  readonly #locals = new Map<string, Promise<ClosableModel>>();
  readonly #localNames = new Map<string, string>();
  #closing: Promise<void> | undefined;

  constructor(options: ModelPoolOptions) {
    const { cachePath, ledgerPath, signal, env = process.env } = options;
    this.#options = options;
    this.#runs = options.runsDirectory ?? 'runs';
    this.#limits = withDefaults(options.limits);
    checkPrices(options.prices ?? {});
    this.#cache = new RequestCache(cachePath);
    const owner = newOwner();
    const run = ledgerPath === undefined ? '' : resolve(ledgerPath);
    this.#journal = new Journal(this.#cache, { run, owner });
    const timeoutMs = this.#limits.timeoutSeconds * 1000;
    this.#keeper = new Keeper({ cachePath: resolve(cachePath), owner, env, timeoutMs });
    this.#purse = new Purse(options, this.#cache.unsettled());
    this.#http = new HttpFetch(env);
    this.#stop = new Stop(signal, (reason) => this.#closeGates(reason));
    this.#takeStock();
  }

  async open(model: string, stage: string): Promise<TextModel> {
    const address = readModelString(model, this.#options.env ?? process.env);
    if (address.kind === 'http') return new HttpModel(this.#service(address), stage);
    const opened = this.#locals.get(model) ?? openLocal(address, this.#runs);
    this.#locals.set(model, opened);
    const parts = { cache: this.#cache, purse: this.#purse };
    return cachedLocal(await opened, this.#cacheName(model), stage, parts);
  }

  usage() {
    return this.#purse.usage();
  }

  earlier() {
    return this.#purse.earlier();
  }

  peek(model: string, messages: readonly ChatMessage[], params: GenerationParams, sample: number) {
    const key = requestKey(this.#cacheName(model), messages, params, sample);
    const kept = this.#cache.get(key);
    return kept && { ...kept, requestKey: key };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Answers still in flight are paid for: they come in first. What waits is ended. */
  async #close(): Promise<void> {
    const reason = new InterruptedError('the model pool was closed');
    this.#closeGates(reason);
    this.#stop.endSleeps(reason);
    const services = [...this.#services.values()];
    await Promise.allSettled(services.flatMap(({ inFlight }) => [...inFlight.values()]));
    this.#stop.end(reason);
    for (const local of await Promise.allSettled(this.#locals.values())) {
      if (local.status === 'fulfilled') await local.value.close();
    }
    await this.#keeper.close();
    this.#http.close();
    this.#purse.close();
    this.#cache.close();
  }

  #service(address: HttpAddress): HttpService {
    const known = this.#services.get(address.id);
    if (known) return known;
    const isBatch = this.#isBatch(address.id);
    const factor = isBatch ? batchPriceFactor(address) : 1;
    const fetch = isBatch ? this.#batchFetch(address) : keptFetch(this.#keeper, this.#journal);
    const unlimited = { ...this.#limits, concurrency: Number.POSITIVE_INFINITY };
    const limits = isBatch ? unlimited : this.#limits;
    const service: HttpService = {
      address,
      language: languageModel(address, fetch, { [REASONING_HEADER]: 'raw' }),
      gate: new Gate(limits),
      price: this.#priceOf(address, factor),
      limits,
      sending: isBatch
        ? null
        : { journal: this.#journal, keeper: this.#keeper, silence: this.#silenceOf(address.id) },
      cache: this.#cache,
      purse: this.#purse,
      stop: this.#stop,
      inFlight: new Map(),
      onTry: this.#progressOf(address.id),
      onWait: this.#waitOf(address.id),
      onOrphan: (entry) => this.#tellOf([entry]),
    };
    this.#services.set(address.id, service);
    return service;
  }

  #isBatch(model: string): boolean {
    const { batch = false } = this.#options;
    return typeof batch === 'boolean' ? batch : (batch.models?.includes(model) ?? true);
  }

  #batchFetch(address: HttpAddress) {
    const { batch, onEvent } = this.#options;
    const onProgress = (progress: BatchProgress) =>
      onEvent?.({ kind: 'batch', model: address.id, ...progress });
    const parts = { fetch: this.#http.fetch, cache: this.#cache, stop: this.#stop, onProgress };
    return new BatchFetch(address, parts, typeof batch === 'object' ? batch : {}).fetch;
  }

  #priceOf(address: HttpAddress, factor: number): Price | null {
    const price = this.#options.prices?.[address.id];
    if (price) return scaled(price, factor);
    if (isFree(address.id)) return { input: 0, output: 0 };
    if (!this.#purse.hasBudget) return null;
    throw new InputError(
      `${address.id} has no price, so that the budget of $${this.#options.budget} cannot be kept`,
      {
        code: 'price',
        hint: 'Give its price per million tokens of input and output, as the provider lists it.',
      },
    );
  }

  #cacheName(model: string): string {
    if (isRemote(model)) return model;
    const known = this.#localNames.get(model);
    if (known !== undefined) return known;
    const address = readModelString(model, {});
    if (address.kind === 'http') throw new RangeError(`${model} is not local`);
    const name = localCacheName(address, this.#runs);
    this.#localNames.set(model, name);
    return name;
  }

  #progressOf(model: string): () => void {
    const { onEvent } = this.#options;
    let since = performance.now();
    let answersThen = 0;
    return () => {
      const now = performance.now();
      const gate = this.#services.get(model)?.gate;
      if (!onEvent || !gate || now - since < PROGRESS_MS) return;
      const { answers, ...state } = gate.state;
      const requestsPerSecond = ((answers - answersThen) * 1000) / (now - since);
      since = now;
      answersThen = answers;
      onEvent({ kind: 'progress', model, requestsPerSecond, ...state, spent: this.#purse.spent });
    };
  }

  #silenceOf(model: string): SilenceWatch {
    return new SilenceWatch(this.#limits.silenceSeconds, (seconds) => {
      const { inFlight = 0 } = this.#services.get(model)?.gate.state ?? {};
      this.#options.onEvent?.({ kind: 'silent', model, seconds, inFlight });
    });
  }

  /** Once for all requests that are refused for the same time. */
  #waitOf(model: string): (ms: number) => void {
    let told = 0;
    return (ms) => {
      const now = Date.now();
      if (ms < TOLD_WAIT_MS || now < told) return;
      told = now + ms;
      const seconds = Math.round(ms / 1000);
      this.#options.onEvent?.({ kind: 'wait', model, seconds, until: new Date(told) });
    };
  }

  /** What earlier processes of the run have left in flight. */
  #takeStock(): void {
    this.#tellOf(this.#journal.takeOrphans());
    for (const { key, worstCost } of this.#journal.kept()) this.#purse.setAside(key, worstCost);
  }

  #tellOf(orphans: readonly JournalEntry[]): void {
    if (orphans.length === 0) return;
    for (const { stage, model, worstCost } of orphans) this.#purse.lost(stage, model, worstCost);
    const worstCost = orphans.reduce((sum, orphan) => sum + orphan.worstCost, 0);
    this.#options.onEvent?.({ kind: 'orphans', requests: orphans.length, worstCost });
  }

  #closeGates(reason: FinR1Error): void {
    for (const { gate } of this.#services.values()) gate.close(reason);
  }
}

function batchPriceFactor(address: HttpAddress): number {
  const { batchPriceFactor: factor } = address.traits;
  if (factor !== undefined) return factor;
  throw new InputError(`${address.id}: ${address.provider} has no batch API`, {
    code: 'batch',
    hint: 'Leave --batch out, or name a model of openai/ or of a server that has OpenAI’s batch API.',
  });
}

function scaled({ input, output, cachedInput }: Price, factor: number): Price {
  return {
    input: input * factor,
    output: output * factor,
    ...(cachedInput !== undefined && { cachedInput: cachedInput * factor }),
  };
}

function checkPrices(prices: Readonly<Record<string, Price>>): void {
  for (const [model, price] of Object.entries(prices)) {
    for (const [kind, amount] of Object.entries(price)) {
      if (amount === undefined || (Number.isFinite(amount) && amount >= 0)) continue;
      throw new InputError(`the price of ${model} for ${kind} is ${amount}`, {
        code: 'price',
        hint: 'Prices are US dollars per million tokens.',
      });
    }
  }
}
