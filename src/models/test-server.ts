/**
 * An OpenAI-compatible server with the faults of real ones, for tests and benchmarks. It counts what a provider would
 * bill, so that a test can say what was paid for twice. Not shipped.
 *
 * `POST /v1/chat/completions`, `/v1/files`, `/v1/batches`; `GET /stats` gives the counts as JSON.
 */

import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Random } from '../core/random.ts';
import { TestBatches, type BatchAnswer, type BatchOptions } from './test-server-batches.ts';
import { errorBody, json, notFound, readBody } from './test-server-http.ts';
import {
  DEFAULT_ANSWER,
  completionBody,
  drawFault,
  refusalOf,
  type ChatRequest,
  type Fault,
  type FaultRates,
  type TestAnswer,
} from './test-server-faults.ts';
import { eventsOf } from './test-server-stream.ts';

export interface TestServerOptions {
  seed?: number;
  /** Faults of the first requests in order of arrival; then `faults` decides. */
  script?: readonly (Fault | 'ok')[];
  faults?: FaultRates;
  /** Seconds in `retry-after`; 0 where it is not given. */
  retryAfter?: number;
  /**
   * Milliseconds that a completion takes: fixed, uniform between two, or log-normal as real ones are. 0 where it is not given.
   */
  latency?: number | readonly [number, number] | { median: number; sigma: number };
  /** Asked for each completion: what it waits for besides, where a test cannot go by time. */
  heldUntil?: () => Promise<void> | undefined;
  /** How many completions run at once, and whether more are refused (429) or wait. */
  capacity?: { inFlight: number; over: 'refuse' | 'queue' };
  /** 401 unless requests bear it. */
  apiKey?: string;
  /** A request whose Idempotency-Key was answered before gets that answer again, unpaid. */
  honoursIdempotencyKey?: boolean;
  /** `none`: the server has no batch API. `page`: it answers with a page whatever is asked of that. */
  batches?: BatchOptions | 'none' | 'page';
  /** What the model says; `DEFAULT_ANSWER` where it is not given. */
  answer?: (request: ChatRequest) => TestAnswer;
  onRequest?: (request: ChatRequest, headers: IncomingMessage['headers']) => void;
}

export interface TestServerStats {
  /** Requests for a completion, refused ones included; lines of batches not. */
  requests: number;
  /** Completions generated, in batches too: what a provider bills, whether they arrived or not. */
  paid: number;
  /** Completions whose last byte was given to the network. */
  delivered: number;
  /** Completions generated once more for a body that had been delivered before. */
  paidAgain: number;
  /** Refused for lack of capacity. */
  overCapacity: number;
  batches: number;
  inFlight: number;
  maxInFlight: number;
  /** Milliseconds that completions were in flight, added up: capacity in use × time. */
  busyMs: number;
  faults: Partial<Record<Fault, number>>;
}

