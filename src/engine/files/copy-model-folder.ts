/** A copy of a model folder, so that a run stays whole when the original moves or a hub's cache is emptied. */

import { constants } from 'node:fs';
import { copyFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { readModelConfig } from './model-config.ts';
import { writeFolderAtomically } from './write-atomic.ts';

/** Settings, tokenizer and weights; a hub's folder may also hold weights in other forms, pictures and code. */
const kinds = new Set(['.json', '.jinja', '.safetensors', '.txt']);

/**
 * Copies what belongs to the model; links are followed, and blocks are shared where the file system can. Throws `InputError` when
 * `from` has no usable config.json, or `to` is there already.
 */
export async function copyModelFolder(from: string, to: string): Promise<void> {
  await readModelConfig(from);
  const names = (await readdir(from)).filter((name) => kinds.has(extname(name)));
  await writeFolderAtomically(to, async (partial) => {
    for (const name of names)
      await copyFile(join(from, name), join(partial, name), constants.COPYFILE_FICLONE);
  });
}
