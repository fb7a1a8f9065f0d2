/** `pulled.json`, beside the files of a source: where they came from, and their checksums, so that a second pull can tell what is whole. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import { writeFileAtomic } from '../../core/write-atomic.ts';
import { digestsOf } from '../../hub/checksums.ts';

const PULLED = 'pulled.json';

const fileSchema = z.object({
  /** Below the folder. */
  name: z.string(),
  size: z.number(),
  sha256: z.string(),
});

const recordSchema = z.object({
  source: z.string(),
  at: z.enum(['huggingface', 'github']),
  repo: z.string(),
  /** As it was asked for. */
  revision: z.string(),
  /** What the revision meant then, and means for every later pull. */
  commit: z.string(),
  /** The paths that were asked for. */
  asked: z.array(z.object({ path: z.string(), to: z.string() })),
  /** False while files are missing that were asked for. */
  complete: z.boolean(),
  files: z.array(
    fileSchema.extend({
      /** In the repository. */
      path: z.string(),
      /** The checksum that the hub keeps: SHA-1 as Git makes it, or SHA-256. */
      oid: z.string(),
      /** When it was fetched, ISO 8601, UTC. */
      time: z.string(),
      /** What an archive held. */
      unpacked: z.array(fileSchema).optional(),
    }),
  ),
});

export type PulledRecord = z.infer<typeof recordSchema>;
export type PulledRow = PulledRecord['files'][number];
export type KnownFile = z.infer<typeof fileSchema>;

/** Null where nothing was pulled yet. @throws InputError where the file is not what a pull wrote. */
export async function readPulled(folder: string): Promise<PulledRecord | null> {
  const path = join(folder, PULLED);
  if (!isThere(path)) return null;
  try {
    return recordSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new InputError(`${path} is not what \`data pull\` wrote`, {
      hint: 'Delete it: files that are whole are recognised by their checksums.',
      cause,
    });
  }
}

export function writePulled(folder: string, record: PulledRecord): void {
  writeFileAtomic(join(folder, PULLED), `${JSON.stringify(record, null, 2)}\n`);
}

/** Whether each file is there with its checksum, and what it was unpacked into as well. */
export async function allWhole(folder: string, files: readonly (KnownFile | PulledRow)[]): Promise<boolean> {
  for (const file of files) {
    const digests = await digestsOf(join(folder, file.name));
    if (digests?.sha256 !== file.sha256) return false;
    if ('unpacked' in file && file.unpacked && !(await allWhole(folder, file.unpacked))) return false;
  }
  return true;
}
