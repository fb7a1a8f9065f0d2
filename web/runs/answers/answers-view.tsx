/** What a run's models answered when they were evaluated. */

import type { AnswerHead, Page, RunDetail } from '../../../src/inspect/index.ts';
import { Pager } from '../../parts/pager.tsx';
import { Shown } from '../../parts/shown.tsx';
import { addressOf, useQuery } from '../../state/query.ts';
import { useResource } from '../../state/resource.ts';
import { countText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { runApi } from '../address.ts';
import { hasFilter, offsetIn } from '../groups/groups-query.ts';
import { moveFocus } from '../move-focus.ts';
import { SampleDetail } from '../sample/sample-detail.tsx';
import { AnswerFilters, answerFilters } from './answer-filters.tsx';
import { AnswerRow } from './answer-row.tsx';
import { NoAnswers } from './no-answers.tsx';

const ANSWERS = 50;
const EVERY_MS = 5000;

export function AnswersView({ run }: { run: RunDetail }) {
  const [query] = useQuery();
  const asked = Object.fromEntries(answerFilters.map((filter) => [filter, query[filter]]));
  const address = addressOf(runApi(run.name, '/answers'), {
    ...asked,
    offset: String(offsetIn(query)),
    limit: String(ANSWERS),
  });
  const page = useResource<Page<AnswerHead>>(address, run.status === 'running' ? EVERY_MS : undefined);
  return (
    <Shown of={page}>
      {(found) =>
        found.total === 0 && !hasFilter(query, answerFilters) ? (
          <NoAnswers run={run} />
        ) : (
          <Answers run={run} page={found} />
        )
      }
    </Shown>
  );
}

function Answers({ run, page: { total, items } }: { run: RunDetail; page: Page<AnswerHead> }) {
  const { runs: text } = useTexts();
  const [query, setQuery] = useQuery();
  const { row } = query;
  const isElsewhere = row !== undefined && !items.some((answer) => String(answer.row) === row);
  return (
    <>
      <h2>{text.answers.title}</h2>
      <AnswerFilters run={run} items={items} />
      <p role="status">{total === 0 ? text.answers.nothing : text.answers.count(countText(total))}</p>
      {isElsewhere && (
        <div class="panel">
          <SampleDetail key={row} name={run.name} row={row} title={text.sample.title(Number(row))} />
        </div>
      )}
      {items.length > 0 && (
        <>
          <ol
            class="answer-list"
            aria-label={text.answers.list}
            aria-describedby="answer-keys"
            onKeyDown={moveFocus}
          >
            {items.map((answer) => (
              <AnswerRow key={answer.row} name={run.name} answer={answer} query={query} />
            ))}
          </ol>
          <p id="answer-keys" class="note">
            {text.answers.keys}
          </p>
        </>
      )}
      {total > ANSWERS && (
        <Pager
          offset={offsetIn(query)}
          limit={ANSWERS}
          total={total}
          onMove={(offset) => setQuery({ offset: offset === 0 ? null : String(offset), row: null })}
        />
      )}
    </>
  );
}
