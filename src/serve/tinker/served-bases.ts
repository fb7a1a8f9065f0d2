/** The base models of a server, by the names that requests give. */

import { resolve } from 'node:path';
import { readFolderConfig, tokenizerFolderOf } from '../../engine/index.ts';
import type { ModelConfig } from '../../engine/index.ts';

export interface ServedBase {
  /** As clients name it. */
  name: string;
  /** Absolute, as clients on this machine can load its tokenizer from it. */
  folder: string;
  tokenizerFolder: string;
  config: ModelConfig;
}

/** @throws InputError for a folder that holds no model. */
export async function openBase(name: string, folder: string): Promise<ServedBase> {
  const path = resolve(folder);
  const tokenizerFolder = resolve(await tokenizerFolderOf(path));
  return { name, folder: path, tokenizerFolder, config: await readFolderConfig(path) };
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
