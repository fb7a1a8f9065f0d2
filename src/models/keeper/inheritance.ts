/** What a keeper writes into the journal when the process that asked has died. */

import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';

/**
 * `answered`: the body of an answer, whole. `unbilled`: nothing was done for the request. `lost`: it may have been billed.
 */
export type Ending = { kind: 'answered'; body: string } | { kind: 'unbilled' } | { kind: 'lost' };

const BUSY_MS = 20_000;

export class Inheritance {
  readonly #database: DatabaseSync;
  readonly #owner: string;
  readonly #keep: StatementSync;
  readonly #drop: StatementSync;
  readonly #giveUp: StatementSync;

  /** @throws when the file is gone or cannot be opened. */
  constructor(cachePath: string, owner: string) {
    if (!existsSync(cachePath)) throw new RangeError(`${cachePath} is gone`);
    this.#database = new DatabaseSync(cachePath, { timeout: BUSY_MS });
    this.#owner = owner;
    const mine = 'where key = ? and owner = ? and body is null';
    this.#keep = this.#database.prepare(`update in_flight set body = ? ${mine}`);
    this.#drop = this.#database.prepare(`delete from in_flight ${mine}`);
    this.#giveUp = this.#database.prepare(`update in_flight set keeper = '' ${mine}`);
  }

  /** Rows that the owner has settled itself are gone, and stay so. */
  settle(key: string, ending: Ending): void {
    if (ending.kind === 'answered') this.#keep.run(ending.body, key, this.#owner);
    else if (ending.kind === 'unbilled') this.#drop.run(key, this.#owner);
    else this.#giveUp.run(key, this.#owner);
  }

  /** All but `keys` were written into the journal, but never handed over: they were not sent. */
  dropAllBut(keys: readonly string[]): void {
    const rest = 'owner = ? and body is null and key not in (select value from json_each(?))';
    this.#database.prepare(`delete from in_flight where ${rest}`).run(this.#owner, JSON.stringify(keys));
  }
}
