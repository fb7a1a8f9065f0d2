/**
 * `adapter_config.json` as PEFT (0.15 and later) writes and reads it; fields after `peft.LoraConfig`.
 *
 * What changes the meaning of an adapter and is not supported is refused by name, never ignored: other kinds of adapters,
 * DoRA, biases, whole trained modules, ranks or layers of their own, starts that also change the base (PiSSA, OLoRA, …).
 */

import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import { readText } from '../../core/read-text.ts';
import { parseJson } from '../files/read-json.ts';
import { writeTextAtomically } from '../files/write-atomic.ts';
import type { LoraShape } from './lora.ts';

export const adapterConfigFile = 'adapter_config.json';

/** What to do with an adapter that cannot be read here. */
export const MERGE_FIRST =
  'Merge it into its base with PEFT (merge_and_unload, save_pretrained) and use the merged model folder.';

const schema = z.looseObject({
  peft_type: z.string(),
  base_model_name_or_path: z.string().nullish(),
  revision: z.string().nullish(),
  r: z.number().int().positive().default(8),
  lora_alpha: z.number().positive().default(8),
  lora_dropout: z.number().min(0).lt(1).default(0),
  use_rslora: z.boolean().default(false),
  bias: z.string().default('none'),
  init_lora_weights: z.union([z.boolean(), z.string()]).nullish(),
});

/** Fields that leave the adapter what it is as long as they are empty (null, false, [] or {}). */
const unsupported = [
  'use_dora',
  'lora_bias',
  'fan_in_fan_out',
  'modules_to_save',
  'rank_pattern',
  'alpha_pattern',
  'layers_to_transform',
  'layer_replication',
  'target_parameters',
  'trainable_token_indices',
  'use_qalora',
  'use_bdlora',
  'alora_invocation_tokens',
  'arrow_config',
  'kasa_config',
  'velora_config',
  'monteclora_config',
] as const;

/** Ways to begin that leave the base's weights alone. */
const harmlessStarts: readonly unknown[] = [undefined, null, true, false, 'gaussian', 'orthogonal', 'eva'];

/** What `adapter_config.json` says; which projections are changed is for the tensors to tell. */
export interface PeftConfig {
  lora: Omit<LoraShape, 'targets'>;
  /** As written: a path or the name of a model on the Hugging Face hub; null where none is named. */
  base: string | null;
  /** Branch, tag or commit of a base on the hub. */
  revision: string;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** True when the folder holds an adapter and no model. */
export function isAdapterFolder(directory: string): boolean {
  return isThere(join(directory, adapterConfigFile));
}

/** Throws `InputError`: not JSON, a wrong field, or one that is not supported, by name. */
export function readPeftConfig(directory: string): PeftConfig {
  const path = join(directory, adapterConfigFile);
  const raw = parseJson(path, readText(path), schema);
  const refuse = (what: string): never => {
    throw new InputError(`${path}: ${what} is not supported`, { hint: MERGE_FIRST });
  };
  if (raw.peft_type !== 'LORA') refuse(`peft_type ${JSON.stringify(raw.peft_type)}`);
  if (raw.bias !== 'none') refuse(`bias ${JSON.stringify(raw.bias)}`);
  for (const field of unsupported) if (!isEmpty(raw[field])) refuse(`${field} ${JSON.stringify(raw[field])}`);
  if (!harmlessStarts.includes(raw.init_lora_weights)) {
    refuse(`init_lora_weights ${JSON.stringify(raw.init_lora_weights)}`);
  }
  return {
    lora: { rank: raw.r, alpha: raw.lora_alpha, rsLora: raw.use_rslora, dropout: raw.lora_dropout },
    base: raw.base_model_name_or_path ?? null,
    revision: raw.revision ?? 'main',
  };
}

/** Writes another base into the `adapter_config.json` of a folder; all else stays as it is. */
export async function nameBase(directory: string, base: string): Promise<void> {
  const path = join(directory, adapterConfigFile);
  const fields = parseJson(path, readText(path), schema);
  const named = { ...fields, base_model_name_or_path: base };
  await writeTextAtomically(path, `${JSON.stringify(named, null, 2)}\n`);
}

/** Writes `adapter_config.json` into a folder. */
export async function writePeftConfig(directory: string, lora: LoraShape, base: string): Promise<void> {
  const fields = {
    alpha_pattern: {},
    auto_mapping: null,
    base_model_name_or_path: base,
    bias: 'none',
    exclude_modules: null,
    fan_in_fan_out: false,
    inference_mode: true,
    init_lora_weights: true,
    layers_pattern: null,
    layers_to_transform: null,
    lora_alpha: lora.alpha,
    lora_dropout: lora.dropout,
    modules_to_save: null,
    peft_type: 'LORA',
    r: lora.rank,
    rank_pattern: {},
    revision: null,
    target_modules: lora.targets,
    task_type: 'CAUSAL_LM',
    use_dora: false,
    use_rslora: lora.rsLora,
  };
  await writeTextAtomically(join(directory, adapterConfigFile), `${JSON.stringify(fields, null, 2)}\n`);
}
