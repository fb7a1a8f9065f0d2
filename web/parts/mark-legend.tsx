/** What the marks of numbers mean. */

import { useTexts } from '../text/use-texts.ts';
import { shownStatuses } from './shown-status.ts';

export function MarkLegend() {
  const { check } = useTexts();
  return (
    <ul class="mark-legend" aria-label={check.numbers}>
      {shownStatuses.map((status) => (
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
