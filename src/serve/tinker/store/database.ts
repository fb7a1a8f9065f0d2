/** The server's one file: SQLite in WAL mode, so that what was committed outlives `kill -9`. Nothing but the tables is here. */

import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { dirname } from 'node:path';
import { InputError } from '../../../core/errors.ts';
import { diskFull } from '../../../core/file-errors.ts';
import { makeFolder } from '../../../core/make-folder.ts';

export type Row = Record<string, SQLOutputValue>;

/** Raised when the tables change; a file of another version is refused, never rewritten. */
const VERSION = 2;

/**
 * Times are milliseconds since 1970; `about`, `targets` and `failure` are JSON. Bodies, which may have megabytes, lie apart: SQLite
 * writes a row anew whenever something in it changes.
 */
const TABLES = `
  create table if not exists bases (name text primary key, fingerprint text not null) without rowid;
  create table if not exists sessions (
    id text primary key, created integer not null, about text not null, ended integer
  ) without rowid;
  create table if not exists models (
    id text primary key, session text not null, seq integer not null, base text not null,
    rank integer not null, seed integer not null, targets text not null, unembed integer not null,
    about text not null, created integer not null, used integer not null, ended integer,
    next_seq integer not null default 1, ran integer not null default 0, snapshot integer,
    forgotten integer not null default 0,
    unique (session, seq)
  );
  create table if not exists samplers (
    id text primary key, session text not null, seq integer, base text not null, path text, folder text not null,
    model text, created integer not null, unique (session, seq)
  );
  create table if not exists checkpoints (
    model text not null, kind text not null, name text not null, created integer not null,
    bytes integer not null, public integer not null default 0, expires integer,
    primary key (model, kind, name)
  ) without rowid;
  create table if not exists jobs (
    id integer primary key autoincrement, kind text not null, model text, sampler text, seq integer,
    ran integer, batch text, digest text not null, state text not null, starts integer not null default 0,
    ms integer, created integer not null, finished integer, failure text, result blob
  );
  create table if not exists bodies (
    job integer primary key references jobs (id) on delete cascade, body blob not null
  );
  create unique index if not exists jobs_of_models on jobs (model, seq) where model is not null;
  create unique index if not exists jobs_of_samplers on jobs (sampler, seq) where sampler is not null;
  create index if not exists jobs_in_order on jobs (model, ran) where model is not null;
  create index if not exists jobs_ended on jobs (finished) where state <> 'queued';
  create index if not exists jobs_open on jobs (state) where state = 'queued';
`;

/** SQLite's code where a file cannot grow. */
const FULL = 13;

export class Database {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @throws InputError when the file cannot be opened, or is one of another version. */
  constructor(path: string) {
    this.#path = path;
    makeFolder(dirname(path));
    try {
      this.#database = new DatabaseSync(path);
      this.#database.exec('pragma journal_mode = wal; pragma synchronous = normal;');
      const version = Number(this.#database.prepare('pragma user_version').get()?.user_version);
      if (version !== 0 && version !== VERSION)
        throw new RangeError(`it is of version ${version}, and this fin-r1 knows ${VERSION}`);
      this.#database.exec(`begin immediate; ${TABLES} pragma user_version = ${VERSION}; commit;`);
    } catch (cause) {
      throw new InputError(
        `${path} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
        {
          hint: 'Name another --directory, or move the file away to begin anew.',
          cause,
        },
      );
    }
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepared(sql).get(...values);
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepared(sql).all(...values);
  }

  /** The number of rows that it changed, and the id of the last one that it put in. @throws FinR1Error when the disk is full. */
  run(sql: string, ...values: SQLInputValue[]): { changes: number; id: number } {
    try {
      const { changes, lastInsertRowid } = this.#prepared(sql).run(...values);
      return { changes: Number(changes), id: Number(lastInsertRowid) };
    } catch (error) {
      throw this.#explained(error);
    }
  }

  /** All of `work`, or nothing of it. @throws FinR1Error when the disk is full. */
  transaction<T>(work: () => T): T {
    this.#database.exec('begin immediate');
    try {
      const result = work();
      this.#database.exec('commit');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw this.#explained(error);
    }
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #explained(error: unknown): unknown {
    const isFull = error instanceof Error && 'errcode' in error && error.errcode === FULL;
    return isFull ? diskFull(this.#path, undefined, error) : error;
  }

  #prepared(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
