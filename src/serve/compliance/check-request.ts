/** A body of POST /v1/compliance/check, read: texts, or a file, and by what they are checked. */

import { z } from 'zod';
import type { TextToCheck } from '../../apps/compliance/index.ts';
import { ApiError } from '../api-error.ts';
import { parsed } from '../openai/chat-request.ts';

/** More are a batch: `fin-r1 check --name`. */
export const MOST_TEXTS = 1000;

const name = z.string().min(1).max(200);
const textSchema = z.strictObject({
  id: name.optional(),
  text: z.string(),
  sender: name.optional(),
  time: name.optional(),
});

const bodySchema = z.strictObject({
  text: z.string().optional(),
  texts: z
    .array(z.union([z.string(), textSchema], { error: 'a text, or { id, text, sender, time }' }))
    .min(1)
    .max(MOST_TEXTS)
    .optional(),
  /** A file: its bytes in base64. */
  document: z.strictObject({ name, data: z.base64() }).optional(),
  rules: z.array(name).min(1).max(100).nullish(),
  model: z.string().nullish(),
  by: z.string().trim().min(1).max(200).optional(),
  stream: z.boolean().nullish(),
});

export interface CheckRequest {
  /** Null: they are to be read from the file. */
  texts: TextToCheck[] | null;
  file: { name: string; bytes: Uint8Array } | null;
  rules: string[] | null;
  model: string | null;
  /** Who asks, as they say. */
  by: string | null;
  /** Told how far it is, as server-sent events. */
  isStream: boolean;
}

/** @throws ApiError that names the field. */
export function readCheckRequest(body: unknown): CheckRequest {
  const { text, texts, document, rules, model, by, stream } = parsed(bodySchema, body);
  const given = [text, texts, document].filter((each) => each !== undefined).length;
  if (given !== 1)
    throw new ApiError(400, 'Give one of text, texts and document.', {
      param: given === 0 ? 'text' : 'texts',
    });
  const listed = text !== undefined ? [text] : (texts ?? []);
  const all = listed.map((each, n) => {
    const { id = String(n + 1), ...rest } = typeof each === 'string' ? { text: each } : each;
    if (rest.text.trim() === '')
      throw new ApiError(400, 'There is nothing to check in it.', { param: `texts.${n}` });
    return { id, ...rest } as TextToCheck;
  });
  const twice = all.find(({ id }, n) => all.findIndex((other) => other.id === id) !== n);
  if (twice !== undefined)
    throw new ApiError(400, `texts: two of them have the id ${JSON.stringify(twice.id)}`, { param: 'texts' });
  return {
    texts: document === undefined ? all : null,
    file:
      document === undefined ? null : { name: document.name, bytes: Buffer.from(document.data, 'base64') },
    ...{ rules: rules ?? null, model: model ?? null, by: by ?? null },
    isStream: stream ?? false,
  };
}
