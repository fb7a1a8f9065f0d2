/**
 * `generation_config.json`: the tokens that end an answer, and how a model's makers would have it sampled. Where there is no
 * such file, transformers takes the end tokens of `config.json`; so do we.
 */

import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from './read-json.ts';
import { exists, writeTextAtomically } from './write-atomic.ts';

const id = z.number().int().nonnegative();
const ends = z.union([id.transform((one) => [one]), z.array(id)]).nullish();
const generationSchema = z.looseObject({
  eos_token_id: ends,
  do_sample: z.boolean().nullish(),
  temperature: z.number().nonnegative().nullish(),
  top_p: z.number().positive().max(1).nullish(),
  top_k: z.number().int().nonnegative().nullish(),
});
const configSchema = z.looseObject({ eos_token_id: ends });

export interface GenerationConfig {
  /** In the file's order; empty where none is named. */
  endTokenIds: readonly number[];
  /** In the sampler's terms: temperature 0 is greedy, which is what `do_sample` unset means; topK −1 is all. */
  sampling: { temperature: number; topP: number; topK: number };
}

/** Reads it from a model folder. Throws `InputError` when a file is not JSON or a value unusable. */
export async function readGenerationConfig(directory: string): Promise<GenerationConfig> {
  const path = join(directory, 'generation_config.json');
  if (await exists(path)) {
    const json = await readJson(path, generationSchema);
    const temperature = json.do_sample === true ? (json.temperature ?? 1) : 0;
    const sampling = { temperature, topP: json.top_p ?? 1, topK: json.top_k || -1 };
    return { endTokenIds: json.eos_token_id ?? [], sampling };
  }
  const config = join(directory, 'config.json');
  const endTokenIds = (await exists(config)) ? (await readJson(config, configSchema)).eos_token_id : [];
  return { endTokenIds: endTokenIds ?? [], sampling: { temperature: 0, topP: 1, topK: -1 } };
}

/** What changes even a greedy answer of transformers, each with the value that changes nothing; null never does. */
const NEUTRAL: Readonly<Record<string, unknown>> = {
  repetition_penalty: 1,
  encoder_repetition_penalty: 1,
  no_repeat_ngram_size: 0,
  encoder_no_repeat_ngram_size: 0,
  min_length: 0,
  min_new_tokens: 0,
  num_beams: 1,
  guidance_scale: 1,
  penalty_alpha: 0,
  suppress_tokens: null,
  begin_suppress_tokens: null,
  bad_words_ids: null,
  sequence_bias: null,
  forced_bos_token_id: null,
  forced_eos_token_id: null,
  exponential_decay_length_penalty: null,
};

/** Settings of a `generation_config.json` that this engine does not apply and transformers would, such as `repetition_penalty 1.1`. */
export function unappliedSettings(json: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(NEUTRAL).flatMap(([name, neutral]) => {
    const value = json[name];
    const isNeutral =
      value === undefined ||
      value === null ||
      value === neutral ||
      (Array.isArray(value) && value.length === 0);
    return isNeutral
      ? []
      : [`${name} ${typeof value === 'number' ? value : JSON.stringify(value)}`.slice(0, 80)];
  });
}

/** Those of a folder. Throws `InputError` when the file is not JSON. */
export async function unappliedIn(directory: string): Promise<string[]> {
  const path = join(directory, 'generation_config.json');
  return (await exists(path)) ? unappliedSettings(await readJson(path, generationSchema)) : [];
}

/** Makes the folder's file end answers at `endTokenIds`, whatever it said; all else in it stays. */
export async function writeEndTokens(directory: string, endTokenIds: readonly number[]): Promise<void> {
  const path = join(directory, 'generation_config.json');
  const json = (await exists(path)) ? await readJson(path, generationSchema) : {};
  const text = JSON.stringify({ ...json, eos_token_id: endTokenIds }, null, 2);
  await writeTextAtomically(path, `${text}\n`);
}
