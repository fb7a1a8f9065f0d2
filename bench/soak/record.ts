/** What the soak has seen so far, as rows of a table. */

import type { Probe } from '../served.ts';
import type { Stillness } from './stillness.ts';

export interface Sample {
  /** Since the load began. */
  minutes: number;
  probe: Probe;
  requests: number;
  left: number;
}

export interface QuietPoint {
  minutes: number;
  breaksOff: boolean;
  stillness: Stillness;
}

const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
const COLUMNS = [
  'minute',
  'RSS',
  'heap',
  'external',
  'buffers',
  'engine heap',
  'open',
  'loop p99',
  'loop max',
  'requests',
  'left',
] as const;

export const HEADER = `${COLUMNS.map((name) => name.padStart(11)).join('')}   (MiB, ms)\n`;

export function sampleRow({ minutes, probe, requests, left }: Sample): string {
  const { rss, heap, external, arrayBuffers, engineHeap, open, delayMs } = probe;
  const cells = [
    minutes.toFixed(1),
    ...[rss, heap, external, arrayBuffers, engineHeap].map(mib),
    ...[open, delayMs.p99.toFixed(0), delayMs.max.toFixed(0), requests, left].map(String),
  ];
  return `${cells.map((cell) => cell.padStart(11)).join('')}\n`;
}

export function quietRow({ minutes, breaksOff, stillness }: QuietPoint): string {
  const { openMs, stepsMs, steps, cpuMs, rest } = stillness;
  const how = breaksOff ? 'all broken off' : 'all read to the end';
  const closed =
    openMs === null ? `${rest.open} still open after a second` : `none open after ${openMs.toFixed(0)} ms`;
  return (
    `${minutes.toFixed(1).padStart(11)}   quiet, ${how}: ${closed}, ${steps} more steps within ${stepsMs.toFixed(0)} ms, ` +
    `then a second of ${cpuMs.toFixed(0)} ms processor time; RSS ${mib(rest.rss)} MiB, heap ${mib(rest.heap)} MiB\n`
  );
}

/** A line of JSON a row. */
export function jsonOf(row: Sample | QuietPoint): string {
  const kind = 'probe' in row ? 'sample' : 'quiet';
  return `${JSON.stringify({ bench: 'soak', row: kind, ...row })}\n`;
}
