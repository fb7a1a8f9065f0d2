/** Which groups an address means, and what the server is asked for them. */

import type { Query } from '../../state/query.ts';
import { addressOf } from '../../state/query.ts';
import { runApi } from '../address.ts';

export const GROUPS = 20;

export const groupFilters = [
  ...['stage', 'step', 'verdict', 'minReward', 'maxReward', 'minTokens', 'maxTokens'],
  ...['truncated', 'spread', 'search'],
] as const;

/** What is opened, and which part of the list is shown: of other groups once a filter changes. */
export const groupPlaces = ['offset', 'row', 'beside'] as const;

export function groupsApi(name: string, query: Query): string {
  const asked = Object.fromEntries(groupFilters.map((filter) => [filter, query[filter]]));
  return addressOf(runApi(name, '/groups'), {
    ...asked,
    offset: String(offsetIn(query)),
    limit: String(GROUPS),
  });
}

/** What an address says that cannot be counted from is taken as the beginning. */
export function offsetIn(query: Query): number {
  const offset = Number(query.offset ?? 0);
  return Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
}

export function hasFilter(query: Query, filters: readonly string[]): boolean {
  return filters.some((filter) => (query[filter] ?? '') !== '');
}
