/** What the routes work with. */

import type { ServedBases } from './served-bases.ts';
import type { SessionClock } from './session-clock.ts';
import type { Store } from './store/store.ts';
import type { Futures } from './work/futures.ts';
import type { Places } from './work/places.ts';
import type { Workshop } from './work/workshop.ts';

export interface AppContext {
  store: Store;
  bases: ServedBases;
  places: Places;
  workshop: Workshop;
  futures: Futures;
  sessions: SessionClock;
  /** A poll is held this long before it is told to come again. */
  holdMs: number;
  maxBodyBytes: number;
}
