/** Names processes among all that write one file, and tells whether one of them still lives. */

import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

let named = 0;

/** `host:pid:start.n`; another name at each call, since one process may open a file twice. */
export function newOwner(pid = process.pid): string {
  return `${hostname()}:${pid}:${startOf(pid) ?? ''}.${named++}`;
}

/** Of processes on other machines nothing is known: they are neither known to live nor to be dead. */
export function isDeadOwner(owner: string): boolean {
  return isHere(owner) && !lives(owner);
}

export function isLivingOwner(owner: string): boolean {
  return isHere(owner) && lives(owner);
}

function isHere(owner: string): boolean {
  return owner.split(':')[0] === hostname();
}

function lives(owner: string): boolean {
  const [, pid = '', started = ''] = owner.split(':');
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.code !== 'ESRCH';
    throw error;
  }
  const start = startOf(Number(pid));
  const recorded = started.split('.')[0];
  // A process with this number that started at another time is the heir of the number only.
  return start !== null && (start === '' || recorded === '' || start === recorded);
}

/** When a process started, in units that only compare; empty where that cannot be found out, null when it has ended. */
function startOf(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    // No Linux: of itself alone a process knows.
    return pid === process.pid ? String(Math.round(performance.timeOrigin)) : '';
  }
  // The name in brackets may hold anything; state and start are the fields 3 and 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = ''] = fields;
  // Ended, but nobody has asked how: such entries stay where the first process of a container takes no care of them.
  return state === 'Z' || state === 'X' ? null : (fields[19] ?? '');
}
