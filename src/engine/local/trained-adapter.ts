/** The adapter a training client begins with: a new one on a model, or the one that a folder holds. */

import { InputError } from '../../core/errors.ts';
import type { LoraOptions } from '../../tinker/types.ts';
import { readAdapterFolder } from '../adapter/adapter-folder.ts';
import { initialAdapter, loraShape, requireFittingRank } from '../adapter/lora.ts';
import type { LoraShape } from '../adapter/lora.ts';
import { isAdapterFolder } from '../adapter/peft-config.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { readModelFolder } from '../files/model-folder.ts';
import type { ModelFolder } from '../files/model-folder.ts';

/** An adapter in training and what it stands on. */
export interface TrainedAdapter {
  lora: LoraShape;
  /** The frozen weights, in shared memory. */
  base: ReadonlyMap<string, Float32Array>;
  baseFolder: string;
  /** Of dropout. */
  seed: number;
}

/** How the frozen weights are come by. */
export interface BaseOptions {
  /** Reads a model folder into shared memory; absent: anew each time. */
  readBase?: (folder: string) => Promise<ModelFolder>;
  /** A rank above the smaller side of a matrix is taken too, though the rest of it gains nothing. */
  anyRank?: boolean | undefined;
}

const readShared = (folder: string): Promise<ModelFolder> => readModelFolder(folder, { shared: true });

export interface Beginning {
  config: ModelConfig;
  /** Those of the adapter where there is one, else the model's. */
  weights: ReadonlyMap<string, Float32Array>;
  adapter?: TrainedAdapter;
}

/**
 * A new adapter on the model in `folder`; on an adapter folder that same adapter, which goes on. Throws `InputError` when
 * it is of another shape than what is asked for.
 */
export async function beginAdapter(
  folder: string,
  rank: number,
  options: LoraOptions | undefined,
  seed: number,
  { readBase = readShared, anyRank = false }: BaseOptions = {},
): Promise<Beginning> {
  const wanted = loraShape(rank, options);
  if (isAdapterFolder(folder)) {
    const beginning = await resumeAdapter(folder, seed, { readBase });
    const { lora } = beginning.adapter;
    requireSame(folder, lora, wanted, options);
    const dropout = options?.dropout ?? lora.dropout;
    return { ...beginning, adapter: { ...beginning.adapter, lora: { ...lora, dropout } } };
  }
  const { config, weights: base } = await readBase(folder);
  if (!anyRank) requireFittingRank(config, wanted);
  const weights = initialAdapter(config, wanted, seed);
  return { config, weights, adapter: { lora: wanted, base, baseFolder: folder, seed } };
}

/** The adapter of `folder` on its base. Throws `InputError`. */
export async function resumeAdapter(
  folder: string,
  seed: number,
  { readBase = readShared }: BaseOptions = {},
): Promise<Beginning & { adapter: TrainedAdapter }> {
  const { lora, weights, baseFolder } = await readAdapterFolder(folder);
  const { config, weights: base } = await readBase(baseFolder);
  return { config, weights, adapter: { lora, base, baseFolder, seed } };
}

/** Options that are not given are those of the adapter. */
function requireSame(
  folder: string,
  has: LoraShape,
  wanted: LoraShape,
  options: LoraOptions | undefined,
): void {
  const refuse = (what: string, mine: unknown, asked: unknown): never => {
    throw new InputError(
      `${folder} is an adapter of ${what} ${String(mine)}, asked for was ${String(asked)}`,
      {
        hint: `Go on with its own ${what}, or merge it into a model folder and begin a new adapter on that.`,
      },
    );
  };
  if (has.rank !== wanted.rank) refuse('rank', has.rank, wanted.rank);
  if (options?.alpha !== undefined && has.alpha !== wanted.alpha) refuse('alpha', has.alpha, wanted.alpha);
  if (options?.targets !== undefined && has.targets.join() !== wanted.targets.join()) {
    refuse('targets', has.targets.join(), wanted.targets.join());
  }
}
