/** What the files of a run folder look like from outside: enough to know whether anything has changed, for some stats. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { readFailure } from '../../core/file-errors.ts';
import { contentHash } from '../../core/ids.ts';
import { isHeld } from '../../core/run-lock.ts';
import type { RunPlace } from '../folder/run-place.ts';

export interface RunFiles {
  /** Another one where any file is another, was written to, came or went, and where the run's process began or ended. */
  stamp: string;
  /** Milliseconds; when a file last changed. */
  changed: number;
  /** Its process is at work. */
  isRunning: boolean;
}

/** Beside the folder itself. */
const INNER = ['data', 'models'];

/** @throws InputError where this user may not look, or the lock is none; errors of the file system. */
export function runFiles(place: RunPlace): RunFiles {
  const isRunning = isLocked(place);
  const parts = [String(isRunning)];
  let changed = 0;
  for (const folder of ['', ...INNER]) {
    const directory = join(place.directory, folder);
    if (folder !== '' && statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) continue;
    for (const name of readdirSync(directory).sort()) {
      const stat = statSync(join(directory, name), { bigint: true, throwIfNoEntry: false });
      if (stat === undefined) continue;
      parts.push(`${folder}/${name} ${stat.ino} ${stat.size} ${stat.mtimeNs}`);
      changed = Math.max(changed, Number(stat.mtimeNs / 1_000_000n));
    }
  }
  return { stamp: contentHash(parts.join('\n')), changed, isRunning };
}

function isLocked(place: RunPlace): boolean {
  try {
    return isHeld(join(place.directory, 'run.lock'));
  } catch (cause) {
    const failure = readFailure(place.told('run.lock'), cause);
    if (failure !== cause) throw failure;
    throw new InputError(`${place.told('run.lock')} is not what this version of fin-r1 writes`, {
      cause,
      hint: 'Delete it once no process works on the run.',
    });
  }
}
