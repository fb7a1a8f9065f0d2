/** What all workers of a server share. */

import type { EngineThread } from '../engine/engine-thread.ts';
import type { ServedBases } from '../served-bases.ts';
import type { Store } from '../store/store.ts';
import type { Futures } from './futures.ts';
import type { Places } from './places.ts';
import type { Turns } from './turns.ts';

export type LogLine = Readonly<Record<string, unknown>>;

export interface Shop {
  store: Store;
  engine: EngineThread;
  bases: ServedBases;
  places: Places;
  turns: Turns;
  futures: Futures;
  log: (line: LogLine) => void;
  /** Told of every job that ended. */
  ended: (kind: string, state: 'done' | 'failed', seconds: number) => void;
  /** What the server cannot go on after: its file cannot be written, its engine is gone. */
  fatal: (error: unknown) => void;
  /** Parked jobs wait this long for those before them. */
  gapMs: number;
  /** A model's state is written down once this much work would have to be done again. */
  snapshotMs: number;
}
