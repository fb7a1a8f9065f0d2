/** Which rows are meant: search, and choices with the rows that each would leave. */

import type { DataFilter, DataPage } from '../../src/inspect/shapes.ts';
import { Choice } from '../parts/choice.tsx';
import { SearchField } from '../parts/search-field.tsx';
import type { SetQuery } from '../state/query.ts';
import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { reasonText } from './reason-text.ts';

interface Props {
  filter: DataFilter;
  /** Null: not yet known. */
  facets: DataPage['facets'] | null;
  onChange: SetQuery;
}

const choices = [
  { key: 'source', facet: 'sources' },
  { key: 'language', facet: 'languages' },
  { key: 'category', facet: 'categories' },
  { key: 'reason', facet: 'reasons' },
] as const;

export function RowFilters({ filter, facets, onChange }: Props) {
  const { data: text, parts } = useTexts();
  const titleOf = (key: (typeof choices)[number]['key'], value: string): string => {
    if (key === 'language') return text.languageNames[value] ?? value;
    return key === 'reason' ? reasonText(value, text.words) : value;
  };
  const isFiltered = choices.some(({ key }) => filter[key] !== undefined) || filter.search !== undefined;
  return (
    <div class="filters" role="search">
      <SearchField
        value={filter.search ?? ''}
        label={text.searchLabel}
        onSearch={(search) => onChange({ search }, { replace: true })}
      />
      {choices.map(({ key, facet }) => {
        const chosen = filter[key] ?? '';
        const known = facets?.[facet].filter(({ value }) => value !== '') ?? [];
        // What is chosen stays to be seen where the other choices leave no row of it.
        const isGone = chosen !== '' && known.every(({ value }) => value !== chosen);
        const values = isGone ? [{ value: chosen, rows: 0 }, ...known] : known;
        if (values.length === 0) return null;
        return (
          <Choice
            key={key}
            label={key === 'source' ? text.sourceChoice : text[key]}
            value={chosen}
            options={values.map(({ value, rows }) => ({
              value,
              title: text.option(titleOf(key, value), countText(rows)),
            }))}
            onChoose={(value) => onChange({ [key]: value })}
          />
        );
      })}
      {isFiltered && (
        <button
          type="button"
          onClick={() =>
            onChange({ source: null, language: null, category: null, reason: null, search: null })
          }
        >
          {parts.reset}
        </button>
      )}
    </div>
  );
}
