/**
 * A model folder as Hugging Face has it: `config.json`, `model.safetensors` (or shards) and the tokenizer's files.
 * Reading and writing check that weights, config and tokenizer belong together; writing is whole or not at all.
 */

import { join } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { baseFolderOf, readAdapterFolder } from '../adapter/adapter-folder.ts';
import { mergeAdapter } from '../adapter/merge.ts';
import { isAdapterFolder } from '../adapter/peft-config.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { readTokenizerJson, vocabSizeOf } from '../tokenizer/tokenizer-json.ts';
import { OWN_CONFIG } from './config-hints.ts';
import { writeEndTokens } from './generation-config.ts';
import { readModelConfig, writeModelConfig } from './model-config.ts';
import type { ModelConfig } from './model-config.ts';
import { requireFinite } from './require-finite.ts';
import { writeSafetensors } from './safetensors.ts';
import type { HostTensor } from './safetensors.ts';
import { copyTokenizer } from './tokenizer-files.ts';
import { withWeightFiles } from './weight-files.ts';
import { elementCount, weightSpecs } from './weight-names.ts';
import type { WeightSpec } from './weight-names.ts';
import { exists, writeFolderAtomically } from './write-atomic.ts';

/** Weights by Hugging Face's names, matrices as [out, in], row major. */
export interface ModelFolder {
  config: ModelConfig;
  weights: Map<string, Float32Array>;
}

const HEAD = 'lm_head.weight';
const EMBEDDING = 'model.embed_tokens.weight';

const listed = (names: readonly string[]): string =>
  names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;

/** Tensors of old checkpoints that say nothing: rotary tables, and the head of a model whose head is its embedding. */
function isRedundant(name: string, config: ModelConfig): boolean {
  return name.endsWith('.rotary_emb.inv_freq') || (config.tiedEmbeddings && name === HEAD);
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
  const refuse = (what: string, which: readonly string[]): void => {
    if (which.length > 0) throw new InputError(`${where}: ${what}: ${listed(which)}`, { hint: OWN_CONFIG });
  };
  refuse(`missing tensors for ${config.architecture}`, missing);
  refuse(`tensors that ${config.architecture} does not have`, extra);
}

function checkTokenizerSize(tokenizerSize: number, config: ModelConfig, where: string): void {
  if (tokenizerSize <= config.vocabSize) return;
  throw new InputError(
    `${where}: the tokenizer has ${tokenizerSize} tokens, the model's vocabulary only ${config.vocabSize}`,
    { hint: 'Use the tokenizer the model was trained with.' },
  );
}

async function checkTokenizerOf(directory: string, config: ModelConfig): Promise<void> {
  if (!(await exists(join(directory, 'tokenizer.json')))) return;
  checkTokenizerSize(vocabSizeOf(await readTokenizerJson(directory)), config, directory);
}

/** The shape of the model in a folder; an adapter has that of its base. Throws `InputError`. */
export async function readFolderConfig(directory: string): Promise<ModelConfig> {
  return readModelConfig(isAdapterFolder(directory) ? baseFolderOf(directory) : directory);
}

/** The folder with the tokenizer of a model: that of the base where an adapter came without one. Throws `InputError`. */
export async function tokenizerFolderOf(directory: string): Promise<string> {
  const isBare = isAdapterFolder(directory) && !(await exists(join(directory, 'tokenizer.json')));
  return isBare ? baseFolderOf(directory) : directory;
}

/**
 * Reads a model folder, or an adapter folder and its base, merged. Throws `InputError` naming what is at fault: a missing
 * or damaged file, an architecture or field that is not supported, missing or extra tensors, a shape that does not fit, a
 * tokenizer larger than the vocabulary, a weight that is not finite. With `shared` the weights lie in shared memory, each
 * in its own.
 */
export async function readModelFolder(
  directory: string,
  options: { shared?: boolean } = {},
): Promise<ModelFolder> {
  if (!(await exists(directory)))
    throw new InputError(`the model folder ${directory} does not exist`, { hint: 'Check the path.' });
  if (isAdapterFolder(directory)) {
    const adapter = await readAdapterFolder(directory);
    const { config, weights } = await readModelFolder(adapter.baseFolder, options);
    await checkTokenizerOf(directory, config);
    return { config, weights: await mergeAdapter(config, weights, adapter) };
  }
  const config = await readModelConfig(directory);
  await checkTokenizerOf(directory, config);
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
          { hint: OWN_CONFIG },
        );
      }
      const values = await file.read(name, options);
      requireFinite(values, name, directory);
      read.set(name, values);
    }
    const head = config.tiedEmbeddings ? files.get(HEAD) : undefined;
    if (head !== undefined) requireTied(await head.read(HEAD), read.get(EMBEDDING), directory);
    return read;
  });
  return { config, weights };
}

/** A head of its own in a model that says it has none would be lost without a word. */
function requireTied(head: Float32Array, embedding: Float32Array | undefined, directory: string): void {
  if (embedding?.length === head.length && head.every((value, i) => value === embedding[i])) return;
  throw new InputError(
    `${directory}: config.json ties the head to the embedding, but ${HEAD} holds other numbers than ${EMBEDDING}`,
    {
      hint: 'Set tie_word_embeddings to false if the stored head is the one that was trained, else remove the tensor.',
    },
  );
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
  if (tokenizerFrom === undefined || tokenizer === undefined) return;
  await copyTokenizer(tokenizerFrom, directory);
  // A base model's file may end documents alone, while ours end their turns.
  await writeEndTokens(directory, tokenizer.stopIds);
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
