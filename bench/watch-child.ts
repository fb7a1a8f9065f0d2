/** Runs a command and samples the memory of its process, and of all that it starts, from `/proc` (Linux). */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

export interface MemorySample {
  /** Since the start. */
  seconds: number;
  bytes: number;
}

export interface WatchedRun {
  seconds: number;
  samples: MemorySample[];
  /** The highest sample, in bytes. */
  peak: number;
  stdout: string;
}

export interface Command {
  file: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
}

export class FailedCommand extends Error {}

/** Runs `command` to its end. @throws FailedCommand with the end of what it wrote. */
export async function watchChild(command: Command, { everyMs }: { everyMs: number }): Promise<WatchedRun> {
  const start = performance.now();
  const child = spawn(command.file, command.args, {
    env: { ...process.env, ...command.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (written[name] += text));
  }
  const samples: MemorySample[] = [];
  const timer = setInterval(() => {
    const bytes = child.pid === undefined ? 0 : memoryOf(child.pid);
    if (bytes > 0) samples.push({ seconds: (performance.now() - start) / 1000, bytes });
  }, everyMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  }).finally(() => clearInterval(timer));
  if (code !== 0) {
    const told = `${written.stdout}\n${written.stderr}`.trim().slice(-3000);
    throw new FailedCommand(`${command.file} ${command.args.join(' ')} ended with ${code}:\n${told}`);
  }
  const peak = Math.max(0, ...samples.map(({ bytes }) => bytes));
  return { seconds: (performance.now() - start) / 1000, samples, peak, stdout: written.stdout };
}

/** Resident bytes of one process; of several, their proportional shares, so that what they share counts once. */
export function memoryOf(pid: number): number {
  const processes = withDescendants(pid);
  const field = processes.length === 1 ? 'Rss' : 'Pss';
  return processes.reduce((sum, each) => sum + kept(each, field), 0);
}

function kept(pid: number, field: 'Rss' | 'Pss'): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readProc(`/proc/${pid}/smaps_rollup`));
  return Number(found?.[1] ?? 0) * 1024;
}

function withDescendants(pid: number): number[] {
  const children = readProc(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(withDescendants)];
}

/** '' for a process that ended in the meantime. */
function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
