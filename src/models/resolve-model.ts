/** From a model string to a model: the one way in which commands and recipes name models. */

import { existsSync, readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { isThere, readFailure } from '../core/file-errors.ts';
import { readText } from '../core/read-text.ts';
import { baseFolderOf, isAdapterFolder } from '../engine/index.ts';
import type { TinkerService } from '../tinker/types.ts';
import { fromSamplingClient } from './from-sampling-client.ts';
import { cachedModel } from './hub/cached-model.ts';
import { isHf } from './hub/hf-string.ts';
import { isGguf, isRemote } from './model-string.ts';
import type { TextModel } from './text-model.ts';

const SUPPORTED =
  'Supported model strings: run:NAME@STAGE (a stage of a run folder, e.g. run:quickstart@sft), hf:ORG/NAME (pulled from the hub), gguf:PATH where one file will do, or a path to a model folder (config.json, tokenizer.json, *.safetensors) or to a LoRA adapter of one (adapter_config.json, adapter_model.safetensors).';

/** A model folder on this machine. */
export interface LocatedModel {
  /** The model string as it was given. */
  id: string;
  directory: string;
  /** Tokens, prompt and answer together. */
  contextLength: number;
}

const configSchema = z.looseObject({ max_position_embeddings: z.number().int().positive() });

/**
 * Finds the model folder that a model string names.
 * @throws InputError when there is none; it lists the runs, the stages, or says by `hint` which strings there are.
 */
export function locateModel(
  model: string,
  { runsDirectory = 'runs', hint = SUPPORTED }: { runsDirectory?: string; hint?: string } = {},
): LocatedModel {
  const directory = directoryOf(model, runsDirectory, hint);
  // An adapter has the shape of its base.
  const config = join(isAdapterFolder(directory) ? baseFolderOf(directory) : directory, 'config.json');
  if (!isThere(config)) {
    const why = isThere(directory) ? `${directory} holds no config.json` : `${directory} does not exist`;
    throw new InputError(`no model "${model}": ${why}`, { code: 'model', hint });
  }
  const parsed = configSchema.safeParse(readJson(config));
  if (!parsed.success) {
    throw new InputError(`${config}: max_position_embeddings is missing or is not a positive whole number`, {
      code: 'model',
      hint: 'Use the config.json that belongs to the weights.',
    });
  }
  return { id: model, directory, contextLength: parsed.data.max_position_embeddings };
}

/** Loads the model that a model string names into `service`. @throws InputError as `locateModel` does. */
export async function resolveModel(
  model: string,
  options: { service: Pick<TinkerService, 'createSamplingClient'>; runsDirectory?: string },
): Promise<TextModel> {
  const { id, directory, contextLength } = locateModel(model, options);
  return fromSamplingClient(id, await options.service.createSamplingClient(directory), { contextLength });
}

function directoryOf(model: string, runsDirectory: string, hint: string): string {
  if (isGguf(model)) {
    throw new InputError(`${model} is one GGUF file, and a model folder is needed here`, {
      code: 'model',
      hint: 'Name the folder it was converted from (hf:ORG/NAME), or a run that started from it.',
    });
  }
  if (isRemote(model) && !isThere(model)) {
    throw new InputError(`${model} is behind an API: its files are not here`, { code: 'model', hint });
  }
  if (model.trim() === '') throw new InputError('the model string is empty', { code: 'model', hint });
  if (model.startsWith('run:')) return stageDirectory(model, runsDirectory, hint);
  return isHf(model) ? cachedModel(model) : resolve(model);
}

function stageDirectory(model: string, runsDirectory: string, hint: string): string {
  const match = /^run:([^@/\\]+)@([\w-]+)$/.exec(model);
  if (match === null) {
    const isStageMissing = !model.includes('@');
    throw new InputError(
      `cannot read the model string "${model}"${isStageMissing ? ': its stage is missing' : ''}`,
      { code: 'model', hint: isStageMissing ? `Write ${model}@STAGE, e.g. ${model}@sft.` : hint },
    );
  }
  const [, run = '', stage = ''] = match;
  const models = join(resolve(runsDirectory), run, 'models');
  if (!existsSync(models)) {
    throw new InputError(
      `no model "${model}": ${models} does not exist; runs there: ${folders(runsDirectory)}`,
      {
        code: 'model',
        hint,
      },
    );
  }
  if (!existsSync(join(models, stage))) {
    throw new InputError(`no model "${model}": the run ${run} has the stages ${folders(models, STAGE)}`, {
      code: 'model',
      hint: 'Name one of these, or run the recipe until that stage is done.',
    });
  }
  return join(models, stage);
}

/** Not a folder that is being written. */
const STAGE = /^[\w-]+$/;

function folders(directory: string, named = /./): string {
  if (!existsSync(directory)) return 'none';
  return (
    entriesOf(directory)
      .filter((entry) => entry.isDirectory() && named.test(entry.name))
      .map((entry) => entry.name)
      .sort()
      .join(', ') || 'none'
  );
}

function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    throw readFailure(directory, error);
  }
}

function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${path}: not JSON`, { code: 'model', cause, hint: 'Restore the file.' });
  }
}
