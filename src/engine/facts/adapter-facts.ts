/** What an adapter folder as PEFT writes it holds, on the facts of the model it belongs to. */

import { join } from 'node:path';
import { adapterShapeOf, adapterWeightsFile, baseFolderOf } from '../adapter/adapter-folder.ts';
import { readModelConfig } from '../files/model-config.ts';
import { SafetensorsFile } from '../files/safetensors.ts';
import { elementCount } from '../files/weight-names.ts';
import { filesIn, folderFacts } from './folder-facts.ts';
import { licenceOf } from './licence.ts';
import { bytesOf } from './model-facts.ts';
import type { ModelFacts } from './model-facts.ts';

/** @throws InputError where the base is not here (with the command that fetches it), or the adapter is of an unsupported kind. */
export async function adapterFacts(directory: string, context: number): Promise<ModelFacts> {
  const base = baseFolderOf(directory);
  const facts = await folderFacts(base, context);
  const file = await SafetensorsFile.open(join(directory, adapterWeightsFile));
  await file.close();
  const { rank } = adapterShapeOf(directory, file.tensors, await readModelConfig(base));
  const parameters = [...file.tensors.values()].reduce((sum, { shape }) => sum + elementCount(shape), 0);
  return {
    ...facts,
    adapter: { rank, parameters, base },
    licence: licenceOf(directory) ?? facts.licence,
    disk: bytesOf(filesIn(directory)),
  };
}
