/**
 * Bodies lie in memory until their requests are answered, so that all of them together are bounded too: one that finds no room
 * is not read yet, and its client waits.
 */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Slots } from '../../core/slots.ts';

/** Of the largest size. */
export const MOST_BODIES = 8;
/** However small the largest may be: a thousand polls take some. */
const LEAST_ROOM = 64 * 2 ** 20;

export function addBodyRoom(app: FastifyInstance, maxBodyBytes: number): void {
  const room = new Slots(Math.max(MOST_BODIES * maxBodyBytes, LEAST_ROOM));
  app.addHook('onRequest', async (request, { raw }) => {
    const bytes = Math.min(bytesOf(request, maxBodyBytes), maxBodyBytes);
    if (bytes === 0) return;
    await room.take(bytes);
    if (raw.destroyed) room.giveBack(bytes);
    else raw.once('close', () => room.giveBack(bytes));
  });
}

/** What it says it sends; all that it may where it does not say. */
function bytesOf({ headers }: FastifyRequest, most: number): number {
  if (headers['transfer-encoding'] !== undefined) return most;
  return Number(headers['content-length'] ?? 0);
}
