/** A model behind HTTP: cached, limited, retried and paid for. */

import { setTimeout as wait } from 'node:timers/promises';
import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { FinR1Error, RequestError } from '../core/errors.ts';
import { Random } from '../core/random.ts';
import type { ChatMessage } from '../core/trace.ts';
import { estimatePromptTokens, tokenCeiling } from './estimate-tokens.ts';
import { failureOf, promptTooLong, type Failure } from './failure.ts';
import type { Gate, Pass } from './gate.ts';
import { TransportError } from './http-send.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { Keeper } from './keeper/keeper.ts';
import type { AllLimits } from './limits.ts';
import type { HttpAddress } from './model-string.ts';
import { answerOf } from './provider-answer.ts';
import { callOptions } from './provider-call.ts';
import type { SilenceWatch } from './silence-watch.ts';
import { costOf, type Price, type Purse } from './purse.ts';
import type { CachedAnswer, RequestCache } from './request-cache.ts';
import { redacted } from './redacted.ts';
import { requestKey } from './request-key.ts';
import type { Stop } from './stop.ts';
import { PromptTooLongError, type Generation, type GenerationParams, type TextModel } from './text-model.ts';

/** What all stages that ask one model share. */
export interface HttpService {
  address: HttpAddress;
  language: LanguageModelV4;
  gate: Gate;
  /** Null: nothing is paid, or nobody knows how much. */
  price: Price | null;
  limits: AllLimits;
  /** Null in a batch, which has a record of its own, and no time-out. */
  sending: { journal: Journal; keeper: Keeper; silence: SilenceWatch } | null;
  cache: RequestCache;
  purse: Purse;
  stop: Stop;
  /** Requests in flight by key: the same one is asked once. */
  inFlight: Map<string, Promise<CachedAnswer>>;
  /** Called after each try. */
  onTry: () => void;
  /** Called when the server asks to wait before another try. */
  onWait: (ms: number) => void;
  /** Called when a request of an earlier process turns out to have been lost. */
  onOrphan: (entry: JournalEntry) => void;
}

/** One request on its way. */
interface Asked {
  key: string;
  messages: readonly ChatMessage[];
  params: GenerationParams;
  options: LanguageModelV4CallOptions;
  /** US dollars. */
  worst: number;
}

/** Between two looks at a request that another process has in flight. */
const POLL_MS = 100;
const LONGEST_WAIT_MS = 60_000;
const TRIES_OF_NOBODY = 3;
/** Longer than this a provider is not waited for: it is a limit a day, and the run ends. */
const LONGEST_RETRY_AFTER_MS = 3_600_000;

export class HttpModel implements TextModel {
  readonly id: string;
  readonly #service: HttpService;
  readonly #stage: string;

  constructor(service: HttpService, stage: string) {
    this.id = service.address.id;
    this.#service = service;
    this.#stage = stage;
  }

