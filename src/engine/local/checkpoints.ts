/**
 * Saved states: a model folder, and beside the model the optimiser's moments and step count. Each is written aside and
 * renamed, so that a folder under its final name is always whole; each file of numbers has its checksum beside it.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { verifyChecksum } from '../files/checksum.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { fillModelFolder, readModelFolder, writeModelFolder } from '../files/model-folder.ts';
import type { ModelFolderContent } from '../files/model-folder.ts';
import { readJson } from '../files/read-json.ts';
import { readSafetensors, writeSafetensors } from '../files/safetensors.ts';
import type { HostTensor } from '../files/safetensors.ts';
import { weightSpecs } from '../files/weight-names.ts';
import { writeFolderAtomically } from '../files/write-atomic.ts';
import type { ParameterStore } from '../optimiser/parameter-store.ts';

const optimizerFile = 'optimizer.safetensors';
const stateFile = 'training-state.json';
const stateSchema = z.object({ optimizer: z.literal('adamw'), steps: z.number().int().nonnegative() });
const moments = ['firstMoments', 'secondMoments'] as const;

/** Weights, tokenizer, moments and step count. */
export async function saveTrainingState(
  path: string,
  content: ModelFolderContent,
  store: ParameterStore,
  options: { overwrite?: boolean },
): Promise<void> {
  await writeFolderAtomically(
    path,
    async (partial) => {
      await fillModelFolder(partial, content);
      const tensors = new Map<string, HostTensor>();
      for (const part of moments) {
        const views = store.views(part);
        for (const { name, shape } of weightSpecs(content.config)) {
          tensors.set(`${part}.${name}`, { shape, data: views.get(name) as Float32Array });
        }
      }
      await writeSafetensors(join(partial, optimizerFile), tensors);
      const state = { optimizer: 'adamw', steps: store.steps } satisfies z.infer<typeof stateSchema>;
      await writeFile(join(partial, stateFile), `${JSON.stringify(state)}\n`, { flush: true });
    },
    options,
  );
}

/** Weights and tokenizer only: a folder that transformers loads. */
export async function saveSamplerWeights(
  path: string,
  content: ModelFolderContent,
  options: { overwrite?: boolean },
): Promise<void> {
  await writeModelFolder(path, content, options);
}

/**
 * Reads a saved state into `store`; without `optimizer` the moments start at zero. Throws `InputError` when it is missing,
 * damaged or of another shape.
 */
export async function loadTrainingState(
  path: string,
  config: ModelConfig,
  store: ParameterStore,
  optimizer: boolean,
): Promise<void> {
  const { weights } = await readModelFolder(path);
  const own = store.views('weights');
  for (const [name, data] of weights) copyInto(own.get(name), data, name, path);
  if (!optimizer) {
    for (const part of moments) for (const view of store.views(part).values()) view.fill(0);
    store.steps = 0;
    return;
  }
  const { tensors } = await readSafetensors(join(path, optimizerFile));
  await verifyChecksum(join(path, optimizerFile));
  for (const part of moments) {
    const views = store.views(part);
    for (const { name } of weightSpecs(config))
      copyInto(views.get(name), tensors.get(`${part}.${name}`)?.data, name, path);
  }
  store.steps = (await readJson(join(path, stateFile), stateSchema)).steps;
}

function copyInto(
  to: Float32Array | undefined,
  from: Float32Array | undefined,
  name: string,
  path: string,
): void {
  if (to === undefined || from === undefined || to.length !== from.length) {
    throw new InputError(`${path}: the saved ${name} does not fit this model`);
  }
  to.set(from);
}
