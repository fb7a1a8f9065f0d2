/**
 * The questions of a data set by their ids, so that a reward can look up reference and material. They lie in a temporary file of SQLite
 * that has no name and goes with the process: a million filing pages need no memory.
 */

import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { questionSchema, type Question } from '../../core/question.ts';
import { rowId } from '../build/dataset-rows.ts';
import { quoted, withDuckDB } from '../build/duckdb-session.ts';
import { parquetRows } from './parquet-rows.ts';

/** The name that SQLite takes for such a file. */
const UNNAMED = '';

export class QuestionIndex {
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;
  readonly size: number;

  private constructor(database: DatabaseSync) {
    this.#database = database;
    this.#find = database.prepare('SELECT json FROM question WHERE id = ?');
    this.size = Number(database.prepare('SELECT count(*) AS n FROM question').get()?.['n']);
  }

  /** Of both sets in `directory`. @throws InputError naming the file that cannot be read. */
  static async open(directory: string): Promise<QuestionIndex> {
    const database = new DatabaseSync(UNNAMED);
    try {
      database.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF');
      database.exec('CREATE TABLE question (id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID; BEGIN');
      const insert = database.prepare('INSERT OR IGNORE INTO question VALUES (?, ?)');
      for (const name of ['rl.parquet', 'sft.parquet']) await read(join(directory, name), insert);
      database.exec('COMMIT');
      return new QuestionIndex(database);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** @param id As `rowId` gives it: `SOURCE/ID`. */
  find(id: string): Question | null {
    const row = this.#find.get(id);
    return row === undefined ? null : questionSchema.parse(JSON.parse(String(row['json'])));
  }

  close(): void {
    this.#database.close();
  }
}

async function read(path: string, insert: StatementSync): Promise<void> {
  await withDuckDB(`${path}.spill`, async (connection) => {
    const query = `SELECT question_json FROM read_parquet(${quoted(path)})`;
    for await (const [json] of parquetRows(connection, query, path)) {
      const question = questionSchema.parse(JSON.parse(String(json)));
      insert.run(rowId(question), String(json));
    }
  });
}
