/** The weights of a model folder, in one safetensors file or in shards named by `model.safetensors.index.json`. */

import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { countOf } from '../../core/count-of.ts';
import { InputError } from '../../core/errors.ts';
import { verifyChecksum } from './checksum.ts';
import { readJson } from './read-json.ts';
import { SafetensorsFile } from './safetensors.ts';
import { exists } from './write-atomic.ts';

const wholeFile = 'model.safetensors';
const indexFile = 'model.safetensors.index.json';
const FETCH_AGAIN = 'Fetch the model again: fin-r1 models pull hf:ORG/NAME leaves what is there and whole.';

const indexSchema = z.looseObject({ weight_map: z.record(z.string(), z.string()) });

/**
 * Opens every file, checks it where it has a checksum (unless only `headers` are wanted), and gives each tensor's file to `use`;
 * all are closed afterwards. Throws `InputError`.
 */
export async function withWeightFiles<T>(
  directory: string,
  use: (files: ReadonlyMap<string, SafetensorsFile>) => Promise<T>,
  { headers = false }: { headers?: boolean } = {},
): Promise<T> {
  const opened = new Map<string, SafetensorsFile>();
  try {
    const places = await placesOf(directory);
    for (const name of places.files) {
      const file = await SafetensorsFile.open(join(directory, name));
      opened.set(name, file);
      if (!headers) await verifyChecksum(file.path);
    }
    const byTensor = new Map<string, SafetensorsFile>();
    if (places.index === null) {
      for (const file of opened.values()) for (const name of file.tensors.keys()) byTensor.set(name, file);
    } else {
      for (const [tensor, shard] of Object.entries(places.index)) {
        const file = opened.get(shard);
        if (file?.tensors.has(tensor) !== true) {
          throw new InputError(
            `${join(directory, indexFile)} places ${tensor} in ${shard}, which does not hold it`,
            {
              hint: FETCH_AGAIN,
            },
          );
        }
        byTensor.set(tensor, file);
      }
    }
    return await use(byTensor);
  } finally {
    for (const file of opened.values()) await file.close();
  }
}

/** The files with the weights, and for shards which tensor lies in which. Throws `InputError` for one that is not there. */
async function placesOf(
  directory: string,
): Promise<{ files: string[]; index: Record<string, string> | null }> {
  if (await exists(join(directory, wholeFile))) return { files: [wholeFile], index: null };
  const indexPath = join(directory, indexFile);
  if (!(await exists(indexPath))) throw noWeights(directory);
  const { weight_map: index } = await readJson(indexPath, indexSchema);
  const files = [...new Set(Object.values(index))];
  const missing: string[] = [];
  for (const name of files) {
    if (basename(name) !== name)
      throw new InputError(`${indexPath}: ${name} is not a file name`, { hint: FETCH_AGAIN });
    if (!(await exists(join(directory, name)))) missing.push(name);
  }
  if (missing.length === 0) return { files, index };
  throw new InputError(
    `${directory} lacks ${missing.length} of its ${countOf(files.length, 'weight file')}: ${missing.join(', ')}`,
    {
      code: 'weights',
      hint: `${FETCH_AGAIN} Or copy what is missing there.`,
    },
  );
}

function noWeights(directory: string): InputError {
  const others = readdirSync(directory).filter((name) => /\.(bin|gguf|pth?|h5)$/.test(name));
  return new InputError(`${directory} holds neither ${wholeFile} nor ${indexFile}`, {
    code: 'weights',
    hint: others.length > 0 ? `It holds ${others.join(', ')}; safetensors are read.` : FETCH_AGAIN,
  });
}
