/** The files and batches of the test server: `/v1/files`, `/v1/batches`, as OpenAI documents them. */

import { json, notFound, readBody } from './test-server-http.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface BatchLine {
  custom_id: string;
  method: string;
  url: string;
  body: unknown;
}

/** What becomes of one line of a batch. */
export interface BatchAnswer {
  status: number;
  body: unknown;
}

interface Batch {
  id: string;
  object: 'batch';
  status: 'validating' | 'in_progress' | 'completed' | 'failed' | 'expired';
  endpoint: string;
  input_file_id: string;
  completion_window: string;
  output_file_id: string | null;
  error_file_id: string | null;
  metadata: Record<string, string> | null;
  request_counts: { total: number; completed: number; failed: number };
  /** Left until it completes. */
  polls: number;
}

export interface BatchOptions {
  /** How often a batch says `in_progress` before it is done; 1 where it is not given. */
  polls?: number;
  /** Every batch ends so instead of being completed; lines before `expireAfter` are answered all the same. */
  end?: 'failed' | 'expired';
  expireAfter?: number;
}

export class TestBatches {
  readonly #files = new Map<string, string>();
  readonly #batches = new Map<string, Batch>();
  readonly #done = new Map<string, Partial<Batch>>();
  readonly #answer: (line: BatchLine) => BatchAnswer;
  readonly #options: BatchOptions;

  constructor(answer: (line: BatchLine) => BatchAnswer, options: BatchOptions) {
    this.#answer = answer;
    this.#options = options;
  }

  get created(): number {
    return this.#batches.size;
  }

  async handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const [, , kind = '', id = '', part = ''] = path.split('?')[0]?.split('/') ?? [];
    const post = request.method === 'POST';
    if (kind === 'files' && post) return json(response, 200, await this.#upload(request));
    if (kind === 'files' && part === 'content') return this.#content(response, id);
    if (kind === 'batches' && post) return this.#create(response, (await readBody(request)).toString('utf8'));
    if (kind === 'batches' && id === '') {
      return json(response, 200, { object: 'list', data: [...this.#batches.values()], has_more: false });
    }
    const batch = this.#batches.get(id);
    if (kind === 'batches' && batch !== undefined) return json(response, 200, this.#poll(batch));
    return notFound(response);
  }

  async #upload(request: IncomingMessage): Promise<object> {
    const type = request.headers['content-type'] ?? '';
    const body = new Uint8Array(await readBody(request));
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    const file = form.get('file');
    if (!(file instanceof File) || form.get('purpose') !== 'batch') throw new RangeError('not a batch file');
    return { object: 'file', ...this.#store(await file.text()), filename: file.name, purpose: 'batch' };
  }

  #store(text: string): { id: string; bytes: number } {
    const id = `file-${this.#files.size + 1}`;
    this.#files.set(id, text);
    return { id, bytes: Buffer.byteLength(text) };
  }

  #content(response: ServerResponse, id: string): void {
    const text = this.#files.get(id);
    if (text === undefined) return notFound(response);
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(text);
  }

  #create(response: ServerResponse, body: string): void {
    const asked = JSON.parse(body) as Pick<
      Batch,
      'input_file_id' | 'endpoint' | 'completion_window' | 'metadata'
    >;
    if (!this.#files.has(asked.input_file_id)) return notFound(response);
    const batch: Batch = {
      ...asked,
      id: `batch_${this.#batches.size + 1}`,
      object: 'batch',
      status: 'validating',
      output_file_id: null,
      error_file_id: null,
      metadata: asked.metadata ?? null,
      request_counts: { total: 0, completed: 0, failed: 0 },
      polls: this.#options.polls ?? 1,
    };
    this.#batches.set(batch.id, batch);
    // The work is done, and billed, whether somebody asks for it or not.
    this.#done.set(batch.id, this.#work(batch));
    json(response, 200, batch);
  }

  #poll(batch: Batch): Batch {
    if (batch.status !== 'validating' && batch.status !== 'in_progress') return batch;
    batch.status = 'in_progress';
    if (batch.polls-- > 0) return batch;
    return Object.assign(batch, this.#done.get(batch.id));
  }

  /** What the batch shows when it is over. */
  #work(batch: Batch): Partial<Batch> {
    const status = this.#options.end ?? 'completed';
    if (status === 'failed') return { status };
    const lines = (this.#files.get(batch.input_file_id) ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as BatchLine);
    const inTime = status === 'expired' ? (this.#options.expireAfter ?? 0) : lines.length;
    const output: string[] = [];
    const errors: string[] = [];
    for (const [index, line] of lines.entries()) {
      const id = `batch_req_${index}`;
      if (index >= inTime) {
        const error = { code: 'batch_expired', message: 'This request could not be executed in time.' };
        errors.push(JSON.stringify({ id, custom_id: line.custom_id, response: null, error }));
        continue;
      }
      const answer = this.#answer(line);
      const response = { status_code: answer.status, request_id: id, body: answer.body };
      const text = JSON.stringify({ id, custom_id: line.custom_id, response, error: null });
      (answer.status === 200 ? output : errors).push(text);
    }
    // Providers give the lines in any order.
    return {
      status,
      output_file_id: output.length > 0 ? this.#store(`${output.reverse().join('\n')}\n`).id : null,
      error_file_id: errors.length > 0 ? this.#store(`${errors.join('\n')}\n`).id : null,
      request_counts: { total: lines.length, completed: output.length, failed: errors.length },
    };
  }
}
