/**
 * Checksums of weight files: `model.safetensors.checksum.json` beside `model.safetensors`. A flipped bit in a weight is
 * a plausible number like any other; nothing but a checksum can tell. CRC-32 finds every single flipped bit, at 5 GB/s.
 */

import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { readJson } from './read-json.ts';
import { exists, writeTextAtomically } from './write-atomic.ts';

const checksumSchema = z.object({ crc32: z.string().regex(/^[0-9a-f]{8}$/) });

const checksumFile = (path: string): string => `${path}.checksum.json`;
const hex = (value: number): string => value.toString(16).padStart(8, '0');

/** Keeps the CRC-32 of the file at `path`. */
export async function writeChecksum(path: string, value: number): Promise<void> {
  const checksum = { crc32: hex(value) } satisfies z.infer<typeof checksumSchema>;
  await writeTextAtomically(checksumFile(path), `${JSON.stringify(checksum)}\n`);
}

/** Throws `InputError` when a file is not what was written. A file without a checksum (of Hugging Face) passes. */
export async function verifyChecksum(path: string): Promise<void> {
  const beside = checksumFile(path);
  if (!(await exists(beside))) return;
  const { crc32: written } = await readJson(beside, checksumSchema);
  let value = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 23 })) {
    value = crc32(chunk as Uint8Array, value);
  }
  if (hex(value) === written) return;
  throw new InputError(
    `${path} is damaged: its checksum is ${hex(value)}, that of what was written ${written}`,
    {
      code: 'checksum',
      hint: `Use another copy of the folder. If the file was changed on purpose, remove ${beside}.`,
    },
  );
}
