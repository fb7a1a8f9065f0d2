/**
 * safetensors files: reading F32, F16 and BF16 tensors by their range as Float32Array, and writing F32.
 * Numbers are little endian in the file and taken to be so in memory, as on every platform Node runs models on.
 */

import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { InputError } from '../../core/errors.ts';
import { readFailure } from '../../core/file-errors.ts';
import { writeChecksum } from './checksum.ts';
import { systemErrorCode } from './read-json.ts';
import { headerLength, parseHeader } from './safetensors-header.ts';
import type { SafetensorsHeader, TensorInfo } from './safetensors-header.ts';
import { elementCount } from './weight-names.ts';
import { writeFileAtomically } from './write-atomic.ts';

/** A tensor in memory, row major. */
export interface HostTensor {
  shape: readonly number[];
  data: Float32Array;
}

/** One read or write call moves at most this many bytes (the system's own limit is 2 GiB). */
const CHUNK_BYTES = 1 << 30;

async function readRange(
  handle: FileHandle,
  path: string,
  into: Uint8Array,
  position: number,
): Promise<void> {
  let done = 0;
  while (done < into.length) {
    const length = Math.min(CHUNK_BYTES, into.length - done);
    const { bytesRead } = await handle.read(into, done, length, position + done);
    if (bytesRead === 0) throw new InputError(`${path} ended at byte ${position + done} while it was read`);
    done += bytesRead;
  }
}

/** Writes all bytes; gives the checksum so far, taken on from `checksum`. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, checksum: number): Promise<number> {
  let done = 0;
  let sum = checksum;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, Math.min(CHUNK_BYTES, bytes.length - done));
    sum = crc32(bytes.subarray(done, done + bytesWritten), sum);
    done += bytesWritten;
  }
  return sum;
}

const bytesOf = (view: Float32Array | Uint16Array): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

/** The value of an IEEE half-precision number given by its bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** A safetensors file open for reading; `close` it. */
export class SafetensorsFile {
  readonly path: string;
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle, header: SafetensorsHeader) {
    this.path = path;
    this.#handle = handle;
    this.tensors = header.tensors;
    this.metadata = header.metadata;
  }

  /** Opens and checks a file; no tensor is read yet. Throws `InputError`: missing, cut off or inconsistent. */
  static async open(path: string): Promise<SafetensorsFile> {
    let handle: FileHandle;
    try {
      handle = await open(path, 'r');
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT')
        throw new InputError(`${path} does not exist`, { cause: error });
      throw readFailure(path, error);
    }
    try {
      const { size } = await handle.stat();
      const start = new Uint8Array(Math.min(8, size));
      await readRange(handle, path, start, 0);
      const json = new Uint8Array(headerLength(path, start, size));
      await readRange(handle, path, json, 8);
      return new SafetensorsFile(path, handle, parseHeader(path, json, size));
    } catch (error) {
      await handle.close();
      throw readFailure(path, error);
    }
  }

  /** One tensor's values. Throws `InputError` for a name that is not there or a type that is not a float of 16 or 32 bits. `shared`: threads can share them. */
  async read(name: string, { shared = false }: { shared?: boolean } = {}): Promise<Float32Array> {
    const info = this.tensors.get(name);
    if (info === undefined) throw new InputError(`${this.path} has no tensor ${name}`);
    const bytes = 4 * elementCount(info.shape);
    const out = new Float32Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
    if (info.dtype === 'F32') {
      await readRange(this.#handle, this.path, bytesOf(out), info.begin);
      return out;
    }
    if (info.dtype !== 'F16' && info.dtype !== 'BF16') {
      throw new InputError(`${this.path}: tensor ${name} is ${info.dtype}; F32, F16 and BF16 can be read`);
    }
    const half = new Uint16Array(out.length);
    await readRange(this.#handle, this.path, bytesOf(half), info.begin);
    if (info.dtype === 'BF16') {
      const bits = new Uint32Array(out.buffer);
      for (let i = 0; i < half.length; i++) bits[i] = (half[i] as number) << 16;
    } else {
      for (let i = 0; i < half.length; i++) out[i] = halfToNumber(half[i] as number);
    }
    return out;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** A whole file in memory. Throws `InputError` as `SafetensorsFile.open` and `read` do. */
export async function readSafetensors(
  path: string,
): Promise<{ tensors: Map<string, HostTensor>; metadata: Readonly<Record<string, string>> }> {
  const file = await SafetensorsFile.open(path);
  try {
    const tensors = new Map<string, HostTensor>();
    for (const [name, { shape }] of file.tensors) tensors.set(name, { shape, data: await file.read(name) });
    return { tensors, metadata: file.metadata };
  } finally {
    await file.close();
  }
}

/** Writes F32 tensors, whole or not at all, and their checksum beside; the data starts at a multiple of 8 bytes. */
export async function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, HostTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  const names = [...tensors.keys()].sort();
  // `format` tells transformers which framework's tensors these are; it refuses a file without it.
  const header: [string, unknown][] = [['__metadata__', { format: 'pt', ...metadata }]];
  let at = 0;
  for (const name of names) {
    const { shape, data } = tensors.get(name) as HostTensor;
    if (data.length !== elementCount(shape)) {
      throw new InputError(
        `tensor ${name} has ${data.length} values, its shape [${shape.join(', ')}] needs ${elementCount(shape)}`,
      );
    }
    header.push([name, { dtype: 'F32', shape, data_offsets: [at, at + data.byteLength] }]);
    at += data.byteLength;
  }
  const json = Buffer.from(JSON.stringify(Object.fromEntries(header)));
  const padded = Buffer.alloc(Math.ceil(json.length / 8) * 8, ' ');
  json.copy(padded);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));

  let checksum = 0;
  await writeFileAtomically(path, async (handle) => {
    const parts = names.map((name) => bytesOf((tensors.get(name) as HostTensor).data));
    for (const bytes of [length, padded, ...parts]) checksum = await writeAll(handle, bytes, checksum);
  });
  await writeChecksum(path, checksum);
}
