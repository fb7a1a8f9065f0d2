/** What a kill between two writes has left: folders of models that nothing in the server's file names. */

import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isThere } from '../../../core/file-errors.ts';
import { checkpointKinds } from '../../../tinker/wire/tinker-path.ts';
import type { Shop } from './shop.ts';

/** For when no job runs. Models that the file does not know are left alone: they may be another file's. */
export async function dropLeftovers({ store, places }: Shop): Promise<void> {
  for (const { id, snapshot } of store.models.list(store.models.count(), 0)) {
    const folder = places.model(id);
    if (!isThere(folder)) continue;
    const saved = store.checkpoints.ofModel(id);
    for (const kind of checkpointKinds) {
      const names = saved.filter((checkpoint) => checkpoint.kind === kind).map(({ name }) => name);
      await keepOnly(join(folder, kind), names);
    }
    const unnamed = store.sessions.unnamedOf(id).map((sampler) => basename(sampler.folder));
    await keepOnly(join(folder, 'unnamed'), unnamed);
    await keepOnly(join(folder, 'snapshots'), snapshot === null ? [] : [String(snapshot)]);
  }
}

async function keepOnly(folder: string, names: readonly string[]): Promise<void> {
  if (!isThere(folder)) return;
  for (const name of await readdir(folder))
    if (!names.includes(name)) await rm(join(folder, name), { recursive: true, force: true });
}
