/**
 * Reads the rest of a body that is refused and throws it away: many clients read no answer before they have sent everything, and would
 * be told of a broken connection instead of the reason.
 */

import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';

/** Who sends more, or takes longer, is cut off. */
const MOST_BYTES = 256 * 2 ** 20;
const MOST_MS = 10_000;

export async function drained(message: IncomingMessage): Promise<void> {
  if (message.readableEnded || message.destroyed) return;
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), MOST_MS);
  let bytes = 0;
  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) enough.abort();
  };
  message.on('data', count);
  message.resume();
  const { signal } = enough;
  // `once` rejects when the client breaks off, or when it is enough.
  await Promise.race([once(message, 'end', { signal }), once(message, 'close', { signal })]).catch(
    () => undefined,
  );
  clearTimeout(timer);
  enough.abort();
  message.off('data', count);
}
