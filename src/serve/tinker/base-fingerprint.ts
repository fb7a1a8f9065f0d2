/** What tells a base from another one under the same name: sizes of its weights' files, their beginnings and their ends. */

import { createHash } from 'node:crypto';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Training changes every part of a file; reading all of one would take minutes. */
const READ_BYTES = 2 ** 20;

export async function baseFingerprint(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.safetensors')).sort();
  for (const name of names) {
    await using file = await open(join(folder, name));
    const { size } = await file.stat();
    hash.update(`${name} ${size};`);
    for (const position of [0, Math.max(0, size - READ_BYTES)]) {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(READ_BYTES), position });
      hash.update(buffer.subarray(0, bytesRead));
    }
  }
  return hash.digest('hex');
}
