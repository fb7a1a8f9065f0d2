/** Takes all filters of a view out of its address. */

import { useQuery } from '../../state/query.ts';
import { useTexts } from '../../text/use-texts.ts';
import { hasFilter } from './groups-query.ts';

interface Props {
  filters: readonly string[];
  /** What else the address says of what is shown, and goes with them. */
  also: readonly string[];
}

export function ResetFilters({ filters, also }: Props) {
  const { parts } = useTexts();
  const [query, setQuery] = useQuery();
  if (!hasFilter(query, filters)) return null;
  return (
    <button
      type="button"
      onClick={() => setQuery(Object.fromEntries([...filters, ...also].map((name) => [name, null])))}
    >
      {parts.reset}
    </button>
  );
}
