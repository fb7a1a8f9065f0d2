/** Which items of the queue are meant. */

import { Choice } from '../../parts/choice.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import type { Query, SetQuery } from '../../state/query.ts';
import { countText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { queueFilters } from '../addresses.ts';
import type { QueuePage, ItemState, Severity } from '../shapes.ts';
import { useCompliance } from '../texts.ts';

interface Props {
  query: Query;
  /** Null: not yet known. */
  page: QueuePage | null;
  onChange: SetQuery;
}

const states: readonly ItemState[] = ['open', 'assigned', 'accepted', 'overruled'];
const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

export function QueueFilters({ query, page, onChange }: Props) {
  const text = useCompliance();
  const { parts } = useTexts();
  const rules = page?.rules ?? [];
  const assignees = page?.assignees ?? [];
  const counted = (title: string, count: number | undefined): string =>
    count === undefined ? title : text.ofDecision(title, countText(count));
  return (
    <div class="filters" role="search">
      <SearchField
        value={query.search ?? ''}
        label={text.searchItems}
        onSearch={(search) => onChange({ search }, { replace: true })}
      />
      <Choice
        label={text.state}
        value={query.state ?? ''}
        options={states.map((value) => ({ value, title: counted(text.states[value], page?.counts[value]) }))}
        onChoose={(state) => onChange({ state })}
      />
      <Choice
        label={text.decisionChoice}
        value={query.decision ?? ''}
        options={(['breach', 'needs review'] as const).map((value) => ({
          value,
          title: text.decision[value],
        }))}
        onChoose={(decision) => onChange({ decision })}
      />
      <Choice
        label={text.severityChoice}
        value={query.severity ?? ''}
        options={severities.map((value) => ({ value, title: text.severity[value] }))}
        onChoose={(severity) => onChange({ severity })}
      />
      <Choice
        label={text.rule}
        value={query.rule ?? ''}
        options={rules.map(({ id, title, count }) => ({ value: id, title: counted(title ?? id, count) }))}
        onChoose={(rule) => onChange({ rule })}
      />
      {(assignees.length > 0 || query.assignee !== undefined) && (
        <Choice
          label={text.assignee}
          value={query.assignee ?? ''}
          options={assignees.map((value) => ({ value }))}
          onChoose={(assignee) => onChange({ assignee })}
        />
      )}
      {queueFilters.some((key) => query[key] !== undefined) && (
        <button
          type="button"
          onClick={() => onChange(Object.fromEntries(queueFilters.map((key) => [key, null])))}
        >
          {parts.reset}
        </button>
      )}
    </div>
  );
}
