/** The weights of a model folder, in one safetensors file or in shards named by `model.safetensors.index.json`. */

import { basename, join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { verifyChecksum } from './checksum.ts';
import { readJson } from './read-json.ts';
import { SafetensorsFile } from './safetensors.ts';
import { exists } from './write-atomic.ts';

const indexSchema = z.looseObject({ weight_map: z.record(z.string(), z.string()) });

/**
 * Opens every file, checks it where it has a checksum, and gives each tensor's file to `use`; all are closed afterwards.
 * Throws `InputError`.
 */
export async function withWeightFiles<T>(
  directory: string,
  use: (files: ReadonlyMap<string, SafetensorsFile>) => Promise<T>,
): Promise<T> {
  const opened = new Map<string, SafetensorsFile>();
  const openOnce = async (name: string): Promise<SafetensorsFile> => {
    const open = opened.get(name);
    if (open !== undefined) return open;
    const file = await SafetensorsFile.open(join(directory, name));
    opened.set(name, file);
    await verifyChecksum(file.path);
    return file;
  };
  try {
    const byTensor = new Map<string, SafetensorsFile>();
    const indexPath = join(directory, 'model.safetensors.index.json');
    if (await exists(join(directory, 'model.safetensors'))) {
      const file = await openOnce('model.safetensors');
      for (const name of file.tensors.keys()) byTensor.set(name, file);
    } else if (await exists(indexPath)) {
      const { weight_map: map } = await readJson(indexPath, indexSchema);
      for (const [tensor, shard] of Object.entries(map)) {
        if (basename(shard) !== shard) throw new InputError(`${indexPath}: ${shard} is not a file name`);
        const file = await openOnce(shard);
        if (!file.tensors.has(tensor)) {
          throw new InputError(`${indexPath} places ${tensor} in ${shard}, which does not hold it`);
        }
        byTensor.set(tensor, file);
      }
    } else {
      throw new InputError(`${directory} holds neither model.safetensors nor model.safetensors.index.json`, {
        hint: 'Only safetensors weights can be read (not .bin or .gguf).',
      });
    }
    return await use(byTensor);
  } finally {
    for (const file of opened.values()) await file.close();
  }
}
