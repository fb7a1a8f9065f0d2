/** `tokenizer.json` and `tokenizer_config.json`, read and checked as far as fin-r1 uses them. */

import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { ELSEWHERE } from '../files/config-hints.ts';
import { readJson } from '../files/read-json.ts';

const id = z.number().int().nonnegative();

const componentSchema = z.looseObject({ type: z.string() }).nullable();

const addedTokenSchema = z.looseObject({
  id,
  content: z.string().min(1),
  single_word: z.boolean().default(false),
  lstrip: z.boolean().default(false),
  rstrip: z.boolean().default(false),
  normalized: z.boolean().default(false),
  special: z.boolean().default(false),
});

const tokenizerSchema = z.looseObject({
  added_tokens: z.array(addedTokenSchema).default([]),
  normalizer: componentSchema.default(null),
  pre_tokenizer: componentSchema.default(null),
  post_processor: componentSchema.default(null),
  decoder: componentSchema.default(null),
  model: z.looseObject({ type: z.string().optional() }),
});

const bpeSchema = z.looseObject({
  vocab: z.record(z.string(), id),
  merges: z.union([z.array(z.string()), z.array(z.tuple([z.string(), z.string()]))]),
});

export type TokenizerJson = z.infer<typeof tokenizerSchema> & { model: z.infer<typeof bpeSchema> };

/** A special token is written as its text or as an object that holds it. */
const tokenSchema = z.union([
  z.string(),
  z.looseObject({ content: z.string() }).transform((token) => token.content),
]);

const configSchema = z.looseObject({
  eos_token: tokenSchema.nullish(),
  bos_token: tokenSchema.nullish(),
  pad_token: tokenSchema.nullish(),
  unk_token: tokenSchema.nullish(),
  chat_template: z
    .union([z.string(), z.array(z.looseObject({ name: z.string(), template: z.string() }))])
    .nullish(),
});
export type TokenizerConfig = z.infer<typeof configSchema>;

/**
 * Reads `<directory>/tokenizer.json`. Throws `InputError`: missing, not JSON, or not a byte-level BPE (the kind of
 * Qwen2, Qwen3, Llama 3 and SmolLM2).
 */
export async function readTokenizerJson(directory: string): Promise<TokenizerJson> {
  const path = join(directory, 'tokenizer.json');
  const json = await readJson(
    path,
    tokenizerSchema,
    'A model folder holds config.json, tokenizer.json and model.safetensors.',
  );
  const type = json.model.type ?? 'unnamed';
  if (type !== 'BPE' || json.decoder?.type !== 'ByteLevel') {
    throw new InputError(
      `${path} is a ${type} tokenizer with decoder ${json.decoder?.type ?? 'none'}; byte-level BPE is supported`,
      { hint: ELSEWHERE },
    );
  }
  const model = bpeSchema.safeParse(json.model);
  if (!model.success) {
    throw new InputError(`${path}: model.vocab or model.merges cannot be read`, {
      hint: 'Use the file that was published with the model, or download it again.',
      cause: model.error,
    });
  }
  return { ...json, model: model.data };
}

/** Reads `<directory>/tokenizer_config.json`. Throws `InputError`. */
export async function readTokenizerConfig(directory: string): Promise<TokenizerConfig> {
  return readJson(
    join(directory, 'tokenizer_config.json'),
    configSchema,
    'It names the end token and the chat template.',
  );
}

/** The number of ids a model needs for this tokenizer: its largest id + 1. */
export function vocabSizeOf(json: TokenizerJson): number {
  let largest = -1;
  for (const value of Object.values(json.model.vocab)) largest = Math.max(largest, value);
  for (const token of json.added_tokens) largest = Math.max(largest, token.id);
  return largest + 1;
}
