/** The posts of one TFNS file: CSV with the columns `text` and `label`, where quoted texts may hold newlines. */

import { z } from 'zod';

import { contentHash } from '../../core/ids.ts';
import type { Intake } from '../intake.ts';
import { readCsvTable } from './csv-table.ts';
import { checkRecord } from './jsonl.ts';
import type { DataFile } from './locate.ts';

export interface Post {
  /** 0-based position below the header, broken rows counted. */
  index: number;
  text: string;
  label: string;
  cluster: string;
}

/** An empty label is a row without gold, which is kept. */
const rowSchema = z.object({ text: z.string().min(1), label: z.enum(['0', '1', '2', '']) });

/** The text without links, case and repeated spaces, hashed. */
export function postCluster(text: string): string {
  const bare = text
    .replace(/https?:\/\/\S+/g, ' ')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
  return `tfns:${contentHash(bare)}`;
}

/** The posts that can be used; the other rows are quarantined. Throws `InputError`. */
export async function readPosts(file: DataFile, intake: Intake): Promise<Post[]> {
  const posts: Post[] = [];
  for (const { index, line, cells } of await readCsvTable(file, ['text', 'label'], 'tfns', intake)) {
    const post = checkRecord(rowSchema, cells, { source: 'tfns', file, line, intake });
    if (post !== null) posts.push({ index, ...post, cluster: postCluster(post.text) });
  }
  return posts;
}
