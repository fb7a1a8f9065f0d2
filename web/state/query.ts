/** What a view shows, kept in its address, so that it can be shared and the browser's back button works. */

import { useLocation, useSearch } from 'wouter-preact';

export type Query = Readonly<Record<string, string>>;

/** @param patch null and '' take a part out. `replace`: without a step of the browser's history, for what changes while one types. */
export type SetQuery = (
  patch: Readonly<Record<string, string | null>>,
  options?: { replace?: boolean },
) => void;

export function useQuery(): [Query, SetQuery] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const query = Object.fromEntries(new URLSearchParams(search));
  const set: SetQuery = (patch, { replace = false } = {}) => {
    // Of the address as it is now: two changes in one tick must not undo each other.
    const next = new URLSearchParams(window.location.search);
    for (const [key, value] of Object.entries(patch)) {
      if (value === null || value === '') next.delete(key);
      else next.set(key, value);
    }
    navigate(addressOf(path, Object.fromEntries(next)), { replace });
  };
  return [query, set];
}

/** Path and query as one address. */
export function addressOf(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]);
  const text = new URLSearchParams(given).toString();
  return text === '' ? path : `${path}?${text}`;
}
