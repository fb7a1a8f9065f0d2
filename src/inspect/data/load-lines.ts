/** The rows of a data set that lie in JSONL files: what was dropped, set aside, or could not be read, each with its question where that was kept. */

import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { leftOutKind } from '../../data/index.ts';
import { askedOf, askedSchema } from '../asked.ts';
import type { RunPlace } from '../folder/run-place.ts';
import { rowSets, type RowSet } from '../shapes.ts';
import { HITS, LEFT_OUT } from './data-files.ts';
import { readLineRows, type LinePlace } from './line-rows.ts';
import { searched, shown } from './row-columns.ts';

const toldSchema = z.object({ id: z.string(), source: z.string(), reason: z.string(), detail: z.string() });
const quarantinedSchema = z.object({
  source: z.string(),
  file: z.string(),
  line: z.number(),
  reason: z.string(),
  excerpt: z.string(),
});
const leftOutSchema = z.object({
  id: z.string(),
  question: askedSchema.extend({ language: z.string(), category: z.string() }),
});
const hitSchema = z.object({ id: z.string(), source: z.string() });

/** Adds them to `table`; resolves to what cannot be read, in sentences. */
export async function loadLines(
  connection: DuckDBConnection,
  table: string,
  place: RunPlace,
): Promise<string[]> {
  const names = { lines: `${table}_lines`, questions: `${table}_questions`, hits: `${table}_hits` };
  await connection.run(
    `CREATE TABLE ${names.lines} (set_name VARCHAR, set_order INTEGER, id VARCHAR, source VARCHAR, reason VARCHAR, detail VARCHAR,
       line INTEGER, line_start BIGINT, line_end BIGINT);
     CREATE TABLE ${names.questions} (id VARCHAR, question VARCHAR, language VARCHAR, category VARCHAR, line_start BIGINT, line_end BIGINT);
     CREATE TABLE ${names.hits} (id VARCHAR, line_start BIGINT, line_end BIGINT)`,
  );
  const broken: string[] = [];
  await appending(connection, names.lines, async (appender) => {
    const add = (set: RowSet, told: z.infer<typeof toldSchema>, { line, start, end }: LinePlace): void =>
      append(
        appender,
        [set, rowSets.indexOf(set), told.id, told.source, told.reason, told.detail, line],
        start,
        end,
      );
    broken.push(
      ...(await readLineRows(place, 'dropped.jsonl', toldSchema, (told, at) =>
        add(droppedSet(told.reason), told, at),
      )),
      ...(await readLineRows(place, 'set-aside.jsonl', toldSchema, (told, at) => add('set-aside', told, at))),
      ...(await readLineRows(place, 'quarantine.jsonl', quarantinedSchema, (row, at) => {
        const { source, file, line, reason, excerpt } = row;
        add('quarantine', { id: `${file}:${line}`, source, reason, detail: excerpt }, at);
      })),
    );
  });
  await appending(connection, names.questions, async (appender) => {
    const read = await readLineRows(place, LEFT_OUT, leftOutSchema, ({ id, question }, { start, end }) =>
      append(appender, [id, askedOf(question), question.language, question.category], start, end),
    );
    broken.push(...read);
  });
  await appending(connection, names.hits, async (appender) => {
    const read = await readLineRows(place, HITS, hitSchema, ({ id, source }, { start, end }) =>
      append(appender, [`${source}/${id}`], start, end),
    );
    broken.push(...read);
  });
  await connection.run(
    `INSERT INTO ${table}
     WITH questions AS (SELECT id, arg_min(COLUMNS(* EXCLUDE id), line_start) FROM ${names.questions} GROUP BY id),
       hits AS (SELECT id, arg_min(COLUMNS(* EXCLUDE id), line_start) FROM ${names.hits} GROUP BY id)
     SELECT l.set_name, row_number() OVER (PARTITION BY l.set_name ORDER BY l.line) - 1, l.id, l.source, coalesce(q.language, ''),
       coalesce(q.category, ''), coalesce(${shown('q.question')}, ''), NULL, l.reason, ${shown('l.detail')}, l.line_start, l.line_end,
       q.line_start, q.line_end, h.line_start, h.line_end, ${searched('l.id', 'q.question', 'l.detail')}
     FROM ${names.lines} l LEFT JOIN questions q USING (id) LEFT JOIN hits h USING (id)
     ORDER BY l.set_order, l.line;
     DROP TABLE ${names.lines}; DROP TABLE ${names.questions}; DROP TABLE ${names.hits}`,
  );
  return broken;
}

function droppedSet(reason: string): RowSet {
  switch (leftOutKind(reason)) {
    case 'duplicate':
      return 'duplicates';
    case 'contaminated':
      return 'contaminated';
    case null:
      return 'dropped';
  }
}

async function appending(
  connection: DuckDBConnection,
  table: string,
  work: (appender: DuckDBAppender) => Promise<void>,
): Promise<void> {
  const appender = await connection.createAppender(table);
  try {
    await work(appender);
  } finally {
    appender.closeSync();
  }
}

/** A row of texts and small numbers that ends with a place in a file. */
function append(
  appender: DuckDBAppender,
  cells: readonly (string | number)[],
  start: number,
  end: number,
): void {
  for (const cell of cells) {
    if (typeof cell === 'string') appender.appendVarchar(cell);
    else appender.appendInteger(cell);
  }
  appender.appendBigInt(BigInt(start));
  appender.appendBigInt(BigInt(end));
  appender.endRow();
}
