/**
 * The request cache: every answer ever paid for, by the key of its request (model, messages, parameters, sample).
 * It outlives code, recipes and runs; all stages share it, and several processes at once may.
 *
 * The same file holds the journal of what is in flight (`journal.ts`) and the batches. Failures are never kept.
 */

import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { dirname } from 'node:path';
import { FinR1Error, InputError } from '../core/errors.ts';
import { makeFolder } from '../core/make-folder.ts';
import { finishReasons, type FinishReason } from '../core/trace.ts';

/** What is kept of an answer. */
export interface CachedAnswer {
  text: string;
  finishReason: FinishReason;
  promptTokens: number;
  completionTokens: number;
}

const BUSY_MS = 20_000;
/** Raised when the tables change; a database of another version is refused, never rewritten. */
const VERSION = 2;

const TABLES = `
  create table if not exists answers (
    key text primary key, model text not null, text text not null, finish text not null,
    prompt_tokens integer not null, completion_tokens integer not null
  ) without rowid;
  drop table if exists journal;
  create table if not exists in_flight (
    key text primary key, owner text not null, keeper text not null, run text not null, stage text not null,
    model text not null, worst_cost real not null, body text
  ) without rowid;
  create table if not exists batches (
    token text primary key, base_url text not null, id text
  ) without rowid;
  create table if not exists batch_lines (
    key text not null, token text not null, status integer, body text, primary key (key, token)
  ) without rowid;
`;

export class RequestCache {
  readonly path: string;
  /** For the tables of the journal and of batches, which live in the same file. */
  readonly database: DatabaseSync;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #end: StatementSync;
  readonly #endLines: StatementSync;

  constructor(path: string) {
    this.path = path;
    this.database = opened(path);
    const prepare = (sql: string) => this.database.prepare(sql);
    this.#get = prepare('select text, finish, prompt_tokens, completion_tokens from answers where key = ?');
    this.#put = prepare('insert or replace into answers values (?, ?, ?, ?, ?, ?)');
    this.#end = prepare('delete from in_flight where key = ?');
    this.#endLines = prepare('delete from batch_lines where key = ?');
  }

  get(key: string): CachedAnswer | null {
    const row = this.#get.get(key);
    if (row === undefined) return null;
    const finishReason = finishReasons.find((reason) => reason === row.finish);
    if (finishReason === undefined) throw damaged(this.path, `unknown finish reason ${String(row.finish)}`);
    return {
      text: String(row.text),
      finishReason,
      promptTokens: Number(row.prompt_tokens),
      completionTokens: Number(row.completion_tokens),
    };
  }

  /** Keeps an answer; when this returns, a kill of the process cannot lose it. */
  put(key: string, model: string, answer: CachedAnswer): void {
    const { text, finishReason, promptTokens, completionTokens } = answer;
    this.transaction(() => {
      this.#put.run(key, model, text, finishReason, promptTokens, completionTokens);
      this.#end.run(key);
      this.#endLines.run(key);
    });
  }

  /** Requests that were sent, or are in a batch, and whose answers are not here yet. */
  unsettled(): Set<string> {
    const keys = this.database.prepare('select key from in_flight union select key from batch_lines').all();
    return new Set(keys.map(({ key }) => String(key)));
  }

  /** All of `work`, or nothing of it. @throws FinR1Error when the file refuses (disk full). */
  transaction(work: () => void): void {
    this.writing(() => {
      this.database.exec('begin immediate');
      work();
      this.database.exec('commit');
    });
  }

  /** @throws FinR1Error when the file refuses. */
  writing(work: () => void): void {
    try {
      work();
    } catch (cause) {
      if (this.database.isTransaction) this.database.exec('rollback');
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new FinR1Error('cache', `${this.path}: the request cache cannot be written: ${why}`, {
        exitCode: 2,
        hint: 'Make room, or see what else uses the file, and run the same command again.',
        cause,
      });
    }
  }

  close(): void {
    this.database.close();
  }
}

function opened(path: string): DatabaseSync {
  makeFolder(dirname(path));
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(path, { timeout: BUSY_MS });
    // Each commit survives the end of the process; only a power cut may take the last ones.
    database.exec('pragma journal_mode = wal; pragma synchronous = normal;');
    const version = Number(database.prepare('pragma user_version').get()?.user_version);
    if (version > VERSION) throw new RangeError(`it was made by a newer fin-r1 (version ${version})`);
    database.exec(`begin immediate; ${TABLES} pragma user_version = ${VERSION}; commit;`);
  } catch (error) {
    throw damaged(path, error instanceof Error ? error.message : String(error));
  }
  return database;
}

function damaged(path: string, why: string): InputError {
  return new InputError(`${path}: the request cache cannot be used: ${why}`, {
    code: 'cache',
    hint: 'Name another file. A damaged one can often be rescued with: sqlite3 FILE .recover | sqlite3 NEW.',
  });
}
