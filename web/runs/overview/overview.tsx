/** One run at a glance: how far it is, how good its models are, its curves, its time and its settings. */

import type { RunDetail } from '../../../src/inspect/index.ts';
import { useTexts } from '../../text/use-texts.ts';
import { Curves } from '../curves/curves.tsx';
import { useMetrics } from '../curves/use-metrics.ts';
import { remainingSeconds } from '../run/remaining.ts';
import { StageProgress } from '../run/stage-progress.tsx';
import { Environment } from './environment.tsx';
import { MeasureTable } from './measure-table.tsx';
import { ModelList } from './model-list.tsx';
import { OutcomeTable } from './outcome-table.tsx';
import { PairedTests } from './paired-tests.tsx';
import { SettingsTable } from './settings-table.tsx';
import { StageTable } from './stage-table.tsx';
import { TimeTable } from './time-table.tsx';

export function Overview({ run }: { run: RunDetail }) {
  const { runs: text } = useTexts();
  const metrics = useMetrics(run.name);
  const { stage, status, results, name } = run;
  const rows = stage === null ? undefined : metrics.log.stages.get(stage.name)?.rows;
  return (
    <>
      {stage !== null && status !== 'finished' && (
        <StageProgress
          stage={stage}
          remaining={status === 'running' ? remainingSeconds(rows ?? [], stage.steps) : null}
        />
      )}
      {results !== null && (
        <>
          <StageTable name={name} results={results} />
          <PairedTests results={results} />
          <OutcomeTable name={name} results={results} />
          <MeasureTable results={results} />
        </>
      )}
      {run.kind === 'recipe' && (status !== 'finished' || run.counts.metrics > 0) && (
        <Curves
          name={name}
          metrics={metrics}
          isRunning={status === 'running'}
          hasRollouts={run.counts.rollouts > 0}
        />
      )}
      {results === null && (
        <section>
          <h2>{status === 'finished' ? text.overview.scores : text.overview.noScores}</h2>
          <p class="note">{text.overview.noScoresText[status]}</p>
        </section>
      )}
      <ModelList models={run.models} />
      <TimeTable seconds={run.seconds} />
      <SettingsTable recipe={run.recipe} />
      <Environment starts={run.starts} dataHashes={run.dataHashes} />
    </>
  );
}
