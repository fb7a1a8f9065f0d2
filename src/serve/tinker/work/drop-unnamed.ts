/** Samplers without a name are frozen every step, and no client frees them: the newest few of a model stay. */

import { rm } from 'node:fs/promises';
import type { Shop } from './shop.ts';

const KEPT = 4;

export async function dropOldUnnamed({ store, engine }: Shop, model: string, kept = KEPT): Promise<void> {
  for (const { id, folder } of store.sessions.unnamedOf(model).slice(kept)) {
    if (kept > 0 && store.jobs.isWaitedFor(id)) continue;
    store.sessions.dropSampler(id);
    await engine.call('dropSampler', { folder });
    await rm(folder, { recursive: true, force: true });
  }
}
