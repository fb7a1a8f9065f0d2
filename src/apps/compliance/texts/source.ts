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

/**
 * Decoded piece by piece. What a file is written in is told by the first letters that are not ASCII, wherever they stand: a table may begin
 * with columns and rows in plain English.
 */
export async function* decodedChunks(source: Source): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let waiting = Buffer.alloc(0);
  for await (const chunk of source.chunks()) {
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    waiting = Buffer.concat([waiting, chunk]);
    const telling = waiting.length - firstOther(waiting);
    if (telling > 0 && telling < ENOUGH) continue;
    if (telling > 0) decoder = decoderFor(waiting);
    yield decoder?.decode(waiting, { stream: true }) ?? waiting.toString('latin1');
    waiting = Buffer.alloc(0);
  }
  if (waiting.length > 0) yield decoderFor(waiting).decode(waiting);
  else if (decoder !== undefined) yield decoder.decode();
}

const ENOUGH = 4_096;
const WIDE_UNIT = 2;

/** Where the first byte stands that is not ASCII, or is zero as in UTF-16. */
function firstOther(bytes: Uint8Array): number {
  const at = bytes.findIndex((byte) => byte === 0 || byte >= 0x80);
  return at < 0 ? bytes.length : at;
}

function decoderFor(bytes: Uint8Array): TextDecoder {
  const from = firstOther(bytes);
  return new TextDecoder(encodingOf(bytes.subarray(from - (from % WIDE_UNIT), from + BEGIN)));
}
