/** The models of the server's file: what they were made from, and how far they have come. */

import { z } from 'zod';
import { loraTargets } from '../../../tinker/types.ts';
import type { LoraTarget } from '../../../tinker/types.ts';
import type { Database, Row } from './database.ts';

export interface NewModelRow {
  id: string;
  session: string;
  /** Its number in the session. */
  seq: number;
  /** The name that it is served by. */
  base: string;
  /** 0: all parameters are trained. */
  rank: number;
  seed: number;
  targets: readonly LoraTarget[];
  /** Asked for, and without effect. */
  unembed: boolean;
  metadata: Readonly<Record<string, string>>;
}

export interface ModelRow extends NewModelRow {
  created: number;
  /** Of the last request. */
  used: number;
  /** When it was unloaded or its session ended. */
  ended: number | null;
  /** The `seq_id` that is expected next. */
  nextSeq: number;
  /** How many jobs have been begun. */
  ran: number;
  /** The number of jobs after which its state was last written down by itself. */
  snapshot: number | null;
  /** Jobs with this `seq_id` and below ended long ago and may be forgotten. */
  forgotten: number;
}

const targetsSchema = z.array(z.enum(loraTargets));
const metadataSchema = z.record(z.string(), z.string());

export class Models {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(model: NewModelRow, now: number): void {
    const { id, session, seq, base, rank, seed, targets, unembed, metadata } = model;
    this.#database.run(
      `insert into models (id, session, seq, base, rank, seed, targets, unembed, about, created, used)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, session, seq, base, rank, seed, JSON.stringify(targets), Number(unembed)],
      ...[JSON.stringify(metadata), now, now],
    );
  }

  get(id: string): ModelRow | undefined {
    const row = this.#database.get('select * from models where id = ?', id);
    return row && modelOf(row);
  }

  /** The newest first. */
  list(limit: number, offset: number): ModelRow[] {
    return this.#database
      .all('select * from models order by used desc, id limit ? offset ?', limit, offset)
      .map(modelOf);
  }

  count(): number {
    return Number(this.#database.get('select count(*) as count from models')?.['count']);
  }

  ofSession(session: string): ModelRow[] {
    return this.#database.all('select * from models where session = ? order by seq', session).map(modelOf);
  }

  touch(id: string, now: number): void {
    this.#database.run('update models set used = ? where id = ?', now, id);
  }

  advance(id: string, nextSeq: number, ran: number): void {
    this.#database.run('update models set next_seq = ?, ran = ? where id = ?', nextSeq, ran, id);
  }

  setSnapshot(id: string, ran: number): void {
    this.#database.run('update models set snapshot = ? where id = ?', ran, id);
  }

  end(id: string, now: number): void {
    this.#database.run('update models set ended = ?, snapshot = null where id = ?', now, id);
  }
}

function modelOf(row: Row): ModelRow {
  const numberOrNull = (value: Row[string] | undefined): number | null =>
    value === null || value === undefined ? null : Number(value);
  return {
    id: String(row['id']),
    session: String(row['session']),
    seq: Number(row['seq']),
    base: String(row['base']),
    rank: Number(row['rank']),
    seed: Number(row['seed']),
    targets: targetsSchema.parse(JSON.parse(String(row['targets']))),
    unembed: row['unembed'] !== 0,
    metadata: metadataSchema.parse(JSON.parse(String(row['about']))),
    created: Number(row['created']),
    used: Number(row['used']),
    ended: numberOrNull(row['ended']),
    nextSeq: Number(row['next_seq']),
    ran: Number(row['ran']),
    snapshot: numberOrNull(row['snapshot']),
    forgotten: Number(row['forgotten']),
  };
}