  generate(
    messages: readonly ChatMessage[],
    params: GenerationParams,
    numSamples: number,
  ): Promise<Generation[]> {
    return Promise.all(
      Array.from({ length: numSamples }, (_, sample) => this.#one(messages, params, sample)),
    );
  }

  async #one(
    messages: readonly ChatMessage[],
    params: GenerationParams,
    sample: number,
  ): Promise<Generation> {
    const { cache, inFlight, purse } = this.#service;
    const key = requestKey(this.id, messages, params, sample);
    const usage = purse.of(this.#stage, this.id);
    const running = inFlight.get(key);
    const kept = running ? await running : cache.get(key);
    if (kept) {
      usage.cached++;
      return { ...kept, requestKey: key };
    }
    const options = callOptions(this.#service.address, messages, params, sample);
    const asking = this.#ask({ key, messages, params, options, worst: this.#worst(messages, params) });
    inFlight.set(key, asking);
    try {
      return { ...(await asking), requestKey: key };
    } catch (error) {
      if (error instanceof RequestError && !error.stopsRun) usage.failed++;
      throw error;
    } finally {
      inFlight.delete(key);
    }
  }

  #worst(messages: readonly ChatMessage[], params: GenerationParams): number {
    const { price } = this.#service;
    if (price === null) return 0;
    return costOf(price, { prompt: tokenCeiling(messages), completion: params.maxTokens });
  }

  async #ask(asked: Asked): Promise<CachedAnswer> {
    const { gate, limits, stop, onWait } = this.#service;
    let failed = 0;
    let refused = 0;
    for (let tried = 0; ; tried++) {
      const answersBefore = gate.state.answers;
      const outcome = await this.#try(asked, tried);
      if (!('kind' in outcome)) return outcome;
      const { kind, retryAfterMs = 0 } = outcome;
      // A server that answers others is busy, not broken: refusals count only while nobody is answered.
      if (kind !== 'refused') failed++;
      else refused = gate.state.answers > answersBefore ? 1 : refused + 1;
      const isOver =
        kind === 'final' ||
        kind === 'stop' ||
        retryAfterMs > LONGEST_RETRY_AFTER_MS ||
        failed >= (this.#isNobody(outcome) ? Math.min(TRIES_OF_NOBODY, limits.tries) : limits.tries) ||
        refused >= 2 * limits.tries;
      if (isOver) throw this.#givenUp(outcome, tried + 1);
      if (retryAfterMs > 0) onWait(retryAfterMs);
      await stop.sleep(Math.max(retryAfterMs, this.#backoff(asked.key, tried, failed + refused)));
    }
  }

  /** The answer, or why there is none. */
  async #try(asked: Asked, tried: number): Promise<CachedAnswer | Failure> {
    const { gate, purse } = this.#service;
    const { key, worst } = asked;
    const expected = estimatePromptTokens(asked.messages) + this.#expectedCompletion(asked.params);
    const pass = await gate.enter(expected, (retry) => purse.reserve(key, worst, retry), tried > 0);
    const silence = this.#service.sending?.silence;
    silence?.sent();
    let isHeard = false;
    try {
      const answer = await this.#send(asked, pass);
      isHeard = true;
      return answer;
    } catch (error) {
      const failure = this.#failed(asked, pass, error);
      isHeard = failure.status !== undefined;
      return failure;
    } finally {
      silence?.ended(isHeard);
      purse.release(worst);
      this.#service.onTry();
    }
  }

  async #send(asked: Asked, pass: Pass): Promise<CachedAnswer> {
    const { address, language, cache, purse, gate, price, limits, sending, stop } = this.#service;
    const { key, messages, options } = asked;
    const timeout = sending ? limits.timeoutSeconds * 1000 : null;
    const result = await stop.during(timeout, timedOut, async (abortSignal) => {
      const known = await this.#begin(asked, abortSignal);
      return known ?? language.doGenerate({ ...options, abortSignal, headers: { 'Idempotency-Key': key } });
    });
    if ('text' in result) {
      purse.of(this.#stage, this.id).cached++;
      gate.leave(pass, 'failed', { tokens: 0 });
      return result;
    }
    const { answer: given, cachedPromptTokens } = answerOf(result, messages);
    const answer = { ...given, text: redacted(given.text, address.apiKey) };
    const { promptTokens: prompt, completionTokens: completion } = answer;
    const tokens = { prompt, completion, cachedPrompt: cachedPromptTokens };
    purse.answered(this.#stage, this.id, tokens, price && costOf(price, tokens), key);
    cache.put(key, this.id, answer);
    sending?.keeper.done(key);
    gate.leave(pass, 'answered', { tokens: prompt + completion });
    return answer;
  }

  /** Writes down that the request is about to be sent. The answer when another process got it meanwhile. */
  async #begin({ key, worst }: Asked, signal: AbortSignal): Promise<CachedAnswer | null> {
    const { sending, cache, onOrphan } = this.#service;
    if (sending === null) return null;
    const { journal, keeper } = sending;
    for (;;) {
      const entry = { key, stage: this.#stage, model: this.id, worstCost: worst };
      const claim = journal.claim(entry, keeper.name);
      if (claim.isMine && claim.lost) onOrphan(claim.lost);
      const known = cache.get(key);
      if (known && claim.isMine) journal.end(key);
      if (known || claim.isMine) return known;
      await wait(POLL_MS, undefined, { signal });
    }
  }

  #failed({ key, worst }: Asked, pass: Pass, error: unknown): Failure {
    const { gate, purse, stop, sending } = this.#service;
    const failure = stop.reason ?? (FinR1Error.isInstance(error) ? error : this.#failureOf(error));
    const mayBeBilled = FinR1Error.isInstance(failure) || failure.mayBeBilled;
    if (sending) {
      if (sending.journal.end(key) && mayBeBilled) purse.lost(this.#stage, this.id, worst);
      sending.keeper.done(key);
    }
    if (FinR1Error.isInstance(failure)) {
      gate.close(failure);
      throw failure;
    }
    // Nobody comes after it: the gate is about to be closed.
    if (failure.kind === 'stop') return failure;
    const ending = failure.kind === 'refused' ? 'refused' : 'failed';
    gate.leave(pass, ending, { tokens: mayBeBilled ? undefined : 0, pauseMs: failure.retryAfterMs });
    return failure;
  }

  #failureOf(error: unknown): Failure {
    try {
      return failureOf(error);
    } catch (unforeseen) {
      this.#service.gate.close(unforeseen);
      throw unforeseen;
    }
  }

  #givenUp(failure: Failure, tries: number): FinR1Error {
    const { address, gate } = this.#service;
    const tooLong = promptTooLong(failure.message);
    if (tooLong) return new PromptTooLongError(this.id, tooLong.promptTokens, tooLong.contextLength);
    const { kind, status, retryAfterMs = 0 } = failure;
    const isTooLong = retryAfterMs > LONGEST_RETRY_AFTER_MS;
    const isNobody = this.#isNobody(failure);
    const said = redacted(failure.message, address.apiKey);
    const times = tries === 1 ? '' : ` (tried ${tries} times)`;
    const error = new RequestError(`${this.id}: ${said}${times}`, {
      status,
      retryable: kind === 'refused' || kind === 'passing',
      stopsRun: kind === 'stop' || isTooLong || isNobody,
      hint: isNobody
        ? `Check that something answers at ${address.baseUrl}.`
        : hintOf(failure, address, isTooLong),
    });
    if (error.stopsRun) gate.close(error);
    return error;
  }

  /** Not one answer yet, and no connection: it will be the same for every request. */
  #isNobody({ kind, status, mayBeBilled }: Failure): boolean {
    return (
      kind === 'passing' && status === undefined && !mayBeBilled && this.#service.gate.state.answers === 0
    );
  }

  /** Exponential, with a jitter that is the same in each run. */
  #backoff(key: string, tried: number, step: number): number {
    const longest = Math.min(this.#service.limits.firstWaitSeconds * 1000 * 2 ** (step - 1), LONGEST_WAIT_MS);
    return longest * (0.5 + 0.5 * Random.derive(0, key, tried).float());
  }

  /** The mean so far; the limit before the first answer. */
  #expectedCompletion(params: GenerationParams): number {
    const { requests, completionTokens } = this.#service.purse.of(this.#stage, this.id);
    return requests === 0 ? params.maxTokens : Math.min(params.maxTokens, completionTokens / requests);
  }
}

function timedOut(ms: number): TransportError {
  return new TransportError(`no answer within ${ms / 1000} s`, { sent: true, timedOut: true });
}

function hintOf({ kind, status }: Failure, { traits, baseUrl }: HttpAddress, isTooLong: boolean): string {
  if (isTooLong) return 'The provider asks to wait for more than an hour: run the same command again later.';
  if (status === 401 || status === 403) return `Check the key in ${traits.keyVariable}.`;
  if (status === 404) return `Check the name of the model, and that ${baseUrl} is right.`;
  if (kind === 'stop') return 'Check the credit of your account, then run the same command again.';
  if (kind === 'final') return 'The provider refuses this request; the message says why.';
  return 'Run the same command again later: all answers so far are kept.';
}
