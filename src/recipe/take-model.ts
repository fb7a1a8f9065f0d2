/** Takes a model that exists into a run: copied as it is, or converted where it is one GGUF file. */

import { copyModelFolder, importGguf, readModelConfig } from '../engine/index.ts';
import type { ModelConfig } from '../engine/index.ts';
import { locateModel, readModelString } from '../models/index.ts';
import { recordOrigin } from './export/base-origin.ts';

/** `from` as in a recipe; gives the model's shape. @throws InputError when there is no such model, or it cannot be trained here. */
export async function takeModel(from: string, folder: string, runsDirectory: string): Promise<ModelConfig> {
  const address = readModelString(from, {});
  if (address.kind === 'gguf') await importGguf(address.path, folder);
  else await copyModelFolder(locateModel(from, { runsDirectory }).directory, folder);
  await recordOrigin(from, folder, runsDirectory);
  return readModelConfig(folder);
}
