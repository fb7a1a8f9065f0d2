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

/** Makes the folder's file end answers at `endTokenIds`, whatever it said; all else in it stays. */
export async function writeEndTokens(directory: string, endTokenIds: readonly number[]): Promise<void> {
  const path = join(directory, 'generation_config.json');
  const json = (await exists(path)) ? await readJson(path, generationSchema) : {};
  const text = JSON.stringify({ ...json, eos_token_id: endTokenIds }, null, 2);
  await writeTextAtomically(path, `${text}\n`);
}
