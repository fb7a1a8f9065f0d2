/** The base models of a server, by the names that requests give. */

import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isThere } from '../../core/file-errors.ts';
import { contentHash } from '../../core/ids.ts';
import {
  isAdapterFolder,
  readFolderConfig,
  readModelFolder,
  tokenizerFolderOf,
  writeModelFolder,
} from '../../engine/index.ts';
import type { ModelConfig } from '../../engine/index.ts';
import { baseFingerprint } from './base-fingerprint.ts';

export interface ServedBase {
  /** As clients name it. */
  name: string;
  /** Absolute, as clients on this machine can load its tokenizer from it. */
  folder: string;
  tokenizerFolder: string;
  config: ModelConfig;
  /** Of its weights. */
  fingerprint: string;
}

/**
 * The model in `folder`. One that is an adapter is merged first, into a folder below the server's `directory`: new adapters
 * cannot stand on another one. @throws InputError for a folder that holds no model.
 */
export async function openBase(name: string, folder: string, directory: string): Promise<ServedBase> {
  const path = isAdapterFolder(folder) ? await merged(folder, directory) : resolve(folder);
  const tokenizerFolder = resolve(await tokenizerFolderOf(path));
  const [config, fingerprint] = [await readFolderConfig(path), await baseFingerprint(path)];
  return { name, folder: path, tokenizerFolder, config, fingerprint };
}

async function merged(folder: string, directory: string): Promise<string> {
  const weights = join(folder, 'adapter_model.safetensors');
  const { mtimeMs, size } = await stat(weights);
  const path = join(resolve(directory), 'bases', contentHash([resolve(folder), mtimeMs, size]));
  if (!isThere(path)) {
    const tokenizerFrom = await tokenizerFolderOf(folder);
    await writeModelFolder(path, { ...(await readModelFolder(folder)), tokenizerFrom });
  }
  return path;
}

export class ServedBases {
  readonly #bases: ReadonlyMap<string, ServedBase>;

  constructor(bases: readonly ServedBase[]) {
    this.#bases = new Map(bases.map((base) => [base.name, base]));
  }

  /** By its name; the path of its folder is taken too, which clients have from `tokenizer_id`. */
  get(name: string): ServedBase | undefined {
    return this.#bases.get(name) ?? this.list().find(({ folder }) => folder === name);
  }

  list(): ServedBase[] {
    return [...this.#bases.values()];
  }
}
