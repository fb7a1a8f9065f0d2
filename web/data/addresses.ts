/** Addresses of the room Data, and of what it asks the server for. */

import type { DataFilter, DataRowHead, RowSet } from '../../src/inspect/shapes.ts';
import { addressOf } from '../state/query.ts';
import type { Query } from '../state/query.ts';
import type { Destination, FunnelStep } from './funnel.ts';

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

export const setOf = {
  sft: 'sft',
  rl: 'rl',
  dropped: 'dropped',
  setAside: 'set-aside',
} as const satisfies Record<Destination, RowSet>;

/** Null where no filter gives just these: their reasons do, one by one. */
export function stepAddress(run: string, step: FunnelStep, source?: string): string | null {
  if (step === 'asked') return rowsAddress(run, { source });
  return step === 'wellReasoned' ? rowsAddress(run, { set: setOf.sft, source }) : null;
}

export function rowsRequest(run: string, filter: DataFilter, offset: number, limit: number): string {
  const page = { offset: String(offset), limit: String(limit) };
  return addressOf(`/api/datasets/${encodeURIComponent(run)}/rows`, { ...filter, ...page });
}

export function rowRequest(run: string, key: string): string | null {
  const [, set, row] = /^([a-z-]+)\.(\d+)$/.exec(key) ?? [];
  if (set === undefined || row === undefined) return null;
  return `/api/datasets/${encodeURIComponent(run)}/rows/${set}/${row}`;
}

/** A row in an address: `sft.12`. */
export function keyOf({ set, row }: Pick<DataRowHead, 'set' | 'row'>): string {
  return `${set}.${row}`;
}

/** The row that an address names; a bare number is one of the chosen set. */
export function rowIn({ row, set }: Query): string | null {
  if (row === undefined) return null;
  return set !== undefined && /^\d+$/.test(row) ? `${set}.${row}` : row;
}
