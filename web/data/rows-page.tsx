/** The rows of a data set: search as one types, facets with counts, and the chosen row. All of it stands in the address. */

import { Link, useLocation } from 'wouter-preact';
import type { DataPage, DataRowHead, DatasetDetail } from '../../src/inspect/shapes.ts';
import { FoundRows } from '../parts/found-rows.tsx';
import { ListDetail } from '../parts/list-detail.tsx';
import { addressOf, useQuery } from '../state/query.ts';
import { useResource } from '../state/resource.ts';
import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { datasetAddress, filterIn, keyOf, rowIn, rowsRequest } from './addresses.ts';
import { RowDetail } from './row-detail.tsx';
import { RowFilters } from './row-filters.tsx';
import { RowHead } from './row-head.tsx';
import { SetLinks } from './set-links.tsx';

const LIMIT = 50;

export function RowsPage({ run }: { run: string }) {
  const { data: text } = useTexts();
  const [query, setQuery] = useQuery();
  const [path] = useLocation();
  const filter = filterIn(query);
  const offset = Math.max(0, Number.parseInt(query.offset ?? '', 10) || 0);
  const dataset = useResource<DatasetDetail>(`/api/datasets/${encodeURIComponent(run)}`);
  const rows = useResource<DataPage>(rowsRequest(run, filter, offset, LIMIT));
  const chosen = rowIn(query);
  const hrefOf = (row: string | undefined): string => addressOf(path, { ...query, row });
  return (
    <div class="rows-page">
      <p class="ways">
        <Link href={datasetAddress(run)}>{run}</Link>
      </p>
      <h1>{text.rowsOf(run)}</h1>
      {dataset.data !== null && <SetLinks run={run} sets={dataset.data.sets} chosen={filter.set ?? ''} />}
      {filter.set !== undefined && <p class="note">{text.setNotes[filter.set]}</p>}
      <RowFilters
        filter={filter}
        facets={rows.data?.facets ?? null}
        onChange={(patch, options) => setQuery({ ...patch, offset: null, row: null }, options)}
      />
      <ListDetail
        chosen={chosen}
        label={text.chosen}
        back={{ href: hrefOf(undefined), text: text.back }}
        list={
          <FoundRows
            of={rows}
            said={({ total, milliseconds }) =>
              total === 0 ? text.noRows : text.found(total, countText(total), milliseconds.toFixed(0))
            }
            label={text.rows}
            {...{ keyOf, hrefOf, chosen, offset }}
            limit={LIMIT}
            onMove={(next) => setQuery({ offset: next === 0 ? null : String(next), row: null })}
          >
            {(row: DataRowHead) => <RowHead row={row} />}
          </FoundRows>
        }
      >
        {chosen !== null && <RowDetail run={run} row={chosen} />}
      </ListDetail>
    </div>
  );
}
