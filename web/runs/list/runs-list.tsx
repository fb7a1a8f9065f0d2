/** All runs, as they stand now. */

import { Link } from 'wouter-preact';
import type { RunSummary } from '../../../src/inspect/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { Shown } from '../../parts/shown.tsx';
import { addressOf, useQuery } from '../../state/query.ts';
import { useResource } from '../../state/resource.ts';
import { useTexts } from '../../text/use-texts.ts';
import { moveFocus } from '../move-focus.ts';
import { arrangeRuns, tick } from './arrange-runs.ts';
import { NoRuns } from './no-runs.tsx';
import { RunRow } from './run-row.tsx';

const EVERY_MS = 2000;

export function RunsList() {
  const { runs: text } = useTexts();
  const found = useResource<{ runs: RunSummary[] }>('/api/runs', EVERY_MS);
  return (
    <>
      <h1>{text.title}</h1>
      <Shown of={found}>{({ runs }) => (runs.length === 0 ? <NoRuns /> : <List runs={runs} />)}</Shown>
    </>
  );
}

function List({ runs }: { runs: readonly RunSummary[] }) {
  const { runs: text } = useTexts();
  const [query, setQuery] = useQuery();
  const shown = arrangeRuns(runs, query);
  const ticked = [query.a, query.b].filter((name) => runs.some((run) => run.name === name)) as string[];
  const [a, b] = ticked;
  const choose = (name: string): void => {
    const [first = null, second = null] = tick(ticked, name);
    setQuery({ a: first, b: second }, { replace: true });
  };
  return (
    <>
      <div class="filters" role="group" aria-label={text.filters.label}>
        <SearchField
          label={text.list.search}
          value={query.search ?? ''}
          onSearch={(search) => setQuery({ search }, { replace: true })}
        />
        <Choice
          label={text.list.kind}
          value={query.kind ?? ''}
          options={(['recipe', 'evaluation'] as const).map((kind) => ({
            value: kind,
            title: text.kind[kind],
          }))}
          onChoose={(kind) => setQuery({ kind })}
        />
        <p class="compare" role="status">
          {a === undefined || b === undefined ? (
            <span class="note">{text.list.compareHint}</span>
          ) : (
            <Link class="act" href={addressOf('/runs/diff', { a, b })}>
              {text.list.compare}: {a}, {b}
            </Link>
          )}
        </p>
      </div>
      <ul class="run-list" aria-label={text.list.list} aria-describedby="run-keys" onKeyDown={moveFocus}>
        {shown.map((run) => (
          <RunRow
            key={run.name}
            run={run}
            isTicked={ticked.includes(run.name)}
            onTick={() => choose(run.name)}
          />
        ))}
      </ul>
      <p id="run-keys" class="note">
        {shown.length === 0 ? text.list.nothing : `${text.intervals} ${text.list.keys}`}
      </p>
    </>
  );
}
