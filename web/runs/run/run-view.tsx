/** One run: what it is at, and its parts, each under an address of its own. */

import { Link } from 'wouter-preact';
import { Shown } from '../../parts/shown.tsx';
import type { RunDetail } from '../../../src/inspect/index.ts';
import { useResource } from '../../state/resource.ts';
import { countText, timeText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { runAddress, runApi } from '../address.ts';
import type { RunPart } from '../address.ts';
import { AnswersView } from '../answers/answers-view.tsx';
import { GroupsView } from '../groups/groups-view.tsx';
import { Overview } from '../overview/overview.tsx';
import { ReportLink } from './report-link.tsx';
import { RunFaults } from './run-faults.tsx';
import { RunStatusWord } from './run-status.tsx';

const EVERY_MS = 3000;

export function RunView({ name, part }: { name: string; part: RunPart }) {
  const { runs: text } = useTexts();
  const run = useResource<RunDetail>(runApi(name), EVERY_MS);
  return (
    <>
      <p class="crumb">
        <Link href="/runs">{text.all}</Link>
      </p>
      <div class="run-title">
        <h1>{name}</h1>
        {run.data !== null && <Times run={run.data} />}
      </div>
      <Shown of={run}>
        {(detail) => (
          <>
            <RunParts run={detail} part={part} />
            <RunFaults run={detail} />
            {part === 'overview' && <Overview run={detail} />}
            {part === 'groups' && <GroupsView run={detail} />}
            {part === 'answers' && <AnswersView run={detail} />}
          </>
        )}
      </Shown>
    </>
  );
}

function Times({ run: { status, kind, begun, changed } }: { run: RunDetail }) {
  const { runs: text } = useTexts();
  return (
    <p class="note">
      <RunStatusWord status={status} /> · {text.kind[kind]} ·{' '}
      {begun !== null && `${text.begun} ${timeText(begun)} · `}
      {text.lastChange} {timeText(changed)}
    </p>
  );
}

function RunParts({ run, part }: { run: RunDetail; part: RunPart }) {
  const { runs: text } = useTexts();
  const { name, counts, kind } = run;
  const parts: [RunPart, number | null][] = [
    ['overview', null],
    // An evaluation has none, and says so at their address.
    ...(kind === 'recipe' || part === 'groups'
      ? [['groups', counts.rollouts] satisfies [RunPart, number]]
      : []),
    ['answers', counts.answers],
  ];
  return (
    <nav class="parts" aria-label={text.partsLabel}>
      {parts.map(([one, count]) => (
        <Link key={one} href={runAddress(name, one)} aria-current={one === part ? 'page' : undefined}>
          {text.parts[one]}
          {count !== null && count > 0 && <small> {countText(count)}</small>}
        </Link>
      ))}
      {run.hasData && <Link href={`/data/${name}`}>{text.data}</Link>}
      {run.hasReport && <ReportLink name={name} />}
    </nav>
  );
}
