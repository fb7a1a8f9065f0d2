/** How a number is marked: as the checker has it, but apart from what a source gives where it only needs none. */

import type { NumberStatus } from '../../src/verify/index.ts';
import type { MarkedNumber } from './marked-number.ts';

export const shownStatuses = [
  'found',
  'recomputed',
  'sourceless',
  'misplaced',
  'miscalculated',
  'untraced',
  'unsupported',
] as const satisfies readonly (NumberStatus | 'sourceless')[];
export type ShownStatus = (typeof shownStatuses)[number];

/** What a number is that stands in no source, and needs none. */
const SOURCELESS = ['constant', 'assumption', 'implied'];

export function shownStatus({ status, origin }: Pick<MarkedNumber, 'status' | 'origin'>): ShownStatus {
  return status === 'found' && origin !== null && SOURCELESS.includes(origin.kind) ? 'sourceless' : status;
}
