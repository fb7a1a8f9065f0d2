/** A data set as a whole: funnel, card and how many rows there are of what. */

import { z } from 'zod';
import type { Read, RunPlace } from '../folder/run-place.ts';
import { rowSets, type DatasetDetail, type DatasetSummary } from '../shapes.ts';
import { CARD, DATA, FUNNEL } from './data-files.ts';
import type { DataTable } from './data-table.ts';

const count = z.number();
const summarySchema = z.looseObject({
  teacher: z.string(),
  total: z.looseObject({ asked: count, sft: count, rl: count, dropped: count, setAside: count.default(0) }),
});
const funnelSchema = z.record(z.string(), z.unknown());

export async function datasetSummary(place: RunPlace): Promise<DatasetSummary> {
  const funnel = await place.json(summarySchema, DATA, FUNNEL);
  if (funnel.state !== 'read') {
    return {
      ...{ run: place.name, teacher: null, asked: null, sft: null, rl: null, dropped: null, setAside: null },
      fault: faultOf(funnel),
    };
  }
  const { teacher, total } = funnel.value;
  const { asked, sft, rl, dropped, setAside } = total;
  return { run: place.name, teacher, asked, sft, rl, dropped, setAside, fault: null };
}

export async function datasetDetail(place: RunPlace, table: DataTable): Promise<DatasetDetail> {
  const funnel = await place.json(funnelSchema, DATA, FUNNEL);
  const card = await place.text(DATA, CARD);
  const { broken, unread } = table.loaded;
  const rows = new Map((await table.counts('set_name')).map(({ value, rows }) => [value, rows]));
  return {
    run: place.name,
    funnel: funnel.state === 'read' ? funnel.value : null,
    card: card.state === 'read' ? card.value : '',
    sets: rowSets.map((set) => ({ set, rows: unread.includes(set) ? null : (rows.get(set) ?? 0) })),
    sources: await table.counts('source'),
    languages: await table.counts('language'),
    broken: [
      ...(funnel.state === 'read' ? [] : [faultOf(funnel)]),
      ...(card.state === 'broken' ? [card.fault] : []),
      ...broken,
    ],
  };
}

function faultOf(read: Exclude<Read<unknown>, { state: 'read' }>): string {
  return read.state === 'broken' ? read.fault : `${DATA}/${FUNNEL} is missing`;
}
