/** What the rows of a data set are, read from the files themselves: the card says nothing that a row does not. */

import { quoted, withDuckDB } from './duckdb-session.ts';

export interface SourceDescription {
  source: string;
  licence: string;
  language: string;
  sftRows: number;
  rlRows: number;
}

export interface Description {
  /** By source, licence and language. */
  sources: SourceDescription[];
  /** Who wrote the traces that were kept, and with which prompts. */
  teachers: string[];
  teacherPrompts: string[];
}

export async function describeRows(sftPath: string, rlPath: string): Promise<Description> {
  return withDuckDB(`${sftPath}.spill`, async (connection) => {
    const rowsOf = async (query: string): Promise<unknown[][]> =>
      (await connection.runAndReadAll(query)).getRows();
    const sources = await rowsOf(
      `SELECT source, licence, language, sum(sft)::INTEGER, sum(rl)::INTEGER FROM (
         SELECT source, licence, language, 1 AS sft, 0 AS rl FROM read_parquet(${quoted(sftPath)})
         UNION ALL SELECT source, licence, language, 0, 1 FROM read_parquet(${quoted(rlPath)}))
       GROUP BY ALL ORDER BY source, licence, language`,
    );
    const distinct = async (column: string): Promise<string[]> => {
      const found = await rowsOf(
        `SELECT DISTINCT ${column} FROM read_parquet(${quoted(sftPath)}) WHERE ${column} <> '' ORDER BY 1`,
      );
      return found.map(([value]) => String(value));
    };
    return {
      sources: sources.map(([source, licence, language, sftRows, rlRows]) => ({
        source: String(source),
        licence: String(licence),
        language: String(language),
        sftRows: Number(sftRows),
        rlRows: Number(rlRows),
      })),
      teachers: await distinct('teacher'),
      teacherPrompts: await distinct('teacher_prompt'),
    };
  });
}
