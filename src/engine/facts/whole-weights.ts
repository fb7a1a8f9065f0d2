/** Whether the weight files of a folder are whole: headers only, no weight is read. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { adapterWeightsFile } from '../adapter/adapter-folder.ts';
import { isAdapterFolder } from '../adapter/peft-config.ts';
import { SafetensorsFile } from '../files/safetensors.ts';
import { withWeightFiles } from '../files/weight-files.ts';
import { GgufFile } from '../gguf/gguf-file.ts';

/** @throws InputError where a file is cut off or damaged, or an index names a file that is not there. */
export async function requireWholeWeights(directory: string): Promise<void> {
  const names = readdirSync(directory);
  if (isAdapterFolder(directory))
    await (await SafetensorsFile.open(join(directory, adapterWeightsFile))).close();
  else if (names.some((name) => name.endsWith('.safetensors')))
    await withWeightFiles(directory, () => Promise.resolve(), { headers: true });
  for (const name of names.filter((file) => file.endsWith('.gguf')))
    await (await GgufFile.open(join(directory, name))).close();
}
