/** An adapter as PEFT has it, for others: its tensors byte for byte, its base named as the hub knows it, the tokenizer beside. */

import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { adapterWeightsFile } from '../adapter/adapter-folder.ts';
import { adapterConfigFile, isAdapterFolder, readPeftConfig } from '../adapter/peft-config.ts';
import { tokenizerFolderOf } from '../files/model-folder.ts';
import { readJson } from '../files/read-json.ts';
import { writeTextAtomically } from '../files/write-atomic.ts';
import { writePortableFiles } from './portable-files.ts';

/** The base of an exported adapter. */
export interface NamedBase {
  /** On the hub; null where the base is not a model of the hub, and must be named by whoever loads the adapter. */
  name: string | null;
  /** Commit on the hub; null where it is not known. */
  revision: string | null;
}

/**
 * Fills the empty folder `directory` from an adapter folder; for callers within `writeFolderAtomically`. Throws `InputError`
 * for a folder that holds no adapter, or one that is not supported.
 */
export async function fillAdapterExport(source: string, directory: string, base: NamedBase): Promise<void> {
  if (!isAdapterFolder(source)) {
    throw new InputError(`${source} holds a whole model, no adapter`, {
      hint: 'Export it with --format safetensors or gguf; adapters come from recipes with `lora`.',
    });
  }
  readPeftConfig(source);
  const fields = await readJson(join(source, adapterConfigFile), z.record(z.string(), z.unknown()));
  const settings = { ...fields, base_model_name_or_path: base.name, revision: base.revision };
  await writeTextAtomically(join(directory, adapterConfigFile), `${JSON.stringify(settings, null, 2)}\n`);
  await copyFile(join(source, adapterWeightsFile), join(directory, adapterWeightsFile));
  await writePortableFiles(await tokenizerFolderOf(source), directory);
}
