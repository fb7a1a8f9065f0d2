/** Whether a process of this machine still works. */

import { existsSync, readFileSync } from 'node:fs';

/** False also for one that was killed and of whose end its parent has not yet taken note: it has its number still and does nothing. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
  const status = `/proc/${pid}/status`;
  return !(existsSync(status) && /^State:\s+[ZX]/m.test(readFileSync(status, 'utf8')));
}
