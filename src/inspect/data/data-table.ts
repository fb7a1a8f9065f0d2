/** A data set in DuckDB, asked one question after another. What a search has found is kept for its next pages and choices. */

import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import type { RunPlace } from '../folder/run-place.ts';
import type { DataFilter, DataPage, DataRowHead, RowSet } from '../shapes.ts';
import type { PageRange } from '../window.ts';
import { findRows, headsOf } from './find-rows.ts';
import { loadRows, type LoadedRows } from './load-rows.ts';

/** Searches whose hits are kept. */
const KEPT = 6;
const choices = 'rowid AS n, set_name, source, language, category, reason';

/** Where in the files a row stands; null where it does not. */
export interface RowPlace {
  head: DataRowHead;
  line: [number, number] | null;
  question: [number, number] | null;
  hit: [number, number] | null;
}

export class DataTable {
  readonly place: RunPlace;
  readonly loaded: LoadedRows;
  readonly #connection: DuckDBConnection;
  readonly #table: string;
  /** Tables of hits by the words that were searched, the oldest first. */
  readonly #hits = new Map<string, string>();
  #searches = 0;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(place: RunPlace, connection: DuckDBConnection, table: string, loaded: LoadedRows) {
    this.place = place;
    this.loaded = loaded;
    this.#connection = connection;
    this.#table = table;
  }

  /** @throws InputError where a file of the data set may not be read. */
  static async load(instance: DuckDBInstance, table: string, place: RunPlace): Promise<DataTable> {
    const connection = await instance.connect();
    try {
      return new DataTable(place, connection, table, await loadRows(connection, table, place));
    } catch (error) {
      await connection.run(`DROP TABLE IF EXISTS ${table}`);
      connection.closeSync();
      throw error;
    }
  }

  search({ search = '', ...filter }: DataFilter, range: PageRange): Promise<DataPage> {
    return this.#alone(async () => {
      const begun = performance.now();
      const hits = await this.#hitsOf(search);
      const page = await findRows(this.#connection, { table: this.#table, hits }, filter, range);
      return { ...page, milliseconds: performance.now() - begun };
    });
  }

  /** Rows by the value of a column, the most frequent first. */
  counts(column: 'set_name' | 'source' | 'language'): Promise<{ value: string; rows: number }[]> {
    return this.#alone(async () => {
      const found = await this.#connection.runAndReadAll(
        `SELECT ${column}, count(*)::INTEGER AS rows FROM ${this.#table} WHERE ${column} <> '' GROUP BY 1 ORDER BY 2 DESC, 1`,
      );
      return found.getRows().map(([value, rows]) => ({ value: value as string, rows: rows as number }));
    });
  }

  /** Null where there is no such row. */
  row(set: RowSet, row: number): Promise<RowPlace | null> {
    return this.#alone(() => this.#placeOf('set_name = $set AND row_number = $row', { set, row }));
  }

  /** The row of a question by its id, `source/id`; null where it is in none of the sets. */
  question(id: string): Promise<RowPlace | null> {
    // SFT rows have the number of the sample behind it.
    const condition = `id = $id OR (set_name = 'sft' AND starts_with(id, $id || '/') AND regexp_full_match(substr(id, length($id) + 2), '\\d+'))`;
    return this.#alone(() => this.#placeOf(condition, { id }));
  }

  /** A query of its own, over the table's files. */
  run(sql: string, binds: Record<string, DuckDBValue>): Promise<Record<string, DuckDBValue>[]> {
    return this.#alone(async () => (await this.#connection.runAndReadAll(sql, binds)).getRowObjects());
  }

  /** After what was asked before. */
  async close(): Promise<void> {
    await this.#alone(async () => {
      for (const table of [this.#table, ...this.#hits.values()])
        await this.#connection.run(`DROP TABLE ${table}`);
      this.#connection.closeSync();
    });
  }

  async #placeOf(condition: string, binds: Record<string, DuckDBValue>): Promise<RowPlace | null> {
    const [head] = await headsOf(
      this.#connection,
      this.#table,
      `rowid = (SELECT min(rowid) FROM ${this.#table} WHERE ${condition})`,
      binds,
    );
    if (head === undefined) return null;
    const found = await this.#connection.runAndReadAll(
      `SELECT line_start, line_end, question_start, question_end, hit_start, hit_end FROM ${this.#table}
       WHERE set_name = $set AND row_number = $row`,
      { set: head.set, row: head.row },
    );
    const places = (found.getRows()[0] ?? []).map((place) => (place === null ? null : Number(place)));
    const pair = (at: number): [number, number] | null => {
      const [start = null, end = null] = places.slice(at, at + 2);
      return start === null || end === null ? null : [start, end];
    };
    return { head, line: pair(0), question: pair(2), hit: pair(4) };
  }

  /** The rows that hold all words, as a table, or all rows as a query. */
  async #hitsOf(search: string): Promise<string> {
    const words = [...new Set(search.toLowerCase().split(/\s+/).filter(Boolean))];
    if (words.length === 0) return `(SELECT ${choices} FROM ${this.#table})`;
    const key = words.join(' ');
    const known = this.#hits.get(key);
    const hits = known ?? `${this.#table}_hits_${++this.#searches}`;
    if (known === undefined) {
      const holds = words.map((_, i) => `contains(searched, lower($word${i}))`).join(' AND ');
      const binds = Object.fromEntries(words.map((word, i) => [`word${i}`, word]));
      await this.#connection.run(
        `CREATE TABLE ${hits} AS SELECT ${choices} FROM ${this.#table} WHERE ${holds}`,
        binds,
      );
    }
    this.#hits.delete(key);
    this.#hits.set(key, hits);
    for (const [oldest, table] of this.#hits) {
      if (this.#hits.size <= KEPT) break;
      this.#hits.delete(oldest);
      await this.#connection.run(`DROP TABLE ${table}`);
    }
    return hits;
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
