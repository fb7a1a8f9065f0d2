/**
 * Bodies lie in memory while they are read, so that all of them together are bounded too: a large one that finds no room is not
 * read yet, and its client waits. Who has room and sends nothing is cut off.
 */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Slots } from '../../core/slots.ts';

/** Of the largest size. */
export const MOST_BODIES = 8;
/** Polls, heartbeats and most samples: thousands of them are nothing, and they must not wait for large ones. */
const SMALL_BYTES = 64 * 2 ** 10;
/** Without a byte. */
const STALLED_MS = 30_000;

export function addBodyRoom(
  app: FastifyInstance,
  { maxBodyBytes, stalledMs = STALLED_MS }: { maxBodyBytes: number; stalledMs?: number | undefined },
): void {
  const room = new Slots(MOST_BODIES * maxBodyBytes);
  const held = new WeakMap<FastifyRequest, () => void>();
  app.addHook('onRequest', async (request, { raw }) => {
    const bytes = Math.min(bytesOf(request, maxBodyBytes), maxBodyBytes);
    if (bytes <= SMALL_BYTES) return;
    await room.take(bytes);
    const giveBack = (): void => {
      if (held.delete(request)) room.giveBack(bytes);
    };
    held.set(request, giveBack);
    if (raw.destroyed) return giveBack();
    raw.once('close', giveBack);
    request.raw.setTimeout(stalledMs, () => request.raw.destroy());
  });
  // The body is read. What comes of it is written down at once, but a poll may be held.
  app.addHook('preValidation', (request, _reply, done) => {
    const giveBack = held.get(request);
    if (giveBack !== undefined) request.raw.setTimeout(0);
    giveBack?.();
    done();
  });
}

/** What it says it sends; all that it may where it does not say. */
function bytesOf({ headers }: FastifyRequest, most: number): number {
  if (headers['transfer-encoding'] !== undefined) return most;
  return Number(headers['content-length'] ?? 0);
}
