/** The groups of GRPO: each question with its rollouts side by side. */

import type { GroupPage, RunDetail } from '../../../src/inspect/index.ts';
import { Pager } from '../../parts/pager.tsx';
import { Shown } from '../../parts/shown.tsx';
import { useQuery } from '../../state/query.ts';
import { useResource } from '../../state/resource.ts';
import { countText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { moveFocus } from '../move-focus.ts';
import { SampleDetail } from '../sample/sample-detail.tsx';
import { GroupCard } from './group-card.tsx';
import { GroupFilters } from './group-filters.tsx';
import { groupFilters, groupPlaces, GROUPS, groupsApi, hasFilter, offsetIn } from './groups-query.ts';
import { NoGroups } from './no-groups.tsx';
import { ResetFilters } from './reset-filters.tsx';
import { RewardBars } from './reward-bars.tsx';
import { StepLinks } from './step-links.tsx';

const EVERY_MS = 3000;

export function GroupsView({ run }: { run: RunDetail }) {
  const [query] = useQuery();
  const page = useResource<GroupPage>(
    groupsApi(run.name, query),
    run.status === 'running' ? EVERY_MS : undefined,
  );
  return (
    <>
      <Shown of={page}>
        {(found) =>
          found.total === 0 && !hasFilter(query, groupFilters) ? (
            <NoGroups kind={run.kind} />
          ) : (
            <Groups run={run} page={found} />
          )
        }
      </Shown>
      {page.data === null && page.error !== null && (
        <ResetFilters filters={groupFilters} also={groupPlaces} />
      )}
    </>
  );
}

function Groups({ run, page: { total, items, facets } }: { run: RunDetail; page: GroupPage }) {
  const { runs: text } = useTexts();
  const [query, setQuery] = useQuery();
  const { row } = query;
  const rollouts = items.flatMap((group) => group.rollouts);
  const isElsewhere = row !== undefined && !rollouts.some((one) => String(one.row) === row);
  return (
    <>
      <h2>{text.groups.title}</h2>
      <p class="note">{text.groups.explained}</p>
      <GroupFilters facets={facets} />
      <div class="found">
        <p role="status">{total === 0 ? text.groups.nothing : text.groups.count(countText(total))}</p>
        <RewardBars rollouts={rollouts} />
        <StepLinks run={run} facets={facets} />
      </div>
      {isElsewhere && (
        <div class="panel">
          <SampleDetail key={row} name={run.name} row={row} title={text.sample.title(Number(row))} />
        </div>
      )}
      {items.length > 0 && (
        <>
          <div
            class="groups"
            role="group"
            aria-label={text.groups.title}
            aria-describedby="group-keys"
            onKeyDown={moveFocus}
          >
            {items.map((group) => (
              <GroupCard key={group.rollouts[0]?.row} name={run.name} group={group} />
            ))}
          </div>
          <p id="group-keys" class="note">
            {text.groups.keys}
          </p>
        </>
      )}
      {total > GROUPS && (
        <Pager
          offset={offsetIn(query)}
          limit={GROUPS}
          total={total}
          onMove={(offset) =>
            setQuery({ offset: offset === 0 ? null : String(offset), row: null, beside: null })
          }
        />
      )}
    </>
  );
}
