/** The files of a data set, and whether they are still those that were read. */

import { statSync } from 'node:fs';
import type { RunPlace } from '../folder/run-place.ts';

export const DATA = 'data';
export const FUNNEL = 'funnel.json';
export const CARD = 'README.md';
export const HITS = 'decontamination.jsonl';
export const LEFT_OUT = 'left-out.jsonl';

/** What rows are read from. */
export const rowFiles = [
  'sft.parquet',
  'rl.parquet',
  'dropped.jsonl',
  'set-aside.jsonl',
  'quarantine.jsonl',
  LEFT_OUT,
  HITS,
] as const;
export type RowFile = (typeof rowFiles)[number];

export function hasDataset(place: RunPlace): boolean {
  return place.has(DATA, FUNNEL) || place.has(DATA, 'sft.parquet');
}

/** Another one where one of the files is another, came or went. @throws InputError where a link leads out of the run. */
export function dataStamp(place: RunPlace): string {
  const stamps = rowFiles.map((name) => {
    const path = place.find(DATA, name);
    const stat = path === null ? undefined : statSync(path, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? '-' : `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
  });
  return stamps.join('\n');
}
