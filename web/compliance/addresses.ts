/** Addresses of the room Compliance, and of what it asks the server for. */

import { addressOf } from '../state/query.ts';
import type { Query } from '../state/query.ts';
import type { Marked } from './passages.ts';

export function ruleAddress(rule: string): string {
  return addressOf('/compliance/rules', { rule });
}

export function queueAddress(batch: string, query: Query = {}): string {
  return addressOf(`/compliance/queue/${encodeURIComponent(batch)}`, query);
}

export function batchApi(batch: string, file: string): string {
  return `/api/compliance/batches/${encodeURIComponent(batch)}/${file}`;
}

export function decidedApi(batch: string, as: 'calibration' | 'questions'): string {
  return addressOf('/api/compliance/decided', { batch, as });
}

export const queueFilters = ['state', 'decision', 'rule', 'severity', 'assignee', 'search'] as const;

export function queueRequest(batch: string, query: Query, offset: number, limit: number): string {
  const filter = Object.fromEntries(queueFilters.map((key) => [key, query[key]]));
  return addressOf('/api/compliance/queue', {
    ...{ batch, ...filter },
    ...{ offset: String(offset), limit: String(limit) },
  });
}

export function itemRequest(batch: string, item: string): string {
  return addressOf('/api/compliance/queue/item', { batch, item });
}

/** The rulebooks that an address names: none stands for all. */
export function rulebooksIn(query: Query): string[] {
  return query.rules?.split(',').filter(Boolean) ?? [];
}

/** What is chosen of a checked text: a rule, or a manipulation by its number from 1. */
export function markedIn({ rule, passage }: Query): Marked | null {
  if (rule !== undefined) return { kind: 'rule', rule };
  const index = Number(passage) - 1;
  return Number.isInteger(index) && index >= 0 ? { kind: 'manipulation', index } : null;
}

export function markedQuery(marked: Marked | null): { rule: string | null; passage: string | null } {
  return {
    rule: marked?.kind === 'rule' ? marked.rule : null,
    passage: marked?.kind === 'manipulation' ? String(marked.index + 1) : null,
  };
}
