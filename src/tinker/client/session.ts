/**
 * A session with a server: opened when it is first needed (configuration, then the session itself), kept alive by its
 * heartbeat, and counting the models and samplers that are made in it. No telemetry is sent.
 */

import type { z } from 'zod';

import { FinR1Error } from '../../core/errors.ts';
import { Slots } from '../../core/slots.ts';
import { futureAnswer } from '../wire/model-bodies.ts';
import { parseBody } from '../wire/parse-body.ts';
import { clientConfigAnswer, createSessionAnswer } from '../wire/session-bodies.ts';
import { detectBackEnd } from './back-end.ts';
import type { BackEnd } from './back-end.ts';
import type { ChunkLimits } from './chunks.ts';
import { Heartbeat } from './heartbeat.ts';
import { NoAnswer } from './no-answer.ts';
import { jsonIn } from './poll-answer.ts';
import { nameOf, unlessMissing } from './refusal.ts';
import { BRIEF, sendPatiently } from './send-patiently.ts';
import type { Patience } from './send-patiently.ts';
import { jsonCall } from './transport.ts';
import type { Call, Transport } from './transport.ts';

/** The version of the Python SDK whose protocol this client speaks; servers may decide by it. */
const SDK_VERSION = '0.25.0';

const HEARTBEAT_MS = 10_000;
const ALARM_MS = 120_000;
const FINISH_MS = 2000;
const MAX_SAMPLES = 2000;
/** Posts of samples at once; open results do not count. */
const MAX_SAMPLE_POSTS = 400;

export interface SessionOptions {
  backEnd?: BackEnd;
  /** Kept by the server beside the session and what is trained in it. */
  userMetadata?: Readonly<Record<string, string>>;
  heartbeatMs?: number;
}

/** What is known once a session is open. */
export interface OpenSession {
  id: string;
  backEnd: BackEnd;
  limits: ChunkLimits;
  /** Samples from post to result. */
  samples: Slots;
  samplePosts: Slots;
}

export class Session {
  readonly transport: Transport;
  readonly #options: SessionOptions;
  #opened: Promise<OpenSession> | undefined;
  #heartbeat: Heartbeat | undefined;
  #id: string | undefined;
  #models = 0;
  #samplers = 0;

  constructor(transport: Transport, options: SessionOptions) {
    this.transport = transport;
    this.#options = options;
  }

  /** One session, however often and by however many it is asked for. */
  async open(): Promise<OpenSession> {
    this.#opened ??= this.#open();
    try {
      return await this.#opened;
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
  }

  nextModel(): number {
    return this.#models++;
  }

  nextSampler(): number {
    return this.#samplers++;
  }

  /** Posts and reads a JSON answer. */
  async ask<T>(call: Call, answer: z.ZodType<T>, patience: Patience = BRIEF): Promise<T> {
    const reply = await sendPatiently(this.transport, call, patience);
    const value = jsonIn(this.transport, call, reply.bytes);
    return parseBody(answer, value, `the answer of ${nameOf(this.transport, call)}`);
  }

  /** Posts a job and gives the id under which its result can be fetched. */
  async postJob(call: Call, patience: Patience): Promise<string> {
    return (await this.ask(call, futureAnswer, patience)).request_id;
  }

  /**
   * Tells the server that nothing comes any more, so that it frees the models at once. A server that does not know the call,
   * or cannot be reached, finds it out by the heartbeats.
   */
  async finish(): Promise<void> {
    const id = this.#id;
    this.#id = undefined;
    if (id === undefined) return;
    const call = jsonCall(`/sessions/${encodeURIComponent(id)}/finish`, { reason: { type: 'success' } });
    try {
      await this.transport.send({ ...call, timeoutMs: FINISH_MS });
    } catch (error) {
      if (!(error instanceof NoAnswer || FinR1Error.isInstance(error))) throw error;
    }
  }

  async close(): Promise<void> {
    await this.#heartbeat?.close();
    this.#heartbeat = undefined;
  }

  async #open(): Promise<OpenSession> {
    const version = { sdk_version: SDK_VERSION };
    const config = await this.ask(jsonCall('/client/config', version), clientConfigAnswer);
    const hasDynamicConfig = await this.#hasDynamicConfig();
    const { baseUrl, apiKey, onNotice } = this.transport.options;
    const { backEnd = detectBackEnd(baseUrl, hasDynamicConfig), userMetadata } = this.#options;
    const body = { tags: [], ...version, user_metadata: userMetadata, type: 'create_session' };
    const session = await this.ask(jsonCall('/create_session', body), createSessionAnswer);
    for (const text of [session.info_message, session.warning_message, session.error_message]) {
      if (text != null && text !== '') onNotice(`${this.transport.host} says: ${text}`);
    }
    // Closed meanwhile.
    this.transport.requireGoingOn();
    this.#id = session.session_id;
    this.#heartbeat = new Heartbeat(
      {
        url: `${baseUrl}/api/v1/session_heartbeat`,
        apiKey,
        sessionId: session.session_id,
        intervalMs: this.#options.heartbeatMs ?? HEARTBEAT_MS,
        alarmMs: ALARM_MS,
      },
      onNotice,
    );
    return {
      id: session.session_id,
      backEnd,
      limits: {
        maxDatums: config.fwdbwd_max_chunk_len ?? 1024,
        maxBytes: config.fwdbwd_max_chunk_bytes_count ?? 5_000_000,
      },
      samples: new Slots(Math.min(config.sample_max_concurrent_requests ?? MAX_SAMPLES, MAX_SAMPLES)),
      samplePosts: new Slots(MAX_SAMPLE_POSTS),
    };
  }

  async #hasDynamicConfig(): Promise<boolean> {
    const call = jsonCall('/client/dynamic_config', { sdk_version: SDK_VERSION });
    return (await unlessMissing(sendPatiently(this.transport, call, BRIEF))) !== undefined;
  }
}
