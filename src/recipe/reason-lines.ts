/** Reasons by count for the terminal, the commonest first. */

import { countText } from '../evaluate/index.ts';

/** `     12  the program does not give the answer`, one line a reason. */
export function reasonLines(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${countText(count).padStart(8)}  ${reason}`);
}
