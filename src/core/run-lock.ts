/** The lock of a run folder or a log: two processes never write one. The lock of a process that has died is taken over. */

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { InputError } from './errors.ts';
import { isRunning } from './is-running.ts';
import { writeFileAtomic } from './write-atomic.ts';

const lockSchema = z.object({
  pid: z.number().int(),
  host: z.string(),
  since: z.string(),
  token: z.string(),
});
type LockContent = z.infer<typeof lockSchema>;

/** Locks held by this process: a lock with our process id that is not among them was left by an earlier process. */
const held = new Set<string>();

/**
 * Takes the lock file at `path`; the function it returns gives it back. `what` it guards is told to who is refused.
 * @throws InputError when a live process, or one on another machine, holds it.
 */
export function takeLock(path: string, what = 'run'): () => void {
  const mine: LockContent = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    token: randomUUID(),
  };
  const text = JSON.stringify(mine);
  if (!createNew(path, text)) takeOver(path, text, what);
  held.add(mine.token);
  return () => {
    if (held.delete(mine.token) && existsSync(path) && readFileSync(path, 'utf8') === text) rmSync(path);
  };
}

/** Creates the file; false when there is one already. */
function createNew(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** One process at a time may replace a dead process's lock: the guard file decides between two that try at once. */
function takeOver(path: string, text: string, what: string): void {
  const guard = `${path}.takeover`;
  if (isLive(readLock(path))) throw refusal(path, what);
  if (!createNew(guard, text) && !(removeStale(guard) && createNew(guard, text))) {
    throw new InputError(`${guard}: another process is taking this ${what} over`, {
      code: 'locked',
      hint: 'Wait a moment and try again.',
    });
  }
  try {
    if (isLive(readLock(path))) throw refusal(path, what);
    writeFileAtomic(path, text);
  } finally {
    rmSync(guard, { force: true });
  }
}

/**
 * Removes a guard that a process left behind which died while it took over; false when its process lives. The guard is
 * renamed before it goes, so that a guard which somebody renewed in the meantime is seen and put back.
 */
function removeStale(guard: string): boolean {
  const stale = existsSync(guard) ? readFileSync(guard, 'utf8') : undefined;
  if (stale === undefined || isLive(readLock(guard))) return stale === undefined;
  const aside = `${guard}-${randomUUID()}`;
  try {
    renameSync(guard, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    throw error;
  }
  const isSame = readFileSync(aside, 'utf8') === stale;
  if (isSame) rmSync(aside);
  else renameSync(aside, guard);
  return isSame;
}

/** Undefined when the file holds no lock, as after a crash in the middle of its writing. */
function readLock(path: string): LockContent | undefined {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  return text.endsWith('}') ? lockSchema.parse(JSON.parse(text)) : undefined;
}

function isLive(lock: LockContent | undefined): boolean {
  if (lock === undefined) return false;
  if (lock.host !== hostname()) return true;
  if (lock.pid === process.pid) return held.has(lock.token);
  return isRunning(lock.pid);
}

/** Whether a live process, or one on another machine, holds the lock at `path`; for readers, which take no lock. */
export function isHeld(path: string): boolean {
  try {
    return isLive(readLock(path));
  } catch (error) {
    // Given back between two looks at it.
    if (errorCode(error) !== 'ENOENT') throw error;
    return false;
  }
}

function refusal(path: string, what: string): InputError {
  const lock = readLock(path);
  return new InputError(
    `${path}: this ${what} is being written by process ${lock?.pid ?? '?'} on ${lock?.host ?? '?'} since ${lock?.since ?? '?'}`,
    { code: 'locked', hint: 'Wait for it, or stop it; if that process is not fin-r1, delete this file.' },
  );
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
