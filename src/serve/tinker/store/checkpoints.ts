/** The named weights of the server's file. */

import type { CheckpointKind } from '../../../tinker/wire/tinker-path.ts';
import { isKind } from '../../../tinker/wire/tinker-path.ts';
import type { Database, Row } from './database.ts';

export interface CheckpointRow {
  model: string;
  kind: CheckpointKind;
  name: string;
  created: number;
  bytes: number;
  isPublic: boolean;
  /** Null: it is kept until it is deleted. */
  expires: number | null;
}

type Key = Pick<CheckpointRow, 'model' | 'kind' | 'name'>;
const WHERE = 'where model = ? and kind = ? and name = ?';

export class Checkpoints {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  put({ model, kind, name, created, bytes, isPublic, expires }: CheckpointRow): void {
    this.#database.run(
      `insert or replace into checkpoints (model, kind, name, created, bytes, public, expires)
       values (?, ?, ?, ?, ?, ?, ?)`,
      ...[model, kind, name, created, bytes, Number(isPublic), expires],
    );
  }

  get({ model, kind, name }: Key): CheckpointRow | undefined {
    const row = this.#database.get(`select * from checkpoints ${WHERE}`, model, kind, name);
    return row && checkpointOf(row);
  }

  /** The newest first. */
  ofModel(model: string): CheckpointRow[] {
    return this.#database
      .all('select * from checkpoints where model = ? order by created desc, name', model)
      .map(checkpointOf);
  }

  list(limit: number, offset: number): CheckpointRow[] {
    return this.#database
      .all('select * from checkpoints order by created desc, model, name limit ? offset ?', limit, offset)
      .map(checkpointOf);
  }

  count(): number {
    return Number(this.#database.get('select count(*) as count from checkpoints')?.['count']);
  }

  expired(now: number): CheckpointRow[] {
    return this.#database.all('select * from checkpoints where expires <= ?', now).map(checkpointOf);
  }

  setExpiry({ model, kind, name }: Key, expires: number | null): void {
    this.#database.run(`update checkpoints set expires = ? ${WHERE}`, expires, model, kind, name);
  }

  setPublic({ model, kind, name }: Key, isPublic: boolean): void {
    this.#database.run(`update checkpoints set public = ? ${WHERE}`, Number(isPublic), model, kind, name);
  }

  delete({ model, kind, name }: Key): void {
    this.#database.run(`delete from checkpoints ${WHERE}`, model, kind, name);
  }
}

function checkpointOf(row: Row): CheckpointRow {
  const kind = String(row['kind']);
  if (!isKind(kind)) throw new RangeError(`a checkpoint of the unknown kind ${kind}`);
  return {
    model: String(row['model']),
    kind,
    name: String(row['name']),
    created: Number(row['created']),
    bytes: Number(row['bytes']),
    isPublic: row['public'] !== 0,
    expires: row['expires'] === null ? null : Number(row['expires']),
  };
}
