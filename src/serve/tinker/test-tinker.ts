/** A server of the Tinker API for tests: over a tiny model of its own, asked by fetch. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tinyModel } from '../../engine/test-model.ts';
import { crossEntropyDatum } from '../../tinker/model-input.ts';
import type { Datum } from '../../tinker/types.ts';
import { datumToBody } from '../../tinker/wire/datum-json.ts';
import { API } from './tinker-app.ts';
import { openBase } from './served-bases.ts';
import type { TinkerServeOptions } from './serve-options.ts';
import { createTinkerServer } from './tinker-server.ts';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** Asks a server by fetch. */
export class TinkerCaller {
  readonly url: string;

  constructor(address: string) {
    this.url = `${address}${API}`;
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const isBytes = body instanceof Uint8Array;
    const type = isBytes ? 'application/x-protobuf' : 'application/json';
    const answer = await fetch(`${this.url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': type, ...headers },
      body: isBytes ? new Uint8Array(body) : JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  /** Of a request that has to be taken. */
  async id(path: string, body: unknown, headers?: Record<string, string>): Promise<string> {
    const answer = await this.post(path, body, headers);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return String(answer.body['request_id']);
  }

  /** Polls until the request has ended. */
  async result(request_id: string): Promise<Record<string, unknown>> {
    for (;;) {
      const { status, body } = await this.post('retrieve_future', { request_id });
      if (status === 200) return body;
      if (status !== 408) throw new Error(`retrieve_future: ${status} ${JSON.stringify(body)}`);
    }
  }

  async done(path: string, body: unknown): Promise<Record<string, unknown>> {
    return this.result(await this.id(path, body));
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await fetch(`${this.url}/${path}`, { headers });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  async session(): Promise<string> {
    return String((await this.post('create_session', {})).body['session_id']);
  }

  /** A model in a session of its own. */
  async model(lora: Record<string, unknown> = { rank: 4 }, base_model = 'tiny'): Promise<string> {
    const session_id = await this.session();
    const made = await this.done('create_model', {
      session_id,
      model_seq_id: 0,
      base_model,
      lora_config: lora,
    });
    return String(made['model_id']);
  }
}

export interface TestTinkerServer extends TinkerCaller {
  log: Readonly<Record<string, unknown>>[];
  directory: string;
  base: string;
  /** What was fatal to it. */
  faults: unknown[];
  shutDown(): Promise<void>;
}

/** The folder of a tiny model, and one for servers over it. */
export async function testPlace(): Promise<{ base: string; directory: string; remove(): Promise<void> }> {
  const made = await tinyModel();
  const directory = await mkdtemp(join(tmpdir(), 'fin-r1-tinker-'));
  return {
    base: made.folder,
    directory,
    async remove() {
      await rm(made.directory, { recursive: true });
      await rm(directory, { recursive: true });
    },
  };
}

export async function tinkerServerAt(
  { base, directory }: { base: string; directory: string },
  change: Partial<TinkerServeOptions> = {},
): Promise<TestTinkerServer> {
  const log: Readonly<Record<string, unknown>>[] = [];
  const faults: unknown[] = [];
  const server = createTinkerServer({
    ...{
      bases: [await openBase('tiny', base, directory)],
      directory,
      keysPath: null,
      key: null,
      hosts: null,
    },
    ...{ maxBodyBytes: 1e6, sessionSeconds: 3600, threads: 1 },
    log: (line) => void log.push(line),
    fatal: (error) => void faults.push(error),
    ...change,
  });
  const caller = new TinkerCaller(await server.app.listen({ host: '127.0.0.1', port: 0 }));
  return Object.assign(caller, { log, faults, directory, base, shutDown: () => server.shutDown() });
}

/** Sentences of the tiny tokenizer's vocabulary, all of whose tokens are trained. */
export function testDatums(count: number, length = 12): Datum[] {
  return Array.from({ length: count }, (_value, i) => {
    const tokens = Array.from({ length }, (_token, j) => (i * 31 + j * 7) % 280);
    return crossEntropyDatum(
      tokens,
      tokens.map(() => 1),
    );
  });
}

export function forwardBody(
  model_id: string,
  seq_id: number,
  data: readonly Datum[],
): Record<string, unknown> {
  const forward_backward_input = { data: data.map(datumToBody), loss_fn: 'cross_entropy' };
  return { model_id, seq_id, forward_backward_input };
}

export function optimBody(model_id: string, seq_id: number, learning_rate = 1e-2): Record<string, unknown> {
  return { model_id, seq_id, adam_params: { learning_rate } };
}

export function sampleBody(
  sampling_session_id: unknown,
  seq_id: number,
  change: Record<string, unknown> = {},
): Record<string, unknown> {
  const prompt = { chunks: [{ type: 'encoded_text', tokens: [1, 2, 3] }] };
  const sampling_params = { max_tokens: 5, temperature: 1, seed: 3 };
  return { sampling_session_id, seq_id, num_samples: 2, prompt, sampling_params, ...change };
}
