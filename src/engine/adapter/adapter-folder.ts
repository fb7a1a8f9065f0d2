/**
 * An adapter folder as PEFT writes it: `adapter_config.json` and `adapter_model.safetensors`, with the tokenizer's files
 * beside. The base's weights are not in it; it names the folder where they lie.
 */

import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import { verifyChecksum } from '../files/checksum.ts';
import { requireFinite } from '../files/require-finite.ts';
import { readModelConfig } from '../files/model-config.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { readSafetensors, writeSafetensors } from '../files/safetensors.ts';
import type { HostTensor } from '../files/safetensors.ts';
import { copyTokenizer } from '../files/tokenizer-files.ts';
import { loraTargets } from '../../tinker/types.ts';
import { hubBase } from './hub-base.ts';
import { adapterSpecs } from './lora.ts';
import type { LoraShape } from './lora.ts';
import type { Adapter } from './merge.ts';
import {
  adapterConfigFile,
  isAdapterFolder,
  MERGE_FIRST,
  readPeftConfig,
  writePeftConfig,
} from './peft-config.ts';

export const adapterWeightsFile = 'adapter_model.safetensors';
const PREFIX = 'base_model.model.';

/** An adapter that was read, and the folder of the model it belongs to. */
export interface AdapterFolder extends Adapter {
  baseFolder: string;
  config: ModelConfig;
}

/**
 * The base's folder. A relative path counts from the adapter's folder or any folder above it, so that `models/base` is
 * found from wherever the adapter lies in the same run folder, and the run folder can be moved. Else it is a name of the
 * hub, and the base lies in its cache. Throws `InputError`.
 */
export function baseFolderOf(directory: string): string {
  const { base, revision } = readPeftConfig(directory);
  if (base === null) {
    throw new InputError(`${join(directory, adapterConfigFile)} does not name its base`, {
      hint: 'Write the path of the base model folder into base_model_name_or_path.',
    });
  }
  let above = resolve(directory);
  const tried = isAbsolute(base) ? [base] : [join(above, base)];
  while (!isAbsolute(base) && dirname(above) !== above) {
    above = dirname(above);
    tried.push(join(above, base));
  }
  const onHub = hubBase(base, revision);
  if (onHub?.folder != null) tried.push(onHub.folder);
  for (const folder of tried) {
    if (isAdapterFolder(folder)) {
      throw new InputError(`${directory}: its base ${folder} is an adapter itself`, {
        hint: 'Merge the first adapter into its base and name the merged model folder.',
      });
    }
    if (isThere(join(folder, 'config.json'))) return folder;
  }
  const write =
    `write its path into base_model_name_or_path of ${join(directory, adapterConfigFile)}: ` +
    'absolute, or relative to the adapter or to a folder above it.';
  throw new InputError(`${directory}: its base ${base} is not a model folder here`, {
    code: 'not-pulled',
    hint:
      onHub === null
        ? `Download or copy the base model, and ${write}`
        : `Fetch it, if it is on the hub: fin-r1 models pull ${onHub.model}. Or ${write}`,
  });
}

/** How an adapter names its base: relative to `root` when it lies in there, else by its absolute path. */
export function baseNameOf(baseFolder: string, root: string): string {
  const path = relative(resolve(root), resolve(baseFolder));
  const isInside = path !== '' && !path.startsWith('..') && !isAbsolute(path);
  return isInside ? path.replaceAll('\\', '/') : resolve(baseFolder);
}

/**
 * The shape of an adapter whose tensors have these names and shapes: the projections it changes are those it has tensors of.
 * Throws `InputError`: a tensor that is missing, left over or of another shape.
 */
export function adapterShapeOf(
  directory: string,
  tensors: ReadonlyMap<string, { shape: readonly number[] }>,
  config: ModelConfig,
): LoraShape {
  const path = join(directory, adapterWeightsFile);
  const names = [...tensors.keys()];
  const targets = loraTargets.filter((target) => names.some((name) => name.includes(`.${target}.lora_`)));
  const lora = { ...readPeftConfig(directory).lora, targets };
  const specs = adapterSpecs(config, lora).map((spec) => ({ ...spec, stored: `${PREFIX}${spec.name}` }));
  const known = new Set(specs.map(({ stored }) => stored));
  const extra = names.find((name) => !known.has(name));
  if (extra !== undefined) {
    throw new InputError(`${path}: tensor ${extra} is not supported`, {
      hint: `Adapters of ${loraTargets.join(', ')} can be read, those of embeddings and heads cannot. ${MERGE_FIRST}`,
    });
  }
  const missing = specs.find(({ stored }) => !tensors.has(stored));
  if (missing !== undefined) {
    throw new InputError(
      `${path} has no tensor ${missing.stored}: adapters on some layers only are not supported`,
      { hint: `${MERGE_FIRST} If it should change every layer, fetch it again.` },
    );
  }
  if (specs.length === 0)
    throw new InputError(`${path} has no tensors`, { hint: 'Fetch the adapter again.' });
  for (const { stored, shape } of specs) {
    const has = tensors.get(stored)?.shape ?? [];
    if (has.join() === shape.join()) continue;
    throw new InputError(
      `${path}: ${stored} is [${has.join(', ')}], rank and base ask for [${shape.join(', ')}]`,
      {
        hint: `See that it was trained on this base, and that r in ${adapterConfigFile} is its rank.`,
      },
    );
  }
  return lora;
}

/**
 * Reads an adapter. `base` is a folder to take in place of the one that the adapter names. Throws `InputError`: a base that
 * cannot be found, what is not supported, a tensor that does not fit or is not finite, a damaged file.
 */
export async function readAdapterFolder(directory: string, base?: string): Promise<AdapterFolder> {
  const baseFolder = base ?? baseFolderOf(directory);
  const config = await readModelConfig(baseFolder);
  const path = join(directory, adapterWeightsFile);
  const { tensors } = await readSafetensors(path);
  await verifyChecksum(path);
  const lora = adapterShapeOf(directory, tensors, config);
  const weights = new Map<string, Float32Array>();
  for (const { name } of adapterSpecs(config, lora)) {
    const { data } = tensors.get(`${PREFIX}${name}`) as HostTensor;
    requireFinite(data, name, directory);
    weights.set(name, data);
  }
  return { lora, weights, baseFolder, config };
}

/** What an adapter folder is made from. */
export interface AdapterContent extends Adapter {
  config: ModelConfig;
  /** As it is written down. */
  baseName: string;
  /** A folder whose tokenizer files are copied. */
  tokenizerFrom: string;
}

/** Fills an empty folder; for callers within `writeFolderAtomically`. */
export async function fillAdapterFolder(directory: string, content: AdapterContent): Promise<void> {
  const { config, lora, weights, baseName, tokenizerFrom } = content;
  const tensors = new Map<string, HostTensor>();
  for (const { name, shape } of adapterSpecs(config, lora)) {
    tensors.set(`${PREFIX}${name}`, { shape, data: weights.get(name) as Float32Array });
  }
  await writePeftConfig(directory, lora, baseName);
  await writeSafetensors(join(directory, adapterWeightsFile), tensors);
  await copyTokenizer(tokenizerFrom, directory);
}
