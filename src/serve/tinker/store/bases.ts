/** The bases that models of the server's file stand on. */

import { InputError } from '../../../core/errors.ts';
import type { Database } from './database.ts';

export class KnownBases {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @throws InputError when models stand on another one of that name: they would go on from other weights than their own. */
  require(name: string, fingerprint: string): void {
    const known = this.#database.get('select fingerprint from bases where name = ?', name);
    if (known?.['fingerprint'] === fingerprint) return;
    const isUsed = this.#database.get('select id from models where base = ? limit 1', name) !== undefined;
    if (known !== undefined && isUsed) {
      throw new InputError(`${name} was another model when models of this server were trained on it`, {
        hint: 'Serve that one, give this one a name of its own (--model NAME=MODEL), or name another --directory.',
      });
    }
    this.#database.run('insert or replace into bases (name, fingerprint) values (?, ?)', name, fingerprint);
  }
}
