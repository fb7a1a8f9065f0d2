/** The folder of all batches, `checks/`, as readers find it. A name leads to a folder in it and nowhere else. */

import { readdirSync, realpathSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { InputError } from '../../../core/errors.ts';
import { isThere, readFailure } from '../../../core/file-errors.ts';
import { RUN_NAME } from '../../../core/run-name.ts';
import { AUDIT, PLAN } from './batch-folder.ts';

export class ChecksFolder {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = resolve(directory);
  }

  /** Names of the batches; none where there is no such folder. @throws InputError where it cannot be read. */
  names(): string[] {
    if (!isThere(this.#directory)) return [];
    try {
      return readdirSync(this.#directory).filter((name) => this.#find(name) !== null);
    } catch (error) {
      throw readFailure('the folder of checks', error);
    }
  }

  /** The path of a batch. @throws InputError (`not-found`) where there is none of that name. */
  path(name: string): string {
    const found = this.#find(name);
    if (found !== null) return found;
    throw new InputError(`There is no batch named ${JSON.stringify(name.slice(0, 100))}.`, {
      code: 'not-found',
      hint: `Batches are made by \`fin-r1 check … --name NAME\`${this.#listed()}.`,
    });
  }

  #listed(): string {
    const names = this.names();
    return names.length === 0 ? '' : `; there are ${names.join(', ')}`;
  }

  #find(name: string): string | null {
    if (!RUN_NAME.test(name)) return null;
    const path = join(this.#directory, name);
    if (!isThere(join(path, PLAN)) && !isThere(join(path, AUDIT))) return null;
    // A link must not lead a server's readers elsewhere.
    const isInside = realpathSync.native(path) === realpathSync.native(this.#directory) + sep + name;
    return isInside ? path : null;
  }
}
