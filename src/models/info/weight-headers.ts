/** What the safetensors files of a model folder hold, from their headers alone. */

import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import { readJson } from '../../engine/files/read-json.ts';
import { SafetensorsFile } from '../../engine/files/safetensors.ts';
import type { TensorInfo } from '../../engine/files/safetensors-header.ts';

const indexSchema = z.looseObject({ weight_map: z.record(z.string(), z.string()) });

/** @throws InputError where there are no weights, or a file is cut off. */
export async function weightHeaders(directory: string): Promise<Map<string, TensorInfo>> {
  const tensors = new Map<string, TensorInfo>();
  for (const name of await weightFiles(directory)) {
    const file = await SafetensorsFile.open(join(directory, name));
    try {
      for (const [tensor, info] of file.tensors) tensors.set(tensor, info);
    } finally {
      await file.close();
    }
  }
  return tensors;
}

async function weightFiles(directory: string): Promise<string[]> {
  if (isThere(join(directory, 'model.safetensors'))) return ['model.safetensors'];
  const index = join(directory, 'model.safetensors.index.json');
  if (isThere(index)) {
    const { weight_map: map } = await readJson(index, indexSchema);
    return [...new Set(Object.values(map).map((name) => basename(name)))];
  }
  const others = readdirSync(directory).filter((name) => /\.(bin|gguf|pth?|h5)$/.test(name));
  throw new InputError(`${directory} holds neither model.safetensors nor model.safetensors.index.json`, {
    code: 'weights',
    hint:
      others.length > 0 ? `It holds ${others.join(', ')}; safetensors are read.` : 'Fetch the model again.',
  });
}
