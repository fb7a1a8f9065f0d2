/** What a soak has shown: whether memory stayed flat, whether anything was left behind, and what went wrong. */

import { median, print } from '../measure.ts';
import { theilSen } from '../slope.ts';
import type { Point, Slope } from '../slope.ts';
import type { Load } from './load.ts';
import type { QuietPoint, Sample } from './record.ts';

const bench = 'soak';
const MIB = 2 ** 20;
/** An hour may add so much of the memory that is in use, or a run that is so short cannot tell. */
const FLAT_SHARE = 0.02;
/** By then every shape that comes up has been compiled, and memory grows no more by what it is meant to keep. */
const WARM_MINUTES = 10;
/** Of a second in which nobody asks: what an idle process of Node takes is far below, what one row of the engine takes is far above. */
const IDLE_CPU_MS = 150;

export interface Soak {
  minutes: number;
  seed: number;
  samples: readonly Sample[];
  quiet: readonly QuietPoint[];
  load: Load;
  /** Of the engine, and of those that the server handed to an answer. */
  written: number;
  read: number;
  errors: readonly string[];
  warnings: readonly string[];
}

/** Prints the figures and the verdict; true where all is well. */
export function printVerdict(soak: Soak, json: boolean): boolean {
  const { samples, quiet, load, errors, warnings } = soak;
  const row = (name: string, value: number, unit = '') => print({ bench, case: name, value, unit }, json);
  const busy = samples.map(({ minutes, probe }): Point => ({ x: minutes / 60, y: probe.rss / MIB }));
  const resting = quiet.map(({ minutes, stillness }): Point => ({
    x: minutes / 60,
    y: stillness.rest.rss / MIB,
  }));
  const heaps = quiet.map(({ minutes, stillness }): Point => ({
    x: minutes / 60,
    y: stillness.rest.heap / MIB,
  }));
  const series = [
    ['RSS under load', busy],
    ['RSS at rest', resting],
    ['heap at rest', heaps],
  ] as const;
  const verdicts = series.map(([name, points]) => {
    const [first, last] = [
      points.slice(0, Math.ceil(points.length / 4)),
      points.slice(-Math.ceil(points.length / 4)),
    ];
    row(`${name}, median of the first quarter`, medianOf(first), 'MiB');
    row(`${name}, median of the last quarter`, medianOf(last), 'MiB');
    const from = Math.max(soak.minutes / 2, WARM_MINUTES) / 60;
    const slope = theilSen(points.filter(({ x }) => x >= from));
    if (slope !== null) row(`${name}, slope of the second half (${range(slope)})`, slope.slope, 'MiB/h');
    return `${name} ${flatness(slope, medianOf(last))}`;
  });
  row('requests', load.sum('answered', 'refused', 'busy', 'left', 'wrong'));
  row('answered as they had to be', load.sum('answered'));
  row('refused as they had to be', load.sum('refused'));
  row('turned away, since too many were open', load.sum('busy'));
  row('left by their readers', load.sum('left'));
  row('answered wrongly', load.sum('wrong'));
  const unread = soak.written - soak.read;
  row(`tokens written and not read (${((100 * unread) / soak.written).toFixed(2)} % of all)`, unread);
  const orphans = quiet.reduce((sum, { stillness }) => sum + stillness.orphans, 0);
  row('orphaned generations', orphans);
  row(
    'longest until no request was open',
    Math.max(...quiet.map(({ stillness }) => stillness.openMs ?? Infinity)),
    'ms',
  );
  row('most steps after that', Math.max(...quiet.map(({ stillness }) => stillness.steps)));
  row('longest until the last of them', Math.max(...quiet.map(({ stillness }) => stillness.stepsMs)), 'ms');
  const cpu = Math.max(...quiet.map(({ stillness }) => stillness.cpuMs));
  row('most processor time of a quiet second', cpu, 'ms');
  row('errors in the log of the server', errors.length);
  row('warnings of Node', warnings.length);
  if (!json) process.stdout.write(kindsTable(load));
  for (const [told, count] of load.complaints) process.stdout.write(`wrong, ${count} times: ${told}\n`);
  for (const told of new Set([...errors, ...warnings].map(alike))) process.stdout.write(`server: ${told}\n`);
  const faults = [
    ...(orphans > 0 ? [`${orphans} orphaned generations`] : []),
    ...(cpu > IDLE_CPU_MS
      ? [`the server was busy while nobody asked (${cpu.toFixed(0)} ms of a second)`]
      : []),
    ...(load.complaints.size > 0 ? [`${load.sum('wrong')} wrong answers`] : []),
    ...(errors.length + warnings.length > 0 ? ['errors or warnings of the server'] : []),
    ...verdicts.filter((verdict) => verdict.endsWith('GROWS')),
  ];
  const told = faults.length === 0 ? 'nothing left behind, nothing wrong' : faults.join('; ');
  process.stdout.write(
    json
      ? `${JSON.stringify({ bench, verdict: told, memory: verdicts })}\n`
      : `\nverdict: ${told}; ${verdicts.join(', ')}\n`,
  );
  return faults.length === 0;
}

function flatness(slope: Slope | null, size: number): string {
  const most = FLAT_SHARE * size;
  if (slope === null || (slope.low <= most && slope.high > most)) return 'not told by so short a run';
  return slope.high <= most ? 'flat' : 'GROWS';
}

function range({ low, high }: Slope): string {
  return `${low.toFixed(1)} to ${high.toFixed(1)}`;
}

function medianOf(points: readonly Point[]): number {
  return median(points.map(({ y }) => y));
}

/** Ids differ from line to line. */
function alike(text: string): string {
  return text.replaceAll(/\d+/g, '#').slice(0, 300);
}

function kindsTable(load: Load): string {
  const ends = ['answered', 'refused', 'busy', 'left', 'wrong'] as const;
  const cells = (name: string, values: readonly string[]): string =>
    `${name.padEnd(34)}${values.map((value) => value.padStart(10)).join('')}\n`;
  const lines = [...load.counts].toSorted(([a], [b]) => a.localeCompare(b));
  return `\n${cells('', ends)}${lines
    .map(([kind, counts]) =>
      cells(
        kind,
        ends.map((end) => String(counts[end])),
      ),
    )
    .join('')}`;
}
