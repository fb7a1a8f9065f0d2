/** The server of the Tinker API over models of this machine: SDK, cookbook and our own client train and sample through it. */

import type { FastifyInstance } from 'fastify';
import { makeFolder } from '../../core/make-folder.ts';
import { takeLock } from '../../core/run-lock.ts';
import type { AppContext } from './app-context.ts';
import { EngineThread } from './engine/engine-thread.ts';
import { API, createApp } from './tinker-app.ts';
import { addCheckpointRoutes } from './routes/checkpoint-routes.ts';
import { addForwardRoutes } from './routes/forward-routes.ts';
import { addFutureRoutes } from './routes/future-routes.ts';
import { addLoadRoutes } from './routes/load-routes.ts';
import { addModelRoutes } from './routes/model-routes.ts';
import { addRestRoutes } from './routes/rest-routes.ts';
import { addSamplingRoutes } from './routes/sampling-routes.ts';
import { addSessionRoutes } from './routes/session-routes.ts';
import type { TinkerServeOptions } from './serve-options.ts';
import { ServedBases } from './served-bases.ts';
import type { ServedBase } from './served-bases.ts';
import { SessionClock } from './session-clock.ts';
import { Store } from './store/store.ts';
import { newTinkerMetrics } from './tinker-metrics.ts';
import { Futures } from './work/futures.ts';
import { Places } from './work/places.ts';
import type { Shop } from './work/shop.ts';
import { Sweeper } from './work/sweeper.ts';
import { Turns } from './work/turns.ts';
import { Workshop } from './work/workshop.ts';

/** Below the 45 seconds after which the SDK takes a poll for lost. */
const HOLD_MS = 25_000;
const GAP_MS = 60_000;
const SNAPSHOT_MS = 60_000;
const SWEEP_MS = 10_000;
/** Results of ended jobs can be read for this long. */
const KEPT_MS = 3_600_000;
/** For connections that are busy at the end. */
const LAST_WORDS_MS = 2000;

export interface RunningTinkerServer {
  app: FastifyInstance;
  /** Jobs that an earlier server had left. */
  resumed: number;
  /** Begins no more jobs, lets the running one end, and keeps the rest for the next start. */
  shutDown(): Promise<void>;
}

function openStore(places: Places, bases: readonly ServedBase[], giveLockBack: () => void): Store {
  let store: Store | undefined;
  try {
    store = new Store(places.database);
    for (const { name, fingerprint } of bases) store.bases.require(name, fingerprint);
    return store;
  } catch (error) {
    store?.close();
    giveLockBack();
    throw error;
  }
}

/** @throws InputError when the folder cannot be used, another server uses it, or a base is not the one that it was. */
export function createTinkerServer(options: TinkerServeOptions): RunningTinkerServer {
  const {
    directory,
    log,
    holdMs = HOLD_MS,
    gapMs = GAP_MS,
    snapshotMs = SNAPSHOT_MS,
    sweepMs = SWEEP_MS,
    keptMs = KEPT_MS,
  } = options;
  makeFolder(directory);
  const places = new Places(directory);
  const giveLockBack = takeLock(places.lock, 'folder of a Tinker server');
  const store = openStore(places, options.bases, giveLockBack);
  const bases = new ServedBases(options.bases);
  const futures = new Futures();
  const sessions = new SessionClock(store.sessions.open());
  const metrics = newTinkerMetrics({
    queued: () => store.jobs.counts(),
    polls: () => futures.size,
    sessions: () => sessions.count,
  });
  const engine = new EngineThread(options.threads);
  const shop: Shop = {
    ...{ store, engine, bases, places, futures, log, gapMs, snapshotMs },
    turns: new Turns(),
    ended(kind, state, seconds) {
      metrics.jobs.inc({ kind, state });
      metrics.jobSeconds.observe({ kind }, seconds);
    },
    fatal: options.fatal,
  };
  const workshop = new Workshop(shop);
  const { maxBodyBytes } = options;
  const context: AppContext = {
    ...{ store, bases, places, workshop, futures, sessions, holdMs, maxBodyBytes },
  };
  let isEnding = false;
  const app = createApp(
    options,
    metrics,
    () => isEnding,
    (api) => {
      addSessionRoutes(api, context);
      addModelRoutes(api, context);
      addLoadRoutes(api, context);
      addForwardRoutes(api, context);
      addSamplingRoutes(api, context);
      addFutureRoutes(api, context);
      addRestRoutes(api, context);
      addCheckpointRoutes(api, context, API);
    },
  );
  const resumed = workshop.resume();
  const sessionMs = options.sessionSeconds * 1000;
  const sweeper = new Sweeper({ shop, workshop, sessions }, { sessionMs, keptMs, everyMs: sweepMs });
  return {
    app,
    resumed,
    async shutDown() {
      isEnding = true;
      sweeper.end();
      await workshop.end();
      // Those that wait for what the next start will do.
      futures.end();
      const idle = setInterval(() => app.server.closeIdleConnections(), 50);
      // Such as one that fetches an archive, or never sent a request.
      const last = setTimeout(() => app.server.closeAllConnections(), LAST_WORDS_MS);
      await app.close();
      clearInterval(idle);
      clearTimeout(last);
      await engine.close();
      store.close();
      giveLockBack();
    },
  };
}
