/** Ends a session: its unnamed samplers of saved weights go, and its models are freed. What was saved stays. */

import type { SessionClock } from '../session-clock.ts';
import type { Store } from '../store/store.ts';
import type { Workshop } from './workshop.ts';

interface Parts {
  store: Store;
  workshop: Workshop;
  sessions: SessionClock;
}

export function endSession({ store, workshop, sessions }: Parts, session: string, now: number): void {
  sessions.end(session);
  store.transaction(() => {
    store.sessions.end(session, now);
    for (const { id, model } of store.sessions.samplersOf(session))
      if (model === null) store.sessions.dropSampler(id);
    for (const { id, ended } of store.models.ofSession(session)) if (ended === null) workshop.endModel(id);
  });
}
