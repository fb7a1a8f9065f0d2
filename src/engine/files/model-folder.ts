/**
 * A model folder as Hugging Face has it: `config.json`, `model.safetensors` (or shards) and the tokenizer's files.
 * Reading and writing check that weights, config and tokenizer belong together; writing is whole or not at all.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { readTokenizerJson, vocabSizeOf } from '../tokenizer/tokenizer-json.ts';
import { readModelConfig, writeModelConfig } from './model-config.ts';
import type { ModelConfig } from './model-config.ts';
import { writeSafetensors } from './safetensors.ts';
import type { HostTensor } from './safetensors.ts';
import { withWeightFiles } from './weight-files.ts';
import { elementCount, weightSpecs } from './weight-names.ts';
import type { WeightSpec } from './weight-names.ts';
import { exists, writeFolderAtomically } from './write-atomic.ts';

/** Weights by Hugging Face's names, matrices as [out, in], row major. */
export interface ModelFolder {
  config: ModelConfig;
  weights: Map<string, Float32Array>;
}

const tokenizerFiles = [
  'tokenizer.json',
  'tokenizer_config.json',
  'chat_template.jinja',
  'special_tokens_map.json',
  'added_tokens.json',
  'vocab.json',
  'merges.txt',
  'generation_config.json',
];

const listed = (names: readonly string[]): string =>
  names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;

/** Tensors of old checkpoints that say nothing: rotary tables, and the head of a model whose head is its embedding. */
function isRedundant(name: string, config: ModelConfig): boolean {
  return name.endsWith('.rotary_emb.inv_freq') || (config.tiedEmbeddings && name === 'lm_head.weight');
}

function checkNames(
  names: ReadonlySet<string>,
  specs: readonly WeightSpec[],
  config: ModelConfig,
  where: string,
): void {
  const known = new Set(specs.map((spec) => spec.name));
  const missing = [...known].filter((name) => !names.has(name));
  const extra = [...names].filter((name) => !known.has(name) && !isRedundant(name, config));
  if (missing.length > 0)
    throw new InputError(`${where}: missing tensors for ${config.architecture}: ${listed(missing)}`);
  if (extra.length > 0)
    throw new InputError(`${where}: tensors that ${config.architecture} does not have: ${listed(extra)}`);
}

function checkTokenizerSize(tokenizerSize: number, config: ModelConfig, where: string): void {
  if (tokenizerSize <= config.vocabSize) return;
  throw new InputError(
    `${where}: the tokenizer has ${tokenizerSize} tokens, the model's vocabulary only ${config.vocabSize}`,
    { hint: 'Use the tokenizer the model was trained with.' },
  );
}

/** One weight that is not finite can make every answer of the model a product of chance. */
function requireFinite(values: Float32Array, name: string, directory: string): void {
  let sum = 0;
  // x − x is 0, or NaN where x is not finite: no branch, so that large models do not wait for it.
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) - (values[i] as number);
  if (sum === 0) return;
  const at = values.findIndex((value) => !Number.isFinite(value));
  throw new InputError(`${directory}: weight ${at} of ${name} is ${values[at]}, not a finite number`, {
    code: 'weights',
    hint: 'The training that made this model diverged, or the file is damaged: use an earlier checkpoint or another copy.',
  });
}

/**
 * Reads a model folder. Throws `InputError` naming what is at fault: a missing or damaged file, an architecture or field
 * that is not supported, missing or extra tensors, a shape that does not fit, a tokenizer larger than the vocabulary, a
 * weight that is not finite.
 */
export async function readModelFolder(directory: string): Promise<ModelFolder> {
  if (!(await exists(directory))) throw new InputError(`the model folder ${directory} does not exist`);
  const config = await readModelConfig(directory);
  if (await exists(join(directory, 'tokenizer.json'))) {
    checkTokenizerSize(vocabSizeOf(await readTokenizerJson(directory)), config, directory);
  }
  const specs = weightSpecs(config);
  const weights = await withWeightFiles(directory, async (files) => {
    checkNames(new Set(files.keys()), specs, config, directory);
    const read = new Map<string, Float32Array>();
    for (const { name, shape } of specs) {
      const file = files.get(name);
      const stored = file?.tensors.get(name)?.shape ?? [];
      if (file === undefined || stored.join() !== shape.join()) {
        throw new InputError(
          `${directory}: tensor ${name} is [${stored.join(', ')}], config.json asks for [${shape.join(', ')}]`,
        );
      }
      const values = await file.read(name);
      requireFinite(values, name, directory);
      read.set(name, values);
    }
    return read;
  });
  return { config, weights };
}

/** What a model folder is made from. `tokenizerFrom` is a folder whose tokenizer files are copied. */
export interface ModelFolderContent extends ModelFolder {
  tokenizerFrom?: string;
}

/**
 * Fills an empty folder; for callers that add their own files within `writeFolderAtomically`. Throws `InputError` before
 * anything is written when weights, config and tokenizer do not belong together.
 */
export async function fillModelFolder(directory: string, content: ModelFolderContent): Promise<void> {
  const { config, weights, tokenizerFrom } = content;
  const specs = weightSpecs(config);
  checkNames(new Set(weights.keys()), specs, config, directory);
  const tensors = new Map<string, HostTensor>();
  for (const { name, shape } of specs) {
    const data = weights.get(name) as Float32Array;
    if (data.length !== elementCount(shape)) {
      throw new InputError(
        `${directory}: tensor ${name} has ${data.length} values, its shape [${shape.join(', ')}] needs ${elementCount(shape)}`,
      );
    }
    tensors.set(name, { shape, data });
  }
  const tokenizer = tokenizerFrom === undefined ? undefined : await HfTokenizer.load(tokenizerFrom);
  if (tokenizer !== undefined) checkTokenizerSize(tokenizer.vocabSize, config, directory);

  await writeModelConfig(directory, config, tokenizer);
  await writeSafetensors(join(directory, 'model.safetensors'), tensors);
  if (tokenizerFrom === undefined) return;
  for (const name of tokenizerFiles) {
    const source = join(tokenizerFrom, name);
    if (await exists(source)) await writeFile(join(directory, name), await readFile(source), { flush: true });
  }
}

/**
 * Writes a model folder aside and renames it. An existing folder is refused unless `overwrite`. Throws `InputError` as
 * `fillModelFolder` does.
 */
export async function writeModelFolder(
  directory: string,
  content: ModelFolderContent,
  options: { overwrite?: boolean } = {},
): Promise<void> {
  await writeFolderAtomically(directory, (partial) => fillModelFolder(partial, content), options);
}
