/**
 * A body of /v1/chat/completions, read: OpenAI's fields, those that vLLM and Groq added for reasoning and open models, and ours. A field
 * that would change the answer and is not supported is refused by name, as is one that nobody knows: what is asked for is never ignored.
 */

import { z } from 'zod';
import type { ChatParams, ChatTurn } from '../../models/index.ts';
import { ApiError } from '../api-error.ts';
import { documentsSchema, type RequestDocument } from '../../documents/index.ts';
import { documentFormats, evidenceOf } from '../check/documents.ts';
import type { DocumentFormat, Evidence } from '../check/documents.ts';
import { withTracedHistory } from '../check/traced-history.ts';
import { messageSchema, turnsOf } from './message-fields.ts';
import { noEffect, samplingFields, seedOr, stopSchema, without } from './sampling-fields.ts';
import { toolFields, toolRequestOf } from './tool-fields.ts';

const formatSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string().regex(/^[\w-]{1,64}$/),
      schema: z.record(z.string(), z.unknown()),
      strict: z.boolean().nullish(),
      description: z.string().optional(),
    }),
  }),
]);

const bodySchema = z.strictObject({
  ...samplingFields,
  ...toolFields,
  model: z.string(),
  messages: z.array(messageSchema).min(1),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  stop: stopSchema,
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_usage: z.boolean().nullish(), include_obfuscation: z.boolean().nullish() })
    .nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  response_format: formatSchema.nullish(),
  /** `raw`: thinking and tags stay in `content`, as the model wrote them (Groq's name). */
  reasoning_format: z.enum(['parsed', 'raw']).nullish(),
  /** Ours: each number of the answer, and where it comes from. */
  check: z.boolean().nullish(),
  documents: documentsSchema
    .refine(
      (all) => !all.some((document) => /^(calculator|tool):/.test(document.id)),
      'ids that begin with calculator: or tool: are those of results',
    )
    .nullish(),
  /** Left out: what the model was trained on. */
  documents_format: z.enum(documentFormats).nullish(),
  ...noEffect([
    'user',
    'store',
    'metadata',
    'service_tier',
    'safety_identifier',
    'prompt_cache_key',
    'verbosity',
    'reasoning_effort',
  ]),
  ...without(['functions', 'function_call', 'audio', 'modalities', 'prediction', 'web_search_options']),
});

export interface ChatCompletionRequest {
  model: string;
  turns: ChatTurn[];
  /** Shown to the model with the last question. */
  documents: readonly RequestDocument[];
  /** Null: what the model was trained on. */
  documentFormat: DocumentFormat | null;
  params: ChatParams;
  samples: number;
  isStream: boolean;
  withUsage: boolean;
  isRaw: boolean;
  /** Of the tools those that this server carries out. */
  calculators: ReadonlySet<string>;
  /** What numbers of the answer are traced to; null: they are not checked. */
  evidence: Evidence | null;
}

/** `usual`: the reasoning format where the body names none. @throws ApiError that names the field. */
export function readChatRequest(body: unknown, usual?: unknown): ChatCompletionRequest {
  const read = parsed(bodySchema, body);
  const { response_format: format } = read;
  if (format?.type === 'json_object') {
    throw new ApiError(
      400,
      'response_format: give a json_schema; json_object alone says nothing of what the JSON shall hold',
      {
        param: 'response_format',
      },
    );
  }
  if (read.logprobs !== true && read.top_logprobs != null) {
    throw new ApiError(400, 'top_logprobs needs logprobs: true', { param: 'top_logprobs' });
  }
  if (read.check === true && read.reasoning_format === 'raw')
    throw new ApiError(400, 'check needs reasoning_format: parsed', { param: 'check' });
  const { use, calculators } = toolRequestOf(read);
  const documents = read.documents ?? [];
  return {
    model: read.model,
    turns: turnsOf(read.messages, true),
    documents,
    documentFormat: read.documents_format ?? null,
    calculators,
    // What earlier answers say that they calculated is no evidence: a client may have written it.
    evidence:
      read.check === true ? withTracedHistory(evidenceOf(turnsOf(read.messages, false), documents)) : null,
    params: {
      maxTokens: read.max_completion_tokens ?? read.max_tokens ?? null,
      temperature: read.temperature ?? 1,
      topP: read.top_p ?? 1,
      topK: read.top_k ?? -1,
      seed: seedOr(read.seed),
      stop: read.stop,
      topLogprobs: read.logprobs === true ? (read.top_logprobs ?? 0) : null,
      ...(format?.type === 'json_schema' && {
        jsonSchema: { name: format.json_schema.name, schema: format.json_schema.schema },
      }),
      ...(use !== null && { tools: use }),
    },
    samples: read.n ?? 1,
    isStream: read.stream ?? false,
    withUsage: read.stream_options?.include_usage ?? false,
    isRaw: (read.reasoning_format ?? (read.check === true ? 'parsed' : usual)) === 'raw',
  };
}

/** @throws ApiError that names the first field that is wrong. */
export function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])];
  const param = path.join('.') || null;
  const said = unknown === undefined ? issue?.message : 'this server knows no such field';
  throw new ApiError(
    400,
    param === null ? `The body cannot be read: ${said}` : `${param.slice(0, 200)}: ${said}`,
    {
      param: param?.slice(0, 200) ?? null,
    },
  );
}
