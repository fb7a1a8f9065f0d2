/** Takes a model that exists into a run: copied as it is, or converted where it is one GGUF file. */

import { InputError } from '../core/errors.ts';
import { copyModelFolder, importGguf, isAdapterFolder, readModelConfig } from '../engine/index.ts';
import type { ModelConfig } from '../engine/index.ts';
import { checkGguf, isGguf, locateModel, readModelString } from '../models/index.ts';
import { recordOrigin } from './export/base-origin.ts';

/**
 * Where `from` of a recipe lies. Asked before anything is paid for.
 * @throws InputError when there is no such model, or it is an adapter, which a run does not merge by itself.
 */
export function findModel(from: string, runsDirectory: string): { isGguf: boolean; path: string } {
  const address = isGguf(from) ? readModelString(from, {}) : null;
  if (address?.kind === 'gguf') {
    checkGguf(address.path);
    return { isGguf: true, path: address.path };
  }
  const { directory } = locateModel(from, { runsDirectory });
  if (!isAdapterFolder(directory)) return { isGguf: false, path: directory };
  throw new InputError(`from: ${from} is an adapter, and a run starts from a whole model`, {
    code: 'model',
    hint: `Merge it into a folder (fin-r1 models export ${from} FOLDER) and write from: FOLDER.`,
  });
}

/** `from` as in a recipe; gives the model's shape. @throws InputError when there is no such model, or it cannot be trained here. */
export async function takeModel(from: string, folder: string, runsDirectory: string): Promise<ModelConfig> {
  const found = findModel(from, runsDirectory);
  const { path } = found;
  if (found.isGguf) await importGguf(path, folder);
  else await copyModelFolder(path, folder);
  await recordOrigin(from, folder, runsDirectory);
  return readModelConfig(folder);
}
