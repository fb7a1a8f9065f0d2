/** Which request lies in which batch, and the results that were fetched but not yet asked for: tables of the request cache. */

import type { StatementSync } from 'node:sqlite';
import type { RequestCache } from './request-cache.ts';

export interface LineResult {
  status: number;
  body: string;
}

export class BatchStore {
  readonly #cache: RequestCache;
  readonly #baseUrl: string;
  readonly #result: StatementSync;
  readonly #batch: StatementSync;
  readonly #dropLine: StatementSync;

  constructor(cache: RequestCache, baseUrl: string) {
    this.#cache = cache;
    this.#baseUrl = baseUrl;
    const prepare = (sql: string) => cache.database.prepare(sql);
    this.#result = prepare('select status, body from batch_lines where key = ? and body is not null');
    this.#batch = prepare(
      'select token, id from batch_lines join batches using (token) where key = ? and base_url = ?',
    );
    this.#dropLine = prepare('delete from batch_lines where key = ? and body is not null');
  }

  /**
   * The result of a request. A good one stays until its answer is in the cache; a bad one is given once, so that another
   * try makes another line.
   */
  take(key: string): LineResult | null {
    const row = this.#result.get(key);
    if (row === undefined) return null;
    const result = { status: Number(row.status), body: String(row.body) };
    if (result.status !== 200) this.#dropLine.run(key);
    return result;
  }

  /** The batch that has the request in it and is not done. */
  batchOf(key: string): { token: string; id: string | null } | null {
    const row = this.#batch.get(key, this.#baseUrl);
    return row === undefined ? null : batchRow(row);
  }

  open(): { token: string; id: string | null }[] {
    const rows = this.#cache.database.prepare('select token, id from batches where base_url = ?');
    return rows.all(this.#baseUrl).map(batchRow);
  }

  keysOf(token: string): string[] {
    const rows = this.#cache.database.prepare('select key from batch_lines where token = ?').all(token);
    return rows.map(({ key }) => String(key));
  }

  /** Before the batch is made. */
  add(token: string, keys: readonly string[]): void {
    const { database } = this.#cache;
    const line = database.prepare('insert or replace into batch_lines values (?, ?, null, null)');
    this.#cache.transaction(() => {
      database.prepare('insert into batches values (?, ?, null)').run(token, this.#baseUrl);
      for (const key of keys) line.run(key, token);
    });
  }

  made(token: string, id: string): void {
    this.#cache.database.prepare('update batches set id = ? where token = ?').run(id, token);
  }

  /** The batch was not made. */
  drop(token: string): void {
    this.#cache.transaction(() => {
      for (const table of ['batches', 'batch_lines']) {
        this.#cache.database.prepare(`delete from ${table} where token = ?`).run(token);
      }
    });
  }

  /** The batch is done: keeps its results, and forgets lines that have none. */
  finish(token: string, results: ReadonlyMap<string, LineResult>): void {
    const { database } = this.#cache;
    const update = database.prepare(
      'update batch_lines set status = ?, body = ? where key = ? and token = ?',
    );
    this.#cache.transaction(() => {
      for (const [key, { status, body }] of results) update.run(status, body, key, token);
      database.prepare('delete from batch_lines where token = ? and body is null').run(token);
      database.prepare('delete from batches where token = ?').run(token);
    });
  }
}

function batchRow(row: Record<string, unknown>): { token: string; id: string | null } {
  return { token: String(row.token), id: row.id === null ? null : String(row.id) };
}
