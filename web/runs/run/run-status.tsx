/** What a run is at, as a word with a sign. */

import type { RunStatus } from '../../../src/inspect/index.ts';
import { useTexts } from '../../text/use-texts.ts';

const signs: Readonly<Record<RunStatus, string>> = { running: '●', interrupted: '❚❚', finished: '✓' };

export function RunStatusWord({ status }: { status: RunStatus }) {
  const { runs: text } = useTexts();
  return (
    <span class="run-status" data-status={status}>
      <span aria-hidden="true">{signs[status]}</span> {text.status[status]}
    </span>
  );
}
