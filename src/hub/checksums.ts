/** Checksums of files on disk, as the hubs keep them. */

import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';

import { isThere, readFailure } from '../core/file-errors.ts';
import type { Checksum } from './remote-file.ts';

export interface Digests {
  size: number;
  sha256: string;
  /** What Git names a file by: the SHA-1 over `blob SIZE`, a zero byte and the content. */
  gitSha1: string;
}

/** The checksums of a file, read once; null where there is none. */
export async function digestsOf(path: string): Promise<Digests | null> {
  if (!isThere(path)) return null;
  const { size } = statSync(path);
  const sha256 = createHash('sha256');
  const git = createHash('sha1').update(`blob ${size}\0`);
  try {
    for await (const chunk of createReadStream(path)) {
      sha256.update(chunk as Uint8Array);
      git.update(chunk as Uint8Array);
    }
  } catch (error) {
    throw readFailure(path, error);
  }
  return { size, sha256: sha256.digest('hex'), gitSha1: git.digest('hex') };
}

export function agrees(digests: Digests, { size, checksum }: { size: number; checksum: Checksum }): boolean {
  return digests.size === size && valueOf(digests, checksum) === checksum.value;
}

/** The checksum of the kind that the hub keeps for this file. */
export function valueOf(digests: Digests, { kind }: Checksum): string {
  return kind === 'sha256' ? digests.sha256 : digests.gitSha1;
}
