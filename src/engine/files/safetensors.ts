/**
 * safetensors files: reading F32, F16 and BF16 tensors by their range as Float32Array, and writing F32.
 * Numbers are little endian in the file and taken to be so in memory, as on every platform Node runs models on.
 */

import type { FileHandle } from 'node:fs/promises';
import { InputError } from '../../core/errors.ts';
import { halfValues } from './half.ts';
import { openFile } from './open-file.ts';
import { headerLength, parseHeader } from './safetensors-header.ts';
import type { SafetensorsHeader, TensorInfo } from './safetensors-header.ts';
import { bytesOf, streamSafetensors } from './stream-safetensors.ts';
import type { StreamedTensor } from './stream-safetensors.ts';
import { elementCount } from './weight-names.ts';
import { CHUNK_BYTES } from './write-all.ts';

/** A tensor in memory, row major. */
export interface HostTensor {
  shape: readonly number[];
  data: Float32Array;
}

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
    return openFile(path, async (handle, size) => {
      const start = new Uint8Array(Math.min(8, size));
      await readRange(handle, path, start, 0);
      const json = new Uint8Array(headerLength(path, start, size));
      await readRange(handle, path, json, 8);
      return new SafetensorsFile(path, handle, parseHeader(path, json, size));
    });
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
      throw new InputError(`${this.path}: tensor ${name} is ${info.dtype}; F32, F16 and BF16 can be read`, {
        hint: 'Use the weights of the same model that are not quantised, or its GGUF file.',
      });
    }
    const half = new Uint16Array(out.length);
    await readRange(this.#handle, this.path, new Uint8Array(half.buffer), info.begin);
    if (info.dtype === 'BF16') {
      const bits = new Uint32Array(out.buffer);
      for (let i = 0; i < half.length; i++) bits[i] = (half[i] as number) << 16;
    } else {
      for (let i = 0; i < half.length; i++) out[i] = halfValues[half[i] as number] as number;
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
  const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
  const streamed = sorted.map(([name, tensor]): StreamedTensor => {
    const { shape, data } = tensor;
    if (data.length !== elementCount(shape)) {
      throw new InputError(
        `tensor ${name} has ${data.length} values, its shape [${shape.join(', ')}] needs ${elementCount(shape)}`,
      );
    }
    return {
      ...{ name, shape, dtype: 'F32' },
      async *pieces() {
        yield bytesOf(tensor.data);
      },
    };
  });
  await streamSafetensors(path, streamed, metadata);
}
