/** What an address of this room stands for, and the other way round. Filters and what is opened stand in the query (`state/query.ts`). */

import { addressOf } from '../state/query.ts';

export type RunPart = 'overview' | 'groups' | 'answers';

export type Place =
  { kind: 'list' } | { kind: 'diff' } | { kind: 'run'; name: string; part: RunPart } | { kind: 'nowhere' };

/** @param path `/runs`, `/runs/diff`, `/runs/NAME`, `/runs/NAME/groups`, … A run called diff is at `/runs/diff/overview`. */
export function placeOf(path: string): Place {
  const [, , name, part, ...more] = path.replace(/\/$/, '').split('/');
  if (name === undefined) return { kind: 'list' };
  if (name === 'diff' && part === undefined) return { kind: 'diff' };
  const known = (['overview', 'groups', 'answers'] as const).find((one) => one === (part ?? 'overview'));
  return known === undefined || more.length > 0 ? { kind: 'nowhere' } : { kind: 'run', name, part: known };
}

type Query = Readonly<Record<string, string | undefined>>;

export function runAddress(name: string, part: RunPart = 'overview', query: Query = {}): string {
  const isPlain = part === 'overview' && name !== 'diff';
  return addressOf(isPlain ? `/runs/${name}` : `/runs/${name}/${part}`, query);
}

/** Of the server: a run, or what `rest` names of it. */
export function runApi(name: string, rest = ''): string {
  return `/api/runs/${encodeURIComponent(name)}${rest}`;
}
