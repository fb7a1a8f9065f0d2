/**
 * A model, an adapter merged into it, as the folder that transformers loads: `config.json`, safetensors (shards of at most
 * 5 GB, as the hub has them), tokenizer, chat template and generation_config.json.
 */

import { join } from 'node:path';
import { z } from 'zod';
import { baseFolderOf } from '../adapter/adapter-folder.ts';
import { isAdapterFolder } from '../adapter/peft-config.ts';
import { readModelFolder, tokenizerFolderOf } from '../files/model-folder.ts';
import type { ModelFolder } from '../files/model-folder.ts';
import { readJson } from '../files/read-json.ts';
import { elementCount, weightSpecs } from '../files/weight-names.ts';
import type { WeightSpec } from '../files/weight-names.ts';
import { writeTextAtomically } from '../files/write-atomic.ts';
import { streamSafetensors } from '../files/stream-safetensors.ts';
import type { StreamedTensor } from '../files/stream-safetensors.ts';
import { narrowed, typeTraits } from './narrow.ts';
import type { WeightType } from './narrow.ts';
import { writePortableFiles } from './portable-files.ts';

const SHARD_BYTES = 5e9;

/** Fields that tell of the machine the model was made on. */
const placeFields = new Set(['_name_or_path', 'torch_dtype']);

/** Tensors in their order, put into files of at most `limit` bytes, one at least in each. */
function shardsOf(specs: readonly WeightSpec[], bytes: number, limit: number): WeightSpec[][] {
  const shards: WeightSpec[][] = [];
  let room = 0;
  for (const spec of specs) {
    const size = elementCount(spec.shape) * bytes;
    if (size > room) {
      shards.push([]);
      room = limit;
    }
    shards.at(-1)?.push(spec);
    room -= size;
  }
  return shards;
}

/**
 * Fills the empty folder `directory` from a model or adapter folder; for callers within `writeFolderAtomically`. With
 * `model` its weights are not read again. Throws `InputError`: a source that cannot be read, a weight that float16 cannot hold.
 */
export async function fillSafetensorsExport(
  source: string,
  directory: string,
  options: { type: WeightType; model?: ModelFolder; shardBytes?: number },
): Promise<void> {
  const { type, shardBytes = SHARD_BYTES } = options;
  const { config, weights } = options.model ?? (await readModelFolder(source));
  const base = isAdapterFolder(source) ? baseFolderOf(source) : source;
  const fields = await readJson(join(base, 'config.json'), z.record(z.string(), z.unknown()));
  const kept = Object.entries(fields).filter(([name]) => !placeFields.has(name));
  const settings = { ...Object.fromEntries(kept), dtype: typeTraits[type].config };
  await writeTextAtomically(join(directory, 'config.json'), `${JSON.stringify(settings, null, 2)}\n`);
  await writePortableFiles(await tokenizerFolderOf(source), directory);

  const traits = typeTraits[type];
  const streamed = ({ name, shape }: WeightSpec): StreamedTensor => ({
    name,
    shape,
    dtype: traits.safetensors,
    async *pieces() {
      yield narrowed(weights.get(name) as Float32Array, type, name);
    },
  });
  const shards = shardsOf(weightSpecs(config), traits.bytes, shardBytes);
  const places: Record<string, string> = {};
  for (const [index, shard] of shards.entries()) {
    const part = (n: number): string => String(n).padStart(5, '0');
    const file =
      shards.length === 1
        ? 'model.safetensors'
        : `model-${part(index + 1)}-of-${part(shards.length)}.safetensors`;
    await streamSafetensors(join(directory, file), shard.map(streamed));
    for (const { name } of shard) places[name] = file;
  }
  if (shards.length === 1) return;
  const total = weightSpecs(config).reduce((sum, { shape }) => sum + elementCount(shape) * traits.bytes, 0);
  const index = { metadata: { total_size: total }, weight_map: places };
  await writeTextAtomically(
    join(directory, 'model.safetensors.index.json'),
    `${JSON.stringify(index, null, 2)}\n`,
  );
}
