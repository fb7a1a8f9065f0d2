/** A page of the rows of a data set that match a filter, and what else there is to choose from. */

import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { excerpt } from '../excerpt.ts';
import type { DataFilter, DataPage, DataRowHead, RowSet } from '../shapes.ts';
import type { PageRange } from '../window.ts';

type Binds = Record<string, DuckDBValue>;

const conditions = {
  set: 'set_name = $set',
  source: 'source = $source',
  language: 'language = $language',
  category: 'category = $category',
  reason: "reason = $reason AND set_name <> 'sft'",
} as const;
type Choice = keyof typeof conditions;

/** The columns that are counted by their values; what an SFT row says of itself is no reason of the others. */
const facets = {
  sources: { choice: 'source', column: 'source', of: "source <> ''" },
  languages: { choice: 'language', column: 'language', of: "language <> ''" },
  categories: { choice: 'category', column: 'category', of: "category <> ''" },
  reasons: { choice: 'reason', column: 'reason', of: "set_name <> 'sft'" },
} as const;
type Facet = keyof typeof facets;

/** Of each column; rarer ones are found by searching. */
const MOST_VALUES = 200;

/** `hits` is a table or a query of row numbers `n` with the columns to choose by. */
export async function findRows(
  connection: DuckDBConnection,
  { table, hits }: { table: string; hits: string },
  filter: DataFilter,
  { offset, limit }: PageRange,
): Promise<Omit<DataPage, 'milliseconds'>> {
  const given = (Object.keys(conditions) as Choice[]).filter((choice) => filter[choice] !== undefined);
  const binds: Binds = Object.fromEntries(given.map((choice) => [choice, filter[choice] as string]));
  const where = (except: Choice | null, ...more: string[]): string => {
    const all = [...more, ...given.filter((choice) => choice !== except).map((choice) => conditions[choice])];
    return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
  };
  const counted = (Object.entries(facets) as [Facet, (typeof facets)[Facet]][]).map(
    ([facet, { choice, column, of }]) =>
      `(SELECT '${facet}', ${column}, count(*)::INTEGER AS rows FROM ${hits} ${where(choice, of)} GROUP BY ALL ORDER BY rows DESC, 2 LIMIT ${MOST_VALUES})`,
  );
  const total = `SELECT 'total', '', count(*)::INTEGER FROM ${hits} ${where(null)}`;
  const counts = await connection.runAndReadAll([total, ...counted].join(' UNION ALL '), binds);
  const rows = counts.getRows() as [string, string, number][];
  const valuesOf = (facet: Facet): { value: string; rows: number }[] =>
    rows.filter(([name]) => name === facet).map(([, value, count]) => ({ value, rows: count }));
  return {
    total: rows.find(([name]) => name === 'total')?.[2] ?? 0,
    items: await headsOf(
      connection,
      table,
      `rowid IN (SELECT n FROM ${hits} ${where(null)} ORDER BY n LIMIT ${limit} OFFSET ${offset})`,
      binds,
    ),
    facets: {
      sources: valuesOf('sources'),
      languages: valuesOf('languages'),
      categories: valuesOf('categories'),
      reasons: valuesOf('reasons'),
    },
  };
}

export async function headsOf(
  connection: DuckDBConnection,
  table: string,
  condition: string,
  binds: Binds,
): Promise<DataRowHead[]> {
  const found = await connection.runAndReadAll(
    `SELECT set_name, row_number, id, source, language, category, question, answer, reason, detail FROM ${table}
     WHERE ${condition} ORDER BY rowid`,
    binds,
  );
  return found.getRows().map(([set, row, ...cells]) => {
    const [id, source, language, category, question, answer, reason, detail] = cells as (string | null)[];
    return {
      ...{ set: set as RowSet, row: row as number, id: id ?? '', source: source ?? '' },
      ...{ language: language ?? '', category: category ?? '', question: excerpt(question ?? '') },
      answer: answer == null ? null : excerpt(answer),
      ...{ reason: reason ?? '', detail: excerpt(detail ?? '') },
    };
  });
}
