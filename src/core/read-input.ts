/**
 * Reads the files a user names, byte for byte: one that is missing, forbidden or a folder is an `InputError`, and no wrong byte is
 * replaced behind the user's back.
 *
 * Bytes travel as latin1 strings, one character a byte. What structures a text file (line ends, quotes, brackets) is ASCII, and no
 * ASCII byte stands inside a longer UTF-8 sequence: so a reader can split first and decode each record by itself.
 */

import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

import { readFailure } from './file-errors.ts';

const BYTE_ORDER_MARK = '\xEF\xBB\xBF';

/** The bytes of a file without a byte order mark, streamed as latin1. Throws `InputError`. */
export async function* inputChunks(path: string): AsyncGenerator<string> {
  let atStart = true;
  try {
    for await (const data of createReadStream(path, 'latin1')) {
      const chunk = String(data);
      yield atStart && chunk.startsWith(BYTE_ORDER_MARK) ? chunk.slice(BYTE_ORDER_MARK.length) : chunk;
      atStart = false;
    }
  } catch (error) {
    throw readFailure(path, error);
  }
}

/** The text that latin1 `bytes` spell in UTF-8; where they are not `valid`, U+FFFD stands for what is wrong. */
export function decodeUtf8(bytes: string): { text: string; valid: boolean } {
  const buffer = Buffer.from(bytes, 'latin1');
  return { text: buffer.toString('utf8'), valid: isUtf8(buffer) };
}
