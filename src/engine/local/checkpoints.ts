/**
 * Saved states: a model folder, or an adapter folder that names its base, and beside it the optimiser's moments and step
 * count. Each is written aside and renamed, so that a folder under its final name is always whole; each file of numbers
 * has its checksum beside it.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { fillAdapterFolder } from '../adapter/adapter-folder.ts';
import type { AdapterContent } from '../adapter/adapter-folder.ts';
import { verifyChecksum } from '../files/checksum.ts';
import { fillModelFolder } from '../files/model-folder.ts';
import type { ModelFolderContent } from '../files/model-folder.ts';
import { readJson } from '../files/read-json.ts';
import { requireFinite } from '../files/require-finite.ts';
import { readSafetensors, writeSafetensors } from '../files/safetensors.ts';
import type { HostTensor } from '../files/safetensors.ts';
import { writeFolderAtomically } from '../files/write-atomic.ts';
import type { ParameterStore } from '../optimiser/parameter-store.ts';

const optimizerFile = 'optimizer.safetensors';
const stateFile = 'training-state.json';
const stateSchema = z.object({
  optimizer: z.literal('adamw'),
  steps: z.number().int().nonnegative(),
  /** Of an adapter's dropout. */
  seed: z.number().optional(),
});
const moments = ['firstMoments', 'secondMoments'] as const;

/** A model, or an adapter with the seed of its dropout. */
export type SavedContent = ModelFolderContent | (AdapterContent & { seed: number });

async function fill(partial: string, content: SavedContent): Promise<void> {
  for (const [name, values] of content.weights) requireFinite(values, name, 'this model');
  if ('lora' in content) await fillAdapterFolder(partial, content);
  else await fillModelFolder(partial, content);
}

/** Weights, tokenizer, moments and step count. Throws `InputError` for weights that are not finite, as `saveSamplerWeights` does. */
export async function saveTrainingState(
  path: string,
  content: SavedContent,
  store: ParameterStore,
  options: { overwrite?: boolean },
): Promise<void> {
  await writeFolderAtomically(
    path,
    async (partial) => {
      await fill(partial, content);
      const tensors = new Map<string, HostTensor>();
      for (const part of moments) {
        const views = store.views(part);
        for (const { name, shape } of store.specs) {
          tensors.set(`${part}.${name}`, { shape, data: views.get(name) as Float32Array });
        }
      }
      await writeSafetensors(join(partial, optimizerFile), tensors);
      const seed = 'lora' in content ? { seed: content.seed } : {};
      const state: z.infer<typeof stateSchema> = { optimizer: 'adamw', steps: store.steps, ...seed };
      await writeFile(join(partial, stateFile), `${JSON.stringify(state)}\n`, { flush: true });
    },
    options,
  );
}

/** A folder that transformers loads, or PEFT. */
export async function saveSamplerWeights(
  path: string,
  content: SavedContent,
  options: { overwrite?: boolean },
): Promise<void> {
  await writeFolderAtomically(path, (partial) => fill(partial, content), options);
}

/** The seed in a saved state of an adapter. Throws `InputError`. */
export async function readSeed(path: string): Promise<number> {
  const { seed } = await readJson(join(path, stateFile), stateSchema);
  if (seed === undefined) throw new InputError(`${join(path, stateFile)} has no seed`);
  return seed;
}

/** Copies weights into the store. Throws `InputError` when one does not fit. */
export function loadWeights(
  path: string,
  weights: ReadonlyMap<string, Float32Array>,
  store: ParameterStore,
): void {
  for (const [name, view] of store.views('weights')) copyInto(view, weights.get(name), name, path);
}

/** Reads the optimiser's part of a saved state. Throws `InputError` when it is missing, damaged or of another shape. */
export async function loadOptimizer(path: string, store: ParameterStore): Promise<void> {
  const { tensors } = await readSafetensors(join(path, optimizerFile));
  await verifyChecksum(join(path, optimizerFile));
  for (const part of moments) {
    for (const [name, view] of store.views(part))
      copyInto(view, tensors.get(`${part}.${name}`)?.data, name, path);
  }
  store.steps = (await readJson(join(path, stateFile), stateSchema)).steps;
}

function copyInto(to: Float32Array, from: Float32Array | undefined, name: string, path: string): void {
  if (from === undefined || to.length !== from.length) {
    throw new InputError(`${path}: the saved ${name} does not fit this model`);
  }
  to.set(from);
}
