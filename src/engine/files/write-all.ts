/** Writes all bytes of a piece, however long. */

import type { FileHandle } from 'node:fs/promises';

/** One read or write call moves at most this many bytes (the system's own limit is 2 GiB). */
export const CHUNK_BYTES = 1 << 30;

export async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await handle.write(bytes, done, Math.min(CHUNK_BYTES, bytes.length - done))).bytesWritten;
}
