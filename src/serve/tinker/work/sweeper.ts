/** What goes by itself: checkpoints whose time is over, sessions that nobody keeps, results that nobody can want any more. */

import type { SessionClock } from '../session-clock.ts';
import { endSession } from './end-session.ts';
import type { Shop } from './shop.ts';
import type { Workshop } from './workshop.ts';

export class Sweeper {
  readonly #shop: Shop;
  readonly #workshop: Workshop;
  readonly #sessions: SessionClock;
  readonly #sessionMs: number;
  readonly #keptMs: number;
  readonly #timer: NodeJS.Timeout;

  constructor(
    { shop, workshop, sessions }: { shop: Shop; workshop: Workshop; sessions: SessionClock },
    { sessionMs, keptMs, everyMs }: { sessionMs: number; keptMs: number; everyMs: number },
  ) {
    this.#shop = shop;
    this.#workshop = workshop;
    this.#sessions = sessions;
    this.#sessionMs = sessionMs;
    this.#keptMs = keptMs;
    this.#timer = setInterval(() => this.sweep(), everyMs).unref();
  }

  sweep(): void {
    try {
      const { store } = this.#shop;
      const now = Date.now();
      for (const checkpoint of store.checkpoints.expired(now)) this.#workshop.deleteCheckpoint(checkpoint);
      for (const session of this.#sessions.silent(this.#sessionMs)) this.#endSession(session, now);
      store.transaction(() => store.jobs.prune(now - this.#keptMs));
    } catch (error) {
      this.#shop.fatal(error);
    }
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #endSession(session: string, now: number): void {
    const { store, log } = this.#shop;
    log({ level: 'info', time: new Date(now).toISOString(), event: 'session ended', session });
    endSession({ store, workshop: this.#workshop, sessions: this.#sessions }, session, now);
  }
}
