/** Where a run has no answers: why, and what makes them. */

import type { RunSummary } from '../../../src/inspect/index.ts';
import { Command } from '../../parts/command.tsx';
import { useTexts } from '../../text/use-texts.ts';

export function NoAnswers({ run: { status, models } }: { run: RunSummary }) {
  const { runs: text } = useTexts();
  return (
    <section class="empty">
      <h2>{text.answers.none}</h2>
      {status === 'running' ? (
        <p>{text.answers.noneRunning}</p>
      ) : (
        <>
          <p>{text.answers.noneText}</p>
          <Command
            text={`fin-r1 eval --model ${models.at(-1) ?? 'deepseek/deepseek-chat'} --benchmarks finqa`}
          />
        </>
      )}
    </section>
  );
}
