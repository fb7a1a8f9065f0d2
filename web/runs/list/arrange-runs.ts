/** Which runs the list shows, and in which order. */

import type { RunSummary } from '../../../src/inspect/index.ts';

/** Those that run come first, then those that changed last. */
export function arrangeRuns(
  runs: readonly RunSummary[],
  { search = '', kind = '' }: { search?: string; kind?: string },
): RunSummary[] {
  const wanted = search.trim().toLowerCase();
  return runs
    .filter((run) => run.name.toLowerCase().includes(wanted) && (kind === '' || run.kind === kind))
    .sort(
      (a, b) =>
        Number(b.status === 'running') - Number(a.status === 'running') ||
        // Runs that work at the same time would change places every second.
        (a.status === 'running'
          ? (b.begun ?? '').localeCompare(a.begun ?? '')
          : b.changed.localeCompare(a.changed)) ||
        a.name.localeCompare(b.name),
    );
}

/** The two runs to compare after one more is ticked, or unticked: of three, the one ticked first goes. */
export function tick(ticked: readonly string[], name: string): string[] {
  return ticked.includes(name) ? ticked.filter((one) => one !== name) : [...ticked, name].slice(-2);
}
