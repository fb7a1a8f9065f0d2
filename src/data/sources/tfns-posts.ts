/**
 * The posts of one TFNS file: CSV with the columns `text` and `label`, where quoted texts may hold newlines. A row that cannot be used
 * is quarantined (see `csv.ts`); a file that is no TFNS file at all, or holds none, is an `InputError`.
 */

import { z } from 'zod';

import { InputError } from '../../core/errors.ts';
import { contentHash } from '../../core/ids.ts';
import type { Intake } from '../intake.ts';
import { readCsv, type CsvRow } from './csv.ts';
import { checkRecord } from './jsonl.ts';
import type { DataFile } from './locate.ts';

export interface Post {
  /** 0-based position below the header, broken rows counted. */
  index: number;
  text: string;
  label: string;
  cluster: string;
}

interface Columns {
  text: number;
  label: number;
  count: number;
}

/** An empty label is a row without gold, which is kept. */
const rowSchema = z.object({ text: z.string().min(1), label: z.enum(['0', '1', '2', '']) });

const SHOWN = 80;

/** The text without links, case and repeated spaces, hashed. */
export function postCluster(text: string): string {
  const bare = text
    .replace(/https?:\/\/\S+/g, ' ')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
  return `tfns:${contentHash(bare)}`;
}

function brokenCsv(message: string): InputError {
  return new InputError(message, {
    code: 'broken-csv',
    hint: 'Fetch the file again from the official release: CSV in UTF-8, one post a row.',
  });
}

/** Where the columns stand. Throws `InputError` when the file does not begin with a header that has both. */
function readHeader(header: CsvRow | undefined, file: DataFile): Columns {
  const expected = `${file.name} must begin with a header that names the columns text and label`;
  if (header === undefined) throw brokenCsv(`${expected}, but it is empty.`);
  const { line } = header;
  if ('fault' in header) {
    const shown = JSON.stringify(header.excerpt.slice(0, SHOWN));
    throw brokenCsv(`${expected}, but its line ${line} cannot be read (${header.fault}): ${shown}.`);
  }
  const { fields } = header;
  const columns = { text: fields.indexOf('text'), label: fields.indexOf('label'), count: fields.length };
  if (columns.text !== -1 && columns.label !== -1) return columns;
  throw brokenCsv(
    `${expected}, but its line ${line} is ${JSON.stringify(fields.join(',').slice(0, SHOWN))}.`,
  );
}

/** The row, or its fault when it has not as many fields as the header. */
function checkWidth(row: CsvRow, count: number): CsvRow {
  if ('fault' in row || row.fields.length === count) return row;
  const { line, fields } = row;
  return { line, fault: `columns: expected ${count}, found ${fields.length}`, excerpt: fields.join(',') };
}

/** The posts that can be used; the other rows are quarantined. Throws `InputError`. */
export async function readPosts(file: DataFile, intake: Intake): Promise<Post[]> {
  const [header, ...rows] = await readCsv(file.path);
  const columns = readHeader(header, file);
  if (rows.length === 0) {
    throw brokenCsv(`${file.name} must hold a header and at least one post, but it ends after the header.`);
  }
  const posts: Post[] = [];
  for (const [index, read] of rows.entries()) {
    const row = checkWidth(read, columns.count);
    const { line } = row;
    if ('fault' in row) {
      const { fault: reason, excerpt } = row;
      intake.quarantine({ source: 'tfns', file: file.name, line, reason, excerpt });
      continue;
    }
    const values = { text: row.fields[columns.text], label: row.fields[columns.label] };
    const post = checkRecord(rowSchema, values, { source: 'tfns', file, line, intake });
    if (post !== null) posts.push({ index, ...post, cluster: postCluster(post.text) });
  }
  return posts;
}
