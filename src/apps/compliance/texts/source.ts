/** Where texts come from: a file, or bytes that are here already; whole, or piece by piece for the long ones. */

import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { InputError } from '../../../core/errors.ts';
import { readFailure } from '../../../core/file-errors.ts';
import { MOST_BYTES } from '../../../documents/index.ts';
import { encodingOf } from '../../../documents/text/decode-text.ts';

export interface GivenBytes {
  name: string;
  bytes: Uint8Array;
}

export interface Source {
  /** Without its folders. */
  name: string;
  chunks(): AsyncIterable<Uint8Array>;
}

export function sourceOf(given: string | GivenBytes): Source {
  if (typeof given !== 'string') {
    const { name, bytes } = given;
    return {
      name: basename(name),
      async *chunks() {
        yield bytes;
      },
    };
  }
  return {
    name: basename(given),
    async *chunks() {
      try {
        yield* createReadStream(given) as AsyncIterable<Uint8Array>;
      } catch (error) {
        throw readFailure(given, error);
      }
    },
  };
}

/** @throws InputError where there is more than is read of a file at once. */
export async function wholeOf({ name, chunks }: Source): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks()) {
    parts.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) {
      throw new InputError(
        `${name} has more than ${MOST_BYTES / 2 ** 20} MiB, which is the most of this kind`,
        {
          hint: 'Cut it into several files; CSV and JSON lines may be of any size.',
        },
      );
    }
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** The first bytes, enough to tell kind and encoding. */
export async function beginOf({ chunks }: Source): Promise<Uint8Array> {
  for await (const chunk of chunks()) return chunk.subarray(0, BEGIN);
  return new Uint8Array();
}

const BEGIN = 65_536;

/** Decoded piece by piece. */
export async function* decodedChunks(source: Source): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of source.chunks()) {
    decoder ??= new TextDecoder(encodingOf(chunk.subarray(0, BEGIN)));
    yield decoder.decode(chunk, { stream: true });
  }
  if (decoder !== undefined) yield decoder.decode();
}
