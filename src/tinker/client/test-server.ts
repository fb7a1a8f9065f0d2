/**
 * A server of the Tinker API for tests: jobs are done at once, each (model, seq_id) only once, and their results can be read
 * again and again. Faults are shown once each, at the next request whose path holds a text.
 */

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { JSON_TYPE, namesProtobuf, PROTOBUF_TYPE } from '../wire/content-types.ts';
import { encodeForwardBackwardOutput } from '../wire/forward-backward-output.ts';
import { decodeForwardBackwardRequest } from '../wire/forward-backward-request.ts';
import type { ForwardBackwardRequest } from '../wire/forward-backward-request.ts';
import { lossOutputsToBody } from '../wire/forward-backward-json.ts';
import { encodeSampleResponse } from '../wire/sample-response.ts';
import { sampleOutputsToBody } from '../wire/sample-json.ts';
import type { SampleOutputs } from '../wire/sample-response.ts';
import type { LossOutputs } from '../wire/forward-backward-output.ts';

export type Fault =
  | { status: number; body?: string; headers?: Record<string, string> }
  /** The connection breaks before the request is taken. */
  | 'reset-before'
  /** The request is taken, and its answer lost. */
  | 'reset-after'
  /** The request is taken twice. */
  | 'twice'
  /** No answer comes; `onHang` is called. */
  | 'hang';

export interface Seen {
  path: string;
  headers: IncomingMessage['headers'];
  /** Of JSON bodies. */
  body: Record<string, unknown>;
  /** Of protobuf bodies. */
  batch?: ForwardBackwardRequest;
}

type Result = { json: unknown } | { loss: LossOutputs } | { sample: SampleOutputs };
type Handler = (seen: Seen, server: TestTinkerServer) => unknown;

export class TestTinkerServer {
  readonly seen: Seen[] = [];
  /** Jobs in the order in which they ran, e.g. `forward_backward 1`; a repetition runs none. */
  readonly ran: string[] = [];
  /** Answers by path, before the usual ones; null is 404. */
  readonly answers: Record<string, Handler | null> = {};
  /** Results come as protobuf to those who take it. */
  speaksProtobuf = true;
  onHang: () => void = () => undefined;
  readonly #faults: { at: string; fault: Fault }[] = [];
  readonly #jobs = new Map<string, string>();
  readonly #results: Result[] = [];
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  url = '';

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  fault(at: string, ...faults: Fault[]): void {
    this.#faults.push(...faults.map((fault) => ({ at, fault })));
  }

  get unusedFaults(): number {
    return this.#faults.length;
  }

  /** Requests to a path, in order. */
  to(path: string): Seen[] {
    return this.seen.filter((seen) => seen.path === path);
  }

  /** The id of a job that runs once for `key`. */
  job(key: string, run: () => Result): string {
    const known = this.#jobs.get(key);
    if (known !== undefined) return known;
    const id = String(this.#results.push(run()) - 1);
    this.#jobs.set(key, id);
    return id;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const path = (request.url ?? '').replace('/api/v1', '');
    const at = this.#faults.findIndex((entry) => path.includes(entry.at));
    const fault = at === -1 ? undefined : this.#faults.splice(at, 1)[0]?.fault;
    if (fault === 'reset-before') return void request.socket.destroy();
    const bytes = Buffer.concat(parts);
    const seen: Seen = namesProtobuf(request.headers['content-type'])
      ? { path, headers: request.headers, body: {}, batch: decodeForwardBackwardRequest(bytes) }
      : {
          path,
          headers: request.headers,
          body: (bytes.length > 0 ? JSON.parse(bytes.toString()) : {}) as Record<string, unknown>,
        };
    this.seen.push(seen);
    if (fault === 'hang') return this.onHang();
    if (typeof fault === 'object') {
      response.writeHead(fault.status, { 'content-type': JSON_TYPE, ...fault.headers });
      return void response.end(fault.body ?? '');
    }
    const repeat = fault === 'twice' ? this.#answer(seen) : undefined;
    const answer = this.#answer(seen);
    if (repeat !== undefined && JSON.stringify(repeat) !== JSON.stringify(answer)) {
      throw new RangeError(`a repetition of ${path} was answered in another way`);
    }
    if (fault === 'reset-after') return void request.socket.destroy();
    this.#send(response, seen, answer);
  }

  #send(response: ServerResponse, { headers }: Seen, answer: unknown): void {
    if (answer === null) {
      response.writeHead(404, { 'content-type': JSON_TYPE });
      return void response.end('{"detail":"Not Found"}');
    }
    const result = answer as Partial<{ loss: LossOutputs; sample: SampleOutputs; json: unknown }>;
    const isProtobuf = this.speaksProtobuf && namesProtobuf(headers.accept);
    if (isProtobuf && (result.loss || result.sample)) {
      response.writeHead(200, { 'content-type': PROTOBUF_TYPE });
      const { loss, sample } = result;
      return void response.end(
        loss ? encodeForwardBackwardOutput(loss) : encodeSampleResponse(sample as SampleOutputs),
      );
    }
    response.writeHead(200, { 'content-type': JSON_TYPE });
    const body = result.loss
      ? lossOutputsToBody(result.loss)
      : result.sample
        ? sampleOutputsToBody(result.sample)
        : (result.json ?? answer);
    response.end(JSON.stringify(body));
  }

