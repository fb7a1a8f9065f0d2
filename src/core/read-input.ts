/**
 * Reads the files a user names, byte for byte: one that is missing, forbidden or a folder is an `InputError`, and no wrong byte is
 * replaced behind the user's back.
 *
 * Bytes travel as latin1 strings, one character a byte. What structures a text file (line ends, quotes, brackets) is ASCII, and no
 * ASCII byte stands inside a longer UTF-8 sequence: so a reader can split first and decode each record by itself.
 */

import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { InputError } from './errors.ts';
import { readFailure } from './file-errors.ts';

const BYTE_ORDER_MARK = '\xEF\xBB\xBF';

function openLatin1(path: string): Readable {
  if (!path.endsWith('.gz')) return createReadStream(path, 'latin1');
  // The reader of the unpacked stream meets the error of either.
  return pipeline(createReadStream(path), createGunzip(), () => {}).setEncoding('latin1');
}

function isDamagedGzip(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

/** The bytes of a file without a byte order mark, streamed as latin1; `*.gz` is unpacked. Throws `InputError`. */
export async function* inputChunks(path: string): AsyncGenerator<string> {
  let atStart = true;
  try {
    for await (const data of openLatin1(path)) {
      const chunk = String(data);
      yield atStart && chunk.startsWith(BYTE_ORDER_MARK) ? chunk.slice(BYTE_ORDER_MARK.length) : chunk;
      atStart = false;
    }
  } catch (error) {
    if (!isDamagedGzip(error)) throw readFailure(path, error);
    throw new InputError(`${path} cannot be unpacked: ${error.message}`, {
      code: 'broken-gzip',
      hint: 'Fetch the file again; it may have been cut off, or not be gzip at all.',
      cause: error,
    });
  }
}

/** The text that latin1 `bytes` spell in UTF-8; where they are not `valid`, U+FFFD stands for what is wrong. */
export function decodeUtf8(bytes: string): { text: string; valid: boolean } {
  const buffer = Buffer.from(bytes, 'latin1');
  return { text: buffer.toString('utf8'), valid: isUtf8(buffer) };
}
