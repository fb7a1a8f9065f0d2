/** The batch API as OpenAI documents it: files in, batches, files out. */

import { z } from 'zod';
import type { LineResult } from './batch-store.ts';
import type { Fetch } from './http-fetch.ts';
import { TransportError } from './http-send.ts';
import type { HttpAddress } from './model-string.ts';

const batchSchema = z.object({
  id: z.string(),
  status: z.string(),
  output_file_id: z.string().nullish(),
  error_file_id: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .object({
      data: z.array(z.object({ code: z.string().nullish(), message: z.string().nullish() })).nullish(),
    })
    .nullish(),
  request_counts: z
    .object({ total: z.number(), completed: z.number(), failed: z.number() })
    .default({ total: 0, completed: 0, failed: 0 }),
});
export type Batch = z.infer<typeof batchSchema>;

const lineSchema = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.number(), body: z.unknown() }).nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
});

/** Names the batch among those of the account, in its metadata. */
const TOKEN = 'fin_r1_token';
const LISTED = 100;
const OVER = new Set(['completed', 'failed', 'expired', 'cancelled']);

/** The provider refuses to say something of a batch, for good. */
export class BatchRefusedError extends Error {
  readonly response: LineResult;

  constructor(path: string, response: LineResult) {
    super(`HTTP ${response.status} to ${path}`);
    this.name = 'BatchRefusedError';
    this.response = response;
  }
}

export function isOver(batch: Batch): boolean {
  return OVER.has(batch.status);
}

export class BatchApi {
  readonly #baseUrl: string;
  readonly #fetch: Fetch;
  readonly #headers: Record<string, string>;

  constructor({ baseUrl, apiKey }: HttpAddress, fetch: Fetch) {
    this.#baseUrl = baseUrl;
    this.#fetch = fetch;
    this.#headers = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  }

  /** The file's id, or how the provider refused. */
  async upload(lines: readonly { key: string; body: string }[]): Promise<{ id: string } | LineResult> {
    const text = lines
      .map(
        ({ key, body }) =>
          `{"custom_id":${JSON.stringify(key)},"method":"POST","url":"/v1/chat/completions","body":${body}}\n`,
      )
      .join('');
    const form = new FormData();
    form.set('purpose', 'batch');
    form.set('file', new File([text], 'requests.jsonl', { type: 'application/jsonl' }));
    const { status, body } = await this.#call('/files', { method: 'POST', body: form });
    return status === 200 ? z.object({ id: z.string() }).parse(JSON.parse(body)) : { status, body };
  }

  /** The batch, or how the provider refused. @throws TransportError when nobody knows whether it was made. */
  async create(file: string, token: string): Promise<Batch | { code: 'refused'; response: LineResult }> {
    const asked = {
      input_file_id: file,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
      metadata: { [TOKEN]: token },
    };
    const init = {
      method: 'POST',
      body: JSON.stringify(asked),
      headers: { 'content-type': 'application/json', 'Idempotency-Key': token },
    };
    const response = await this.#call('/batches', init);
    return response.status === 200
      ? batchSchema.parse(JSON.parse(response.body))
      : { code: 'refused', response };
  }

  /** The batch that bears the token, `none`, or null when the provider cannot say just now. */
  async find(token: string): Promise<string | 'none' | null> {
    const body = await this.#whenWell(`/batches?limit=${LISTED}`);
    if (body === null) return null;
    const { data } = z.object({ data: z.array(batchSchema) }).parse(JSON.parse(body));
    return data.find(({ metadata }) => metadata?.[TOKEN] === token)?.id ?? 'none';
  }

  /** Null when the provider cannot say just now. */
  async get(id: string): Promise<Batch | null> {
    const response = await this.#whenWell(`/batches/${id}`);
    return response === null ? null : batchSchema.parse(JSON.parse(response));
  }

  /** The result of each line that has one. `wait` is called while the provider cannot give its files. */
  async results(batch: Batch, wait: () => Promise<void>): Promise<Map<string, LineResult>> {
    const results = new Map<string, LineResult>();
    for (const file of [batch.output_file_id, batch.error_file_id]) {
      if (!file) continue;
      let text = await this.#whenWell(`/files/${file}/content`);
      for (; text === null; text = await this.#whenWell(`/files/${file}/content`)) await wait();
      for (const line of text.split('\n')) {
        if (line.trim() === '') continue;
        const { custom_id: key, response, error } = lineSchema.parse(JSON.parse(line));
        results.set(
          key,
          response
            ? { status: response.status_code, body: JSON.stringify(response.body) }
            : refusal(
                error?.code === 'batch_expired' ? 408 : 500,
                error?.message ?? 'no result in the batch',
              ),
        );
      }
    }
    return results;
  }

  /** What lines of a batch are told that ended without a result of theirs. */
  withoutResult(batch: Batch): LineResult {
    const error = batch.errors?.data?.[0];
    const said = error?.message ?? `the batch ${batch.id} ended as ${batch.status} without this request`;
    if (batch.status !== 'failed') return refusal(408, said);
    // Too much waits in the account's queue already.
    return refusal(/limit/.test(error?.code ?? '') ? 429 : 400, said);
  }

  async #whenWell(path: string): Promise<string | null> {
    const response = await this.#call(path, {}).catch((error: unknown) => {
      if (error instanceof TransportError) return { status: 503, body: error.message };
      throw error;
    });
    if (response.status === 200) return response.body;
    if (response.status === 429 || response.status >= 500) return null;
    throw new BatchRefusedError(path, response);
  }

  async #call(path: string, init: RequestInit): Promise<LineResult> {
    const headers = { ...this.#headers, ...(init.headers as Record<string, string>) };
    const response = await this.#fetch(`${this.#baseUrl}${path}`, { ...init, headers });
    return { status: response.status, body: await response.text() };
  }
}

function refusal(status: number, message: string): LineResult {
  return { status, body: JSON.stringify({ error: { message } }) };
}