  #answer(seen: Seen): unknown {
    const own = this.answers[seen.path];
    if (own !== undefined) return own === null ? null : own(seen, this);
    const usual = usualAnswers[seen.path];
    if (usual !== undefined) return usual(seen, this);
    if (seen.path === '/retrieve_future') return this.#results[Number(seen.body.request_id)] ?? null;
    return this.#trainingJob(seen);
  }

  /** Whatever has a seq_id. */
  #trainingJob({ path, body, batch }: Seen): unknown {
    const seq = batch?.seqId ?? (body.seq_id as number | undefined);
    if (seq === undefined) return null;
    const name = `${path.slice(1)} ${seq}`;
    const run = (): Result => {
      this.ran.push(name);
      return batch ? { loss: lossOf(batch) } : { json: resultFor(path, body) };
    };
    return { request_id: this.job(name, run) };
  }
}

/** The log probability at each position is minus its target. */
function lossOf({ data, forwardOnly }: ForwardBackwardRequest): LossOutputs {
  const lossFnOutputs = data.map(({ lossFnInputs }) => {
    const targets = lossFnInputs.target_tokens?.data ?? [];
    return { logprobs: { dtype: 'float32' as const, data: Float32Array.from(targets, (token) => -token) } };
  });
  return {
    lossFnOutputType: 'scalar',
    lossFnOutputs,
    metrics: forwardOnly ? {} : { 'loss:sum': data.length },
  };
}

function resultFor(path: string, { path: name, model_id }: Record<string, unknown>): unknown {
  if (path === '/optim_step') return { metrics: { 'grad_norm:mean': 2 } };
  if (path === '/save_weights') return { path: `tinker://${String(model_id)}/weights/${String(name)}` };
  if (path === '/load_weights') return { path: name };
  if (name === undefined) return { path: null, sampling_session_id: 'snapshot' };
  return { path: `tinker://${String(model_id)}/sampler_weights/${String(name)}` };
}

const usualAnswers: Readonly<Record<string, Handler>> = {
  '/client/config': () => ({}),
  '/client/dynamic_config': () => ({ refresh_interval_sec: 300 }),
  '/create_session': () => ({ session_id: 'session', type: 'create_session' }),
  '/session_heartbeat': () => ({ type: 'session_heartbeat' }),
  '/get_server_capabilities': () => ({
    supported_models: [{ model_name: 'nano', max_context_length: 256 }],
  }),
  '/create_model': ({ body }, server) => {
    const id = `run-${String(body.model_seq_id)}`;
    return { request_id: server.job(id, () => ({ json: { model_id: id, type: 'create_model' } })) };
  },
  '/get_info': ({ body }) => ({
    model_id: body.model_id,
    model_data: { model_name: 'nano', tokenizer_id: '/models/nano' },
    is_lora: true,
    lora_rank: 8,
  }),
  '/weights_info': () => ({ base_model: 'nano', is_lora: true, lora_rank: 4, train_mlp: false }),
  '/create_sampling_session': ({ body }) => ({
    sampling_session_id: `sampler-${String(body.sampling_session_seq_id)}`,
  }),
  '/samplers/sampler-0': () => ({ sampler_id: 'sampler-0', base_model: 'nano' }),
  '/unload_model': ({ body }, server) => ({ request_id: server.job('unload', () => ({ json: body })) }),
  '/asample': ({ body }, server) => {
    const prompt = (body.prompt as { chunks: { tokens: number[] }[] }).chunks.flatMap(({ tokens }) => tokens);
    const name = `asample ${String(body.sampling_session_id)} ${String(body.seq_id)}`;
    const sequence = {
      stopReason: 'stop' as const,
      tokens: Int32Array.of(prompt.length, 1),
      logprobs: Float32Array.of(-1, -2),
    };
    const sequences = Array.from({ length: body.num_samples as number }, () => sequence);
    const asked = body.prompt_logprobs === true;
    const promptLogprobs = Float32Array.from(prompt, (token, i) => (i === 0 ? NaN : -token));
    const run = (): Result => {
      server.ran.push(name);
      return { sample: { sequences, ...(asked && { promptLogprobs }) } };
    };
    return {
      request_id: server.job(name, run),
      sample_sequence_ids: sequences.map((_one, i) => `${name} ${i}`),
    };
  },
};
