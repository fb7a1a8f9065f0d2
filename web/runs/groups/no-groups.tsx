/** Where a run has no rollouts: why, and what makes them. */

import type { RunSummary } from '../../../src/inspect/index.ts';
import { Command } from '../../parts/command.tsx';
import { useTexts } from '../../text/use-texts.ts';

export function NoGroups({ kind }: Pick<RunSummary, 'kind'>) {
  const { runs: text } = useTexts();
  return (
    <section class="empty">
      <h2>{text.groups.none}</h2>
      {kind === 'evaluation' ? (
        <p>{text.groups.noneEvaluation}</p>
      ) : (
        <>
          <p>{text.groups.noneText}</p>
          <Command text="fin-r1 run recipe.yaml" />
        </>
      )}
    </section>
  );
}
