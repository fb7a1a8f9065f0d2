/**
 * Memory that this process may still take: what the system calls available, or less where a container has a limit. A limit counts
 * pages of files that were read; those that nobody uses are given up first, so that they are free as well.
 */

import { existsSync, readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';

export interface MachineMemory {
  free: number;
  total: number;
}

/** In a container, its own part of the second version of Linux's control groups. */
const STATISTICS = '/sys/fs/cgroup/memory.stat';

/** Bytes. */
export function machineMemory(): MachineMemory {
  const limit = process.constrainedMemory();
  const total = totalmem();
  if (limit === 0 || limit >= total) return { free: freemem(), total };
  const left = process.availableMemory() + unusedFilePages();
  return { free: Math.min(freemem(), left, limit), total: limit };
}

function unusedFilePages(): number {
  if (!existsSync(STATISTICS)) return 0;
  return Number(/^inactive_file (\d+)$/m.exec(readFileSync(STATISTICS, 'utf8'))?.[1] ?? 0);
}

/** `9.1 GiB`, as tools that show memory count it. */
export function memoryText(bytes: number): string {
  const gib = bytes / 2 ** 30;
  return gib < 0.95 ? `${Math.max(1, Math.round(bytes / 2 ** 20))} MiB` : `${gib.toFixed(1)} GiB`;
}
