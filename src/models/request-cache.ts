/**
 * The request cache: every answer ever paid for, by the key of its request (model, messages, parameters, sample).
 * It outlives code, recipes and runs; all stages share it, and several processes at once may.
 *
 * Beside the answers it holds a journal of what is in flight, so that after a kill one can say how many requests may
 * have been paid for without their answer being kept. Failures are never kept.
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

/** A request that was in flight. */
export interface JournalEntry {
  key: string;
  stage: string;
  model: string;
  /** US dollars that it costs at most. */
  worstCost: number;
}

const BUSY_MS = 20_000;
/** Raised when the tables change; a database of another version is refused, never rewritten. */
const VERSION = 1;

const TABLES = `
  create table if not exists answers (
    key text primary key, model text not null, text text not null, finish text not null,
    prompt_tokens integer not null, completion_tokens integer not null
  ) without rowid;
  create table if not exists journal (
    key text not null, owner text not null, run text not null, stage text not null, model text not null,
    worst_cost real not null, primary key (key, owner)
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
  /** For the tables of batches, which live in the same file. */
  readonly database: DatabaseSync;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #begin: StatementSync;
  readonly #end: StatementSync;
  readonly #endLines: StatementSync;
  /** `host:pid:start`: tells the journal's processes apart. */
  readonly #owner: string;
  readonly #run: string;

  /** `run` names the run in the journal (its ledger's path); `owner` this process. */
  constructor(path: string, run: string, owner: string) {
    this.path = path;
    this.#owner = owner;
    this.#run = run;
    this.database = opened(path);
    const prepare = (sql: string) => this.database.prepare(sql);
    this.#get = prepare('select text, finish, prompt_tokens, completion_tokens from answers where key = ?');
    this.#put = prepare('insert or replace into answers values (?, ?, ?, ?, ?, ?)');
    this.#begin = prepare('insert or replace into journal values (?, ?, ?, ?, ?, ?)');
    this.#end = prepare('delete from journal where key = ? and owner = ?');
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
      this.#end.run(key, this.#owner);
      this.#endLines.run(key);
    });
  }

  /** All of `work`, or nothing of it. @throws FinR1Error when the file refuses (disk full). */
  transaction(work: () => void): void {
    this.#writing(() => {
      this.database.exec('begin immediate');
      work();
      this.database.exec('commit');
    });
  }

  #writing(work: () => void): void {
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

  begin({ key, stage, model, worstCost }: JournalEntry): void {
    this.#writing(() => this.#begin.run(key, this.#owner, this.#run, stage, model, worstCost));
  }

  /** The request ended without an answer. */
  end(key: string): void {
    this.#writing(() => this.#end.run(key, this.#owner));
  }

  /** Takes out of the journal what processes of this run left there that have died. */
  takeOrphans(isDead: (owner: string) => boolean): JournalEntry[] {
    const owners = this.database.prepare('select distinct owner from journal where run = ?').all(this.#run);
    const dead = owners.map(({ owner }) => String(owner)).filter(isDead);
    const take = this.database.prepare(
      'delete from journal where run = ? and owner = ? returning key, stage, model, worst_cost',
    );
    return dead.flatMap((owner) =>
      take.all(this.#run, owner).map((row) => ({
        key: String(row.key),
        stage: String(row.stage),
        model: String(row.model),
        worstCost: Number(row.worst_cost),
      })),
    );
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
