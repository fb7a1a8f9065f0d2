/** One run in the list: what it is at, how far it has come, and how good its models are. */

import { Link } from 'wouter-preact';
import type { RunSummary } from '../../../src/inspect/index.ts';
import { countText, intervalText, timeText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { runAddress } from '../address.ts';
import { RunStatusWord } from '../run/run-status.tsx';
import { StageProgress } from '../run/stage-progress.tsx';
import { ScoreStrip } from '../score-strip.tsx';
import { stageColour } from '../stage-colour.ts';

interface Props {
  run: RunSummary;
  isTicked: boolean;
  onTick: () => void;
}

export function RunRow({ run, isTicked, onTick }: Props) {
  const { runs: text } = useTexts();
  const { name, kind, status, begun, changed, stage, fault } = run;
  const isFrom = status === 'running' && begun !== null;
  const time = isFrom ? begun : changed;
  return (
    <li class="panel run-row" data-row data-status={status}>
      <div>
        <Link class="run-name" href={runAddress(name)} data-stop>
          {name}
        </Link>
        <p class="note">
          <RunStatusWord status={status} /> · {text.kind[kind]} ·{' '}
          <time dateTime={time}>
            {isFrom ? text.list.begun(timeText(time)) : text.list.changed(timeText(time))}
          </time>
        </p>
        {fault !== null && <p class="amiss">{fault}</p>}
      </div>
      <div>{stage !== null && <StageProgress stage={stage} isOver={status === 'finished'} />}</div>
      <Headline scores={run.scores} />
      <label class="tick">
        <input type="checkbox" checked={isTicked} onChange={onTick} />
        <span>{text.list.compare}</span> <span class="unseen">{name}</span>
      </label>
    </li>
  );
}

function Headline({ scores }: Pick<RunSummary, 'scores'>) {
  const { runs: text } = useTexts();
  const last = scores.at(-1);
  if (last === undefined) return <div class="headline note">{text.list.noScore}</div>;
  const stages = scores.map(({ stage }) => stage);
  return (
    <div class="headline">
      <p>
        <b class="stage-name" style={{ color: `var(${stageColour(last.stage, stages)})` }}>
          {last.stage}
        </b>{' '}
        {intervalText(last.accuracy, last.low, last.high)}
      </p>
      <ScoreStrip scores={scores} />
      <ul class="unseen">
        {scores.map(({ stage, accuracy, low, high, n }) => (
          <li key={stage}>{text.scoreOf(stage, intervalText(accuracy, low, high), countText(n))}</li>
        ))}
      </ul>
    </div>
  );
}
