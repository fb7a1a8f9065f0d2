/** What the marks in a trace mean. */

import { html, type Html } from '../html.ts';
import type { MarkStatus } from './page-data.ts';

export const markMeanings: Readonly<Record<MarkStatus, string>> = {
  found: 'found in the source',
  recomputed: 'recomputed from earlier numbers',
  misplaced: 'in the source, but of another row or column than the trace says',
  miscalculated: 'the result of a calculation that does not hold',
  untraced: 'said to follow, but nothing that is seen gives it',
  unsupported: 'stated as a fact, in no source, and no arithmetic gives it',
};

/** `misplaced` is explained only where there is one. */
export function markLegend(statuses: readonly MarkStatus[]): Html {
  return html`<p class="legend">
    ${statuses.map(
      (status) =>
        html`<span
          ><mark class="${status}">123</mark> <span class="note">${markMeanings[status]}</span></span
        >`,
    )}
    <span
      ><span class="wrong-claim" data-computed="4">2 + 2 = 5</span>
      <span class="note">does not hold; computed: 4</span></span
    >
  </p>`;
}
