/** Writes a safetensors file of tensors that come piece by piece, whole or not at all, with its checksum beside. */

import { crc32 } from 'node:zlib';
import { writeChecksum } from './checksum.ts';
import { elementCount } from './weight-names.ts';
import { writeAll } from './write-all.ts';
import { writeFileAtomically } from './write-atomic.ts';

export interface StreamedTensor {
  name: string;
  shape: readonly number[];
  dtype: 'F32' | 'F16' | 'BF16';
  /** The tensor's bytes in their order; a piece is used up before the next is asked for. */
  pieces: () => AsyncIterable<Uint8Array>;
}

/** The bytes of a float32 array. */
export const bytesOf = (values: Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** The data starts at a multiple of 8 bytes. */
export async function streamSafetensors(
  path: string,
  tensors: readonly StreamedTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  // `format` tells transformers which framework's tensors these are; it refuses a file without it.
  const header: [string, unknown][] = [['__metadata__', { format: 'pt', ...metadata }]];
  let end = 0;
  for (const { name, shape, dtype } of tensors) {
    const begin = end;
    end += elementCount(shape) * (dtype === 'F32' ? 4 : 2);
    header.push([name, { dtype, shape, data_offsets: [begin, end] }]);
  }
  const json = Buffer.from(JSON.stringify(Object.fromEntries(header)));
  const padded = Buffer.alloc(Math.ceil(json.length / 8) * 8, ' ');
  json.copy(padded);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));

  let checksum = 0;
  await writeFileAtomically(path, async (handle) => {
    let written = 0;
    const write = async (bytes: Uint8Array): Promise<void> => {
      checksum = crc32(bytes, checksum);
      await writeAll(handle, bytes);
      written += bytes.length;
    };
    await write(length);
    await write(padded);
    for (const { pieces } of tensors) for await (const piece of pieces()) await write(piece);
    if (written !== 8 + padded.length + end)
      throw new Error(`internal: ${path} has ${written} bytes, its header says ${8 + padded.length + end}`);
  });
  await writeChecksum(path, checksum);
}
