/** The batch API as OpenAI documents it: files in, batches, files out. */

import { z } from 'zod';
import { RequestError } from '../core/errors.ts';
import type { LineResult } from './batch-store.ts';
import type { Fetch } from './http-fetch.ts';
import { TransportError } from './http-send.ts';
import type { HttpAddress } from './model-string.ts';
import { keyIn, redacted } from './redacted.ts';

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
    return status === 200 ? readAnswer(z.object({ id: z.string() }), body, '/files') : { status, body };
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
      ? readAnswer(batchSchema, response.body, '/batches')
      : { code: 'refused', response };
  }

  /** The batch that bears the token, `none`, or null when the provider cannot say just now. */
  async find(token: string): Promise<string | 'none' | null> {
    const path = `/batches?limit=${LISTED}`;
    const body = await this.#whenWell(path);
    if (body === null) return null;
    const { data } = readAnswer(z.object({ data: z.array(batchSchema) }), body, path);
    return data.find(({ metadata }) => metadata?.[TOKEN] === token)?.id ?? 'none';
  }

  /** Null when the provider cannot say just now. */
  async get(id: string): Promise<Batch | null> {
    const path = `/batches/${id}`;
    const body = await this.#whenWell(path);
    return body === null ? null : readAnswer(batchSchema, body, path);
  }

  /** The result of each line that has one. `wait` is called while the provider cannot give its files. */
  async results(batch: Batch, wait: () => Promise<void>): Promise<Map<string, LineResult>> {
    const results = new Map<string, LineResult>();
    for (const file of [batch.output_file_id, batch.error_file_id]) {
      if (!file) continue;
      const path = `/files/${file}/content`;
      let text = await this.#whenWell(path);
      for (; text === null; text = await this.#whenWell(path)) await wait();
      for (const line of redacted(text, keyIn(this.#headers)).split('\n')) {
        if (line.trim() === '') continue;
        const { custom_id: key, response, error } = readAnswer(lineSchema, line, path);
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

const EXCERPT = 80;

/** @throws RequestError where the answer is none of a batch API: many servers answer any path with a page. */
function readAnswer<T>(schema: z.ZodType<T>, body: string, path: string): T {
  let fault = 'it is not JSON';
  try {
    const { data, error } = schema.safeParse(JSON.parse(body));
    if (data !== undefined) return data;
    const [issue] = error?.issues ?? [];
    fault = `its field ${issue?.path.join('.') ?? ''} does not fit (${issue?.message ?? ''})`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const excerpt = JSON.stringify(body.trim().slice(0, EXCERPT));
  throw new RequestError(`the server answers ${path} as no batch API does: ${fault}; it begins ${excerpt}`, {
    ...{ status: 200, retryable: false, stopsRun: true },
    hint: 'Run the same command without --batch, or check the address of the server.',
  });
}

function refusal(status: number, message: string): LineResult {
  return { status, body: JSON.stringify({ error: { message } }) };
}
