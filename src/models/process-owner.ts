/** Names this process among all that write one file, and tells whether another one still lives. */

import { hostname } from 'node:os';
import { isRunning } from '../core/is-running.ts';

let opened = 0;

/** Another name at each call: one process may open a file twice. */
export function newOwner(): string {
  return `${hostname()}:${process.pid}:${Math.round(performance.timeOrigin)}.${opened++}`;
}

/** Of processes on other machines nothing is known; they count as living. */
export function isDeadOwner(owner: string): boolean {
  const [host, pid = '', started = ''] = owner.split(':');
  if (host !== hostname()) return false;
  // A process with this number that started at another time is the heir of the number only.
  if (Number(pid) === process.pid) return !started.startsWith(`${Math.round(performance.timeOrigin)}.`);
  return !isRunning(Number(pid));
}
