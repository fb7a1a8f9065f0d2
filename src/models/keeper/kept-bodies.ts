/**
 * Answers that came in when the process that had asked for them was gone, in the file of the request cache: the body as it came, until
 * somebody asks the same again. Beside them the keepers that are at work, so that the next process can wait for what they still expect.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { isDeadOwner } from '../process-owner.ts';
import type { KeptResponse } from './messages.ts';

const TABLES = `
  create table if not exists kept_bodies (key text primary key, response text not null) without rowid;
  create table if not exists keepers (keeper text primary key, parent text not null) without rowid;
`;

export class KeptBodies {
  readonly #database: DatabaseSync;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #drop: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(TABLES);
    this.#get = database.prepare('select response from kept_bodies where key = ?');
    this.#put = database.prepare('insert or replace into kept_bodies values (?, ?)');
    this.#drop = database.prepare('delete from kept_bodies where key = ?');
  }

  has(key: string): boolean {
    return this.#get.get(key) !== undefined;
  }

  get(key: string): KeptResponse | null {
    const row = this.#get.get(key);
    return row === undefined ? null : (JSON.parse(String(row.response)) as KeptResponse);
  }

  put(key: string, response: KeptResponse): void {
    this.#put.run(key, JSON.stringify(response));
  }

  drop(key: string): void {
    this.#drop.run(key);
  }

  /** `keeper` and `parent` as in `process-owner.ts`. */
  register(keeper: string, parent: string): void {
    this.#database.prepare('insert or replace into keepers values (?, ?)').run(keeper, parent);
  }

  unregister(keeper: string): void {
    this.#database.prepare('delete from keepers where keeper = ?').run(keeper);
  }

  /** Takes out of the journal what `parent` had begun and its keeper never sent: it costs nothing. */
  forgetUnsent(parent: string, sent: ReadonlySet<string>): void {
    const drop = this.#database.prepare('delete from journal where owner = ? and key = ?');
    for (const { key } of this.#database.prepare('select key from journal where owner = ?').all(parent))
      if (!sent.has(String(key))) drop.run(parent, String(key));
  }

  /** How many keepers still work for a process that is gone. Those that are gone themselves are forgotten. */
  bereaved(): number {
    let found = 0;
    for (const row of this.#database.prepare('select keeper, parent from keepers').all()) {
      const [keeper, parent] = [String(row.keeper), String(row.parent)];
      if (isDeadOwner(keeper)) this.unregister(keeper);
      else if (isDeadOwner(parent)) found++;
    }
    return found;
  }
}
