/** What the marks of numbers mean. */

import type { NumberStatus } from '../../src/verify/index.ts';
import { useTexts } from '../text/use-texts.ts';

const statuses: readonly NumberStatus[] = [
  'found',
  'recomputed',
  'misplaced',
  'miscalculated',
  'untraced',
  'unsupported',
];

export function MarkLegend() {
  const { check } = useTexts();
  return (
    <ul class="mark-legend" aria-label={check.numbers}>
      {statuses.map((status) => (
        <li key={status}>
          <span class="mark" data-status={status} aria-hidden="true">
            123
          </span>{' '}
          {check.status[status]}
        </li>
      ))}
    </ul>
  );
}
