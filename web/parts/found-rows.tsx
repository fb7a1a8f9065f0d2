/** A page of rows that were found: how many there are, the rows to choose from, and the way to the other pages. */

import type { ComponentChildren } from 'preact';
import type { Resource } from '../state/resource.ts';
import { Pager } from './pager.tsx';
import { RowList } from './row-list.tsx';
import { Shown } from './shown.tsx';

interface Props<T, P extends { total: number; items: readonly T[] }> {
  of: Resource<P>;
  /** What is said of the page above it. */
  said: (page: P) => string;
  label: string;
  /** What tells a row from the others. */
  keyOf: (item: T) => string;
  hrefOf: (row: string) => string;
  /** Key of the row that is shown. */
  chosen: string | null;
  offset: number;
  limit: number;
  onMove: (offset: number) => void;
  children: (item: T) => ComponentChildren;
}

export function FoundRows<T, P extends { total: number; items: readonly T[] }>({
  of,
  said,
  label,
  keyOf,
  hrefOf,
  chosen,
  offset,
  limit,
  onMove,
  children,
}: Props<T, P>) {
  return (
    <Shown of={of}>
      {(page) => (
        <div aria-busy={of.isLoading}>
          <p class="note" role="status">
            {said(page)}
          </p>
          <RowList
            {...{ label, keyOf, chosen, children }}
            items={page.items}
            hrefOf={(item) => hrefOf(keyOf(item))}
          />
          {page.total > limit && <Pager {...{ offset, limit, onMove }} total={page.total} />}
        </div>
      )}
    </Shown>
  );
}
