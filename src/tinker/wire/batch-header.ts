/**
 * `X-Fin-R1-Batch: ID/INDEX/SIZE`: which samples were asked for in the same tick. Our sampler's numbers depend in their last
 * digits on what else is in a batch, so a server of ours runs a declared batch as one; others ignore the header.
 */

import { InputError } from '../../core/errors.ts';

export const BATCH_HEADER = 'x-fin-r1-batch';

export interface BatchPlace {
  /** Unique per sampling client and tick. */
  id: string;
  /** From 0. */
  index: number;
  size: number;
}

export function formatBatchPlace({ id, index, size }: BatchPlace): string {
  return `${id}/${index}/${size}`;
}

export function parseBatchPlace(header: string): BatchPlace {
  const [, id, index, size] = /^([\w.:-]{1,200})\/(\d{1,6})\/(\d{1,6})$/.exec(header) ?? [];
  const place = { id: id ?? '', index: Number(index), size: Number(size) };
  if (id !== undefined && place.index < place.size) return place;
  throw new InputError(`the header ${BATCH_HEADER} is ${JSON.stringify(header)}`, {
    code: 'malformed',
    hint: 'It is ID/INDEX/SIZE, with an index from 0 below the size; leave it out otherwise.',
  });
}
