/** A session ends when its client says so, or when nothing was heard of it for long: its models and samplers go. */

import type { SessionClock } from '../session-clock.ts';
import type { Shop } from './shop.ts';
import type { Workshop } from './workshop.ts';

export interface Ending {
  store: Shop['store'];
  sessions: SessionClock;
  workshop: Workshop;
}

export function endSession({ store, sessions, workshop }: Ending, session: string): void {
  const now = Date.now();
  sessions.end(session);
  store.transaction(() => {
    store.sessions.end(session, now);
    for (const { id, model } of store.sessions.samplersOf(session))
      if (model === null) store.sessions.dropSampler(id);
    for (const { id, ended } of store.models.ofSession(session)) if (ended === null) workshop.endModel(id);
  });
}
