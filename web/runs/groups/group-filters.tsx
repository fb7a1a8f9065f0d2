/** Which groups are meant. Each choice changes the address. */

import { questionVerdicts } from '../../parts/verdicts.ts';
import type { GroupPage } from '../../../src/inspect/index.ts';
import { Choice } from '../../parts/choice.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { useQuery } from '../../state/query.ts';
import { countText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { groupFilters, groupPlaces } from './groups-query.ts';
import { NumberField } from './number-field.tsx';
import { ResetFilters } from './reset-filters.tsx';

export function GroupFilters({ facets }: Pick<GroupPage, 'facets'>) {
  const { runs, verdict: verdictNames } = useTexts();
  const { filters: text } = runs;
  const [query, setQuery] = useQuery();
  const set = (name: string) => (value: string) =>
    setQuery({ [name]: value, offset: null, row: null, beside: null }, { replace: name === 'search' });
  const field = (name: (typeof groupFilters)[number]) => ({ value: query[name] ?? '', onChoose: set(name) });
  const { steps, tokens } = facets;
  return (
    <div class="filters" role="group" aria-label={text.label}>
      <Choice label={text.stage} options={facets.stages.map((value) => ({ value }))} {...field('stage')} />
      <NumberField
        label={text.step}
        placeholder={steps === null ? undefined : `${steps.first}–${steps.last}`}
        {...field('step')}
      />
      <Choice
        label={text.spread}
        options={[
          { value: 'signal', title: text.signal },
          { value: 'flat', title: text.flat },
        ]}
        {...field('spread')}
      />
      <Choice
        label={text.verdict}
        options={questionVerdicts
          .filter((value) => (facets.verdicts[value] ?? 0) > 0 || value === query.verdict)
          .map((value) => ({
            value,
            title: `${verdictNames[value]} (${countText(facets.verdicts[value] ?? 0)})`,
          }))}
        {...field('verdict')}
      />
      <span class="from-to">
        <NumberField label={text.minReward} isWhole={false} {...field('minReward')} />
        <NumberField label={text.maxReward} isWhole={false} {...field('maxReward')} />
      </span>
      <span class="from-to">
        <NumberField label={text.minTokens} placeholder="0" {...field('minTokens')} />
        <NumberField label={text.maxTokens} placeholder={String(tokens.most)} {...field('maxTokens')} />
      </span>
      <Choice
        label={text.truncated}
        options={[
          { value: 'true', title: text.truncatedYes },
          { value: 'false', title: text.truncatedNo },
        ]}
        {...field('truncated')}
      />
      <SearchField label={text.groupSearch} value={query.search ?? ''} onSearch={set('search')} />
      <ResetFilters filters={groupFilters} also={groupPlaces} />
    </div>
  );
}
