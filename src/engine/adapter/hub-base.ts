/** The base of an adapter that names it as the hub does: in the cache that all tools of the hub share (as PEFT finds it). */

import { CachedRepo, hubCacheFrom } from '../../hub/cache-layout.ts';

const NAME = /^[\w.-]+\/[\w.-]+$/;

/** What to fetch, and where it lies; null for what can be no name of the hub. `folder` is null where it was not pulled. */
export function hubBase(base: string, revision: string): { model: string; folder: string | null } | null {
  if (!NAME.test(base) || base.startsWith('.')) return null;
  const repo = new CachedRepo(hubCacheFrom(process.env), base);
  return { model: `hf:${base}${revision === 'main' ? '' : `@${revision}`}`, folder: repo.find(revision) };
}
