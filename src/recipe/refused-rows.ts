/** What the sources of an evaluation refused, by source and reason, for the terminal. */

import { countOf, wordFor } from '../core/count-of.ts';
import type { Refusal } from '../data/index.ts';
import { reasonLines } from './reason-lines.ts';

/** A warning for each source that left rows out: `finqa: 3 rows cannot be used and are left out:`, then a line a reason. */
export function refusedRows(refused: readonly Refusal[]): string[] {
  return [...Map.groupBy(refused, ({ source }) => source)].map(([source, own]) => {
    const broken = own.find((refusal) => refusal.kind === 'quarantined');
    // What is wrong with a broken line is said of the first: it may be another thing in each.
    const brokenLines = broken && `broken lines, the first ${broken.file}:${broken.line}: ${broken.reason}`;
    const reasons = Map.groupBy(own, (refusal) =>
      refusal.kind === 'quarantined' ? (brokenLines ?? '') : refusal.reason,
    );
    const counts = Object.fromEntries([...reasons].map(([reason, { length }]) => [reason, length]));
    const what = `${countOf(own.length, 'row')} cannot be used and ${wordFor(own.length, 'is', 'are')} left out`;
    return [`${source}: ${what}:`, ...reasonLines(counts)].join('\n');
  });
}
