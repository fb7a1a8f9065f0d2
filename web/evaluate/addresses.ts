/** Addresses of the room Evaluate, and of what it asks the server for. */

import type { EvaluatedModel } from '../../src/inspect/shapes.ts';
import { addressOf } from '../state/query.ts';

export function compareAddress(a: string, b: string, benchmark?: string): string {
  return addressOf('/evaluate/compare', { a, b, benchmark });
}

export interface AnswersQuery {
  model: string;
  benchmark?: string;
  verdict?: string;
  search?: string;
}

export function answersAddress(query: AnswersQuery): string {
  return addressOf('/evaluate/answers', { ...query });
}

interface Part {
  offset: number;
  limit: number;
}

export function answersRequest(
  { run, stage }: EvaluatedModel,
  filter: Omit<AnswersQuery, 'model'>,
  { offset, limit }: Part,
): string {
  const page = { offset: String(offset), limit: String(limit) };
  return addressOf(`/api/runs/${encodeURIComponent(run)}/answers`, { stage, ...filter, ...page });
}

export function compareRequest(
  sides: { a: string; b: string; benchmark?: string },
  { offset, limit }: Part,
): string {
  return addressOf('/api/compare', { ...sides, offset: String(offset), limit: String(limit) });
}

export function sampleRequest(run: string, row: number): string {
  return `/api/runs/${encodeURIComponent(run)}/samples/${row}`;
}

/** `12` */
export function rowIn(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** The rows of both answers of a flip: `12-3012`. */
export function rowsIn(text: string | undefined): { a: number; b: number } | null {
  const [, a, b] = /^(\d+)-(\d+)$/.exec(text ?? '') ?? [];
  return a === undefined || b === undefined ? null : { a: Number(a), b: Number(b) };
}
