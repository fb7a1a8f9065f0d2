/**
 * The hub cache that `huggingface_hub`, transformers and llama.cpp's tools share: where it is, and what lies where in it.
 *
 *   models--ORG--NAME/refs/main                   the commit that the branch meant when it was fetched
 *                     blobs/<SHA-256 or Git SHA-1>   the bytes of a file, `.incomplete` while they come
 *                     snapshots/<commit>/config.json → ../../blobs/…
 *
 * Facts: https://huggingface.co/docs/huggingface_hub/guides/manage-cache
 */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { FinR1Error } from '../core/errors.ts';
import { isThere } from '../core/file-errors.ts';
import { isCommit } from './remote-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder of the cache, by the variables that the hub's own tools read. */
export function hubCacheFrom(environment: Environment): string {
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const home = (path: string): string => (path.startsWith('~/') ? join(homedir(), path.slice(2)) : path);
  const cache = given('HF_HUB_CACHE') ?? given('HUGGINGFACE_HUB_CACHE');
  if (cache !== undefined) return home(cache);
  const hub = given('HF_HOME') ?? join(given('XDG_CACHE_HOME') ?? join(homedir(), '.cache'), 'huggingface');
  return join(home(hub), 'hub');
}

/** Whether nothing may be asked of the hub (`HF_HUB_OFFLINE`). */
export function isOffline(environment: Environment): boolean {
  return /^(1|on|yes|true)$/i.test(environment.HF_HUB_OFFLINE?.trim() ?? '');
}

/** One model's part of the cache. */
export class CachedRepo {
  /** `OWNER/NAME`. */
  readonly name: string;
  readonly directory: string;

  constructor(cache: string, name: string) {
    this.name = name;
    this.directory = join(cache, `models--${name.replaceAll('/', '--')}`);
  }

  /** Where the bytes with this checksum lie. @throws FinR1Error for what is no checksum, which could lead elsewhere. */
  blob(checksum: string): string {
    if (/^[0-9a-f]{40,64}$/.test(checksum)) return join(this.directory, 'blobs', checksum);
    throw new FinR1Error('hub', `${this.name}: the hub names a file by "${checksum}", which is no checksum`);
  }

  ref(revision: string): string {
    return join(this.directory, 'refs', requireInside(revision));
  }

  snapshot(commit: string): string {
    return join(this.directory, 'snapshots', commit);
  }

  /** A file of the snapshot. @throws FinR1Error for a path that leads out of it. */
  file(commit: string, path: string): string {
    return join(this.snapshot(commit), requireInside(path));
  }

  /** The folder with the files of a branch, tag, commit or its beginning; null where none were fetched. */
  find(revision: string): string | null {
    const ref = this.ref(revision);
    const named = existsSync(ref) && statSync(ref).isFile() ? readFileSync(ref, 'utf8').trim() : revision;
    if (!isCommit(named)) return null;
    const folder = this.snapshot(named);
    return isThere(folder) ? folder : null;
  }
}

/** Names come from the hub, or from the user: none may lead out of the cache. */
function requireInside(path: string): string {
  const parts = path.split('/');
  const isInside =
    parts.every((part) => part !== '' && part !== '.' && part !== '..') && !/[\\:\0]/.test(path);
  if (isInside) return path;
  throw new FinR1Error('hub', `"${path}" is no path below a repository`, { exitCode: 2 });
}
