/** How a request of the soak is read, and when its reader breaks it off. */

import type { Random } from '../../src/core/random.ts';
import type { Asked } from './asked.ts';

export interface Manner {
  /** On a connection that others used before and will use after. */
  isKept: boolean;
  /** Between two pieces of the answer; 0: as fast as it comes. */
  pauseMs: number;
  /** The connection is destroyed: before the request is whole, some time after it was sent, or after so many pieces of the answer. */
  leaves:
    | null
    | { at: 'half a request' }
    | { at: 'a time'; ms: number }
    | { at: 'pieces'; pieces: number }
    | { at: 'the last words' };
}

export function drawManner(random: Random, asked: Asked): Manner {
  const isKept = random.chance(0.5);
  const pauseMs = asked.isStream && random.chance(0.08) ? random.int(100, 400) : 0;
  return { isKept, pauseMs, leaves: random.chance(0.35) ? leaving(random, asked) : null };
}

function leaving(random: Random, { method, isStream, most, samples }: Asked): Manner['leaves'] {
  if (method === 'POST' && random.chance(0.08)) return { at: 'half a request' };
  // At once, while it waits or its prompt is read, or while an answer in one piece is written.
  if (!isStream || random.chance(0.3))
    return { at: 'a time', ms: random.pick([0, random.int(1, 30), random.int(30, 1000)]) };
  if (random.chance(0.25)) return { at: 'the last words' };
  return { at: 'pieces', pieces: random.int(1, Math.max(1, most * samples)) };
}
