/** A GGUF file open for reading: its metadata, and its tensors piece by piece, so that no file is too large for memory. */

import type { FileHandle } from 'node:fs/promises';
import { InputError } from '../../core/errors.ts';
import { openFile } from '../files/open-file.ts';
import { elementCount } from '../files/weight-names.ts';
import { dequantise } from './dequantise.ts';
import { NeedsMoreBytes } from './header-cursor.ts';
import { parseGgufHeader } from './header.ts';
import type { GgufHeader, GgufTensor } from './header.ts';
import type { Metadata } from './metadata.ts';
import { typeLayouts } from './tensor-types.ts';

/** The header is first looked for in this many bytes (vocabularies take a few MB), then in four times as many, … */
const FIRST_BYTES = 1 << 23;
/** No header of a real model comes near it. */
const MAX_HEADER_BYTES = 1 << 29;
/** A piece of a tensor has at most about this many values. */
const PIECE_VALUES = 1 << 21;

async function readBytes(
  handle: FileHandle,
  path: string,
  position: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) throw new InputError(`${path} ended at byte ${position + done} while it was read`);
    done += bytesRead;
  }
  return bytes;
}

async function readHeader(handle: FileHandle, path: string, fileBytes: number): Promise<GgufHeader> {
  for (let length = FIRST_BYTES; ; length *= 4) {
    if (length > MAX_HEADER_BYTES)
      throw new InputError(`${path}: its header has more than ${MAX_HEADER_BYTES} bytes`);
    const bytes = await readBytes(handle, path, 0, Math.min(length, fileBytes));
    try {
      return parseGgufHeader(path, bytes, fileBytes);
    } catch (error) {
      if (!(error instanceof NeedsMoreBytes)) throw error;
    }
  }
}

export class GgufFile {
  readonly path: string;
  readonly metadata: Metadata;
  readonly tensors: ReadonlyMap<string, GgufTensor>;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle, header: GgufHeader) {
    this.path = path;
    this.#handle = handle;
    this.metadata = header.metadata;
    this.tensors = header.tensors;
  }

  /** Opens and checks a file; no tensor is read yet. Throws `InputError`: missing, no GGUF, cut off or inconsistent. */
  static async open(path: string): Promise<GgufFile> {
    return openFile(
      path,
      async (handle, size) => new GgufFile(path, handle, await readHeader(handle, path, size)),
    );
  }

  /** Throws `InputError` for a name that is not there. */
  tensor(name: string): GgufTensor {
    const found = this.tensors.get(name);
    if (found === undefined) {
      throw new InputError(`${this.path} has no tensor ${name}`, {
        hint: 'It may be one part of a split model, or an adapter: use the file of a whole model.',
      });
    }
    return found;
  }

  /** A tensor's bytes as they are stored, in pieces of whole blocks. */
  async *bytePieces(name: string): AsyncGenerator<Uint8Array> {
    const { type, begin, end } = this.tensor(name);
    const { values, bytes } = typeLayouts[type];
    const piece = (PIECE_VALUES / values) * bytes;
    for (let at = begin; at < end; at += piece)
      yield await readBytes(this.#handle, this.path, at, Math.min(piece, end - at));
  }

  /** A tensor's values in pieces, in their order. */
  async *pieces(name: string): AsyncGenerator<Float32Array> {
    const { type } = this.tensor(name);
    for await (const bytes of this.bytePieces(name)) yield dequantise(type, bytes);
  }

  /** A whole tensor's values. */
  async read(name: string): Promise<Float32Array> {
    const out = new Float32Array(elementCount(this.tensor(name).shape));
    let at = 0;
    for await (const piece of this.pieces(name)) {
      out.set(piece, at);
      at += piece.length;
    }
    return out;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
