/** Rows into one file a split, streamed through JSON Lines, which are turned into Parquet where the format wants that. */

import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { quoted, withDuckDB } from '../build/duckdb-session.ts';
import { JsonlSpool } from '../build/jsonl-spool.ts';
import { writeParquet } from '../build/write-parquet.ts';
import type { FormatSpec } from './export-formats.ts';

export interface ExportedFile {
  /** Below the folder of the export: `rl/train.parquet`. */
  path: string;
  set: 'sft' | 'rl';
  split: string;
  rows: number;
  bytes: number;
}

interface Target {
  folder: string;
  set: 'sft' | 'rl';
  extension: FormatSpec['extension'];
  columns: Readonly<Record<string, string>>;
}

export class SplitFiles {
  readonly #target: Target;
  readonly #spools = new Map<string, JsonlSpool<object>>();

  constructor(target: Target) {
    this.#target = target;
  }

  /** @param row Made from the number of rows that are in its file already. */
  async append(split: string, row: (index: number) => object): Promise<void> {
    let spool = this.#spools.get(split);
    if (spool === undefined) {
      const path = this.#at(split, 'jsonl');
      await mkdir(dirname(path), { recursive: true });
      spool = new JsonlSpool(path);
      this.#spools.set(split, spool);
    }
    spool.append(row(spool.size));
  }

  /** Finishes the files, and counts what is in them by reading them. @throws FinR1Error naming a file that cannot be written. */
  async finish(): Promise<ExportedFile[]> {
    const { set, extension, columns } = this.#target;
    const files: ExportedFile[] = [];
    for (const [split, spool] of this.#spools) {
      spool.close();
      const path = this.#at(split, extension);
      if (extension === 'parquet') {
        await writeParquet(spool.path, path, columns);
        await rm(spool.path);
      }
      const rows = await countRows(path, extension, columns);
      const { size: bytes } = await stat(path);
      files.push({ path: `${set}/${split}.${extension}`, set, split, rows, bytes });
    }
    return files;
  }

  /** Lets go of what is open still. */
  close(): void {
    for (const spool of this.#spools.values()) spool.close();
  }

  #at(split: string, extension: string): string {
    const { folder, set } = this.#target;
    return join(folder, set, `${split}.${extension}`);
  }
}

async function countRows(
  path: string,
  extension: FormatSpec['extension'],
  columns: Readonly<Record<string, string>>,
): Promise<number> {
  const [first = ''] = Object.keys(columns);
  const source =
    extension === 'parquet'
      ? `read_parquet(${quoted(path)})`
      : `read_json(${quoted(path)}, format='newline_delimited', maximum_object_size=16777216, columns={${quoted(first)}: 'JSON'})`;
  return withDuckDB(`${path}.spill`, async (connection) => {
    const reader = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${source}`);
    return Number(reader.getRows()[0]?.[0]);
  });
}
