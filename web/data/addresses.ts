/** Addresses of the room Data, and of what it asks the server for. */

import { rowSets } from '../../src/inspect/shapes.ts';
import type { DataFilter, DataRowHead, RowSet } from '../../src/inspect/shapes.ts';
import { addressOf } from '../state/query.ts';
import type { Query } from '../state/query.ts';

export const filterKeys = ['set', 'source', 'language', 'category', 'reason', 'search'] as const;

export function datasetAddress(run: string, source?: string): string {
  return addressOf(`/data/${encodeURIComponent(run)}`, { source });
}

export function rowsAddress(run: string, query: DataFilter & { offset?: string; row?: string }): string {
  return addressOf(`${datasetAddress(run)}/rows`, { ...query });
}

/** The part of an address's query that chooses rows. */
export function filterIn(query: Query): DataFilter {
  const given = filterKeys.flatMap((key) => (query[key] ? [[key, query[key]] as const] : []));
  return Object.fromEntries(given);
}

export function rowsRequest(run: string, filter: DataFilter, offset: number, limit: number): string {
  const page = { offset: String(offset), limit: String(limit) };
  return addressOf(`/api/datasets/${encodeURIComponent(run)}/rows`, { ...filter, ...page });
}

export function rowRequest(run: string, key: string): string | null {
  const place = placeOf(key);
  return place && `/api/datasets/${encodeURIComponent(run)}/rows/${place.set}/${place.row}`;
}

/** A row in an address: `sft.12`. */
export function keyOf({ set, row }: Pick<DataRowHead, 'set' | 'row'>): string {
  return `${set}.${row}`;
}

function placeOf(key: string): { set: RowSet; row: number } | null {
  const [, name, row] = /^([a-z-]+)\.(\d+)$/.exec(key) ?? [];
  const set = rowSets.find((one) => one === name);
  return set === undefined || row === undefined ? null : { set, row: Number(row) };
}