export interface TestServer {
  /** With `/v1`, as base URLs are given. */
  url: string;
  /** The model string of this server. */
  model: string;
  stats(): TestServerStats;
  close(): Promise<void>;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const play = new Play(options);
  const server = createServer((request, response) => {
    play.handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) json(response, 500, errorBody(String(error), 'test_server_bug'));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    url,
    model: `${url}#test-model`,
    stats: () => play.stats(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The state of one server. */
class Play {
  readonly #options: TestServerOptions;
  readonly #batches: TestBatches;
  readonly #script: (Fault | 'ok')[];
  readonly #counts = { requests: 0, paid: 0, delivered: 0, paidAgain: 0, overCapacity: 0, maxInFlight: 0 };
  readonly #faults: Partial<Record<Fault, number>> = {};
  readonly #attempts = new Map<string, number>();
  readonly #delivered = new Set<string>();
  readonly #byIdempotencyKey = new Map<string, string>();
  readonly #waiting: (() => void)[] = [];
  #inFlight = 0;
  #busyMs = 0;
  #busyUntil = performance.now();

  constructor(options: TestServerOptions) {
    this.#options = options;
    this.#script = [...(options.script ?? [])];
    const { batches = {} } = options;
    this.#batches = new TestBatches(
      (line) => this.#batchAnswer(line.body as ChatRequest),
      typeof batches === 'string' ? {} : batches,
    );
  }

  stats(): TestServerStats {
    this.#occupy(0);
    return {
      ...this.#counts,
      batches: this.#batches.created,
      inFlight: this.#inFlight,
      busyMs: this.#busyMs,
      faults: { ...this.#faults },
    };
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (path === '/stats') return json(response, 200, this.stats());
    const { apiKey } = this.#options;
    if (apiKey !== undefined && request.headers.authorization !== `Bearer ${apiKey}`) {
      const given = request.headers.authorization ?? 'none';
      return json(response, 401, errorBody(`Incorrect API key provided: ${given}`));
    }
    if (path === '/v1/chat/completions') return this.#complete(request, response);
    const isBatch = /^\/v1\/(files|batches)\b/.test(path);
    if (isBatch && this.#options.batches === 'page') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Hello</p>');
      return;
    }
    if (isBatch && this.#options.batches !== 'none') return this.#batches.handle(request, response, path);
    return notFound(response);
  }

  async #complete(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#counts.requests++;
    const raw = await readBody(request);
    const chat = JSON.parse(raw.toString('utf8')) as ChatRequest;
    this.#options.onRequest?.(chat, request.headers);
    const hash = hashOf(raw);
    const fault = this.#nextFault(hash);
    const refused = refusalOf(fault, this.#options.retryAfter ?? 0);
    if (refused) return json(response, refused.status, errorBody(refused.message), refused.headers);

    const { capacity } = this.#options;
    if (capacity && this.#inFlight >= capacity.inFlight) {
      if (capacity.over === 'refuse') {
        this.#counts.overCapacity++;
        const headers = { 'retry-after': String(this.#options.retryAfter ?? 0) };
        return json(response, 429, errorBody('Too many requests at once'), headers);
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#occupy(1);
    }
    this.#counts.maxInFlight = Math.max(this.#counts.maxInFlight, this.#inFlight);
    try {
      await this.#pause(hash);
      await this.#options.heldUntil?.();
      const key = request.headers['idempotency-key'];
      const body = this.#generate(chat, hash, fault, typeof key === 'string' ? key : undefined);
      const type = chat.stream === true ? 'text/event-stream' : 'application/json';
      await this.#send(
        response,
        { body: chat.stream === true ? streamed(chat, body) : body, type },
        hash,
        fault,
      );
    } finally {
      // A place is handed on, so that nobody slips in between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#occupy(-1);
    }
  }

  #nextFault(hash: string): Fault | null {
    const attempt = this.#attempts.get(hash) ?? 0;
    this.#attempts.set(hash, attempt + 1);
    const scripted = this.#script.shift();
    const drawn =
      scripted ?? drawFault(this.#options.faults ?? {}, this.#options.seed ?? 0, hash, attempt) ?? 'ok';
    if (drawn === 'ok') return null;
    this.#faults[drawn] = (this.#faults[drawn] ?? 0) + 1;
    return drawn;
  }

  #occupy(change: number): void {
    const now = performance.now();
    this.#busyMs += this.#inFlight * (now - this.#busyUntil);
    this.#busyUntil = now;
    this.#inFlight += change;
  }

  #pause(hash: string): Promise<void> {
    const random = Random.derive(this.#options.seed ?? 0, 'latency', hash, this.#attempts.get(hash) ?? 0);
    const wait = drawLatency(this.#options.latency ?? 0, random);
    return wait === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, wait));
  }

  #generate(chat: ChatRequest, hash: string, fault: Fault | null, key: string | undefined): string {
    const earlier = this.#options.honoursIdempotencyKey && key && this.#byIdempotencyKey.get(key);
    if (earlier) return earlier;
    this.#counts.paid++;
    if (this.#delivered.has(hash)) this.#counts.paidAgain++;
    const answer = this.#options.answer?.(chat) ?? DEFAULT_ANSWER;
    const body = JSON.stringify(completionBody(chat, answer, fault, this.#counts.paid));
    if (this.#options.honoursIdempotencyKey && key) this.#byIdempotencyKey.set(key, body);
    return body;
  }

  async #send(
    response: ServerResponse,
    { body, type }: { body: string; type: string },
    hash: string,
    fault: Fault | null,
  ): Promise<void> {
    if (fault === 'hang') return new Promise((resolve) => response.on('close', resolve));
    const length = Buffer.byteLength(body);
    const whole = { 'content-type': type, 'content-length': length };
    const half = body.slice(0, body.length >> 1);
    if (fault === 'reset') {
      response.writeHead(200, whole).write(half);
      return new Promise((resolve) =>
        setImmediate(() => {
          response.destroy();
          resolve();
        }),
      );
    }
    if (fault === 'truncated-json') {
      response.writeHead(200, { 'content-type': type }).end(half);
      return;
    }
    response.once('finish', () => {
      this.#counts.delivered++;
      this.#delivered.add(hash);
    });
    response.writeHead(200, whole);
    if (fault === 'slow-body') {
      response.write(half);
      await new Promise((resolve) => setTimeout(resolve, 20));
      response.end(body.slice(half.length));
      return;
    }
    response.end(body);
  }

  #batchAnswer(chat: ChatRequest): BatchAnswer {
    const hash = hashOf(Buffer.from(JSON.stringify(chat)));
    const fault = this.#nextFault(hash);
    const refused = refusalOf(fault, 0);
    if (refused) return { status: refused.status, body: errorBody(refused.message) };
    const body: unknown = JSON.parse(this.#generate(chat, hash, fault, undefined));
    this.#counts.delivered++;
    this.#delivered.add(hash);
    return { status: 200, body };
  }
}

function streamed(chat: ChatRequest, body: string): string {
  const completion = JSON.parse(body) as ReturnType<typeof completionBody>;
  return eventsOf(completion, chat.stream_options?.include_usage === true);
}

function drawLatency(latency: NonNullable<TestServerOptions['latency']>, random: Random): number {
  if (typeof latency === 'number') return latency;
  if ('median' in latency) return latency.median * Math.exp(latency.sigma * random.normal());
  const [low, high] = latency;
  return low + (high - low) * random.float();
}

/** Names a request by its body. */
function hashOf(body: Buffer): string {
  return createHash('sha1').update(body).digest('base64');
}
