/** One row of a data set in full. */

import { z } from 'zod';
import type { Question } from '../../core/question.ts';
import { groundTrace } from '../../verify/index.ts';
import { readRow } from '../lines/read-row.ts';
import { notFound } from '../not-found.ts';
import type { DataRowDetail, DataRowHead, RowSet } from '../shapes.ts';
import type { DataTable, RowPlace } from './data-table.ts';
import { keptQuestion, lineRow, parquetRow, readQuestion } from './kept-question.ts';
import { otherQuestion } from './other-question.ts';

const chatSchema = z.array(z.object({ role: z.string(), content: z.string() })).min(1);
const criteriaSchema = z.record(z.string(), z.string());
const toldSchema = z.looseObject({ detail: z.string().optional(), excerpt: z.string().optional() });

const lineFiles = {
  dropped: 'dropped.jsonl',
  duplicates: 'dropped.jsonl',
  contaminated: 'dropped.jsonl',
  'set-aside': 'set-aside.jsonl',
  quarantine: 'quarantine.jsonl',
} as const;

/** @throws InputError where there is no such row, or its file can no longer be read. */
export async function rowDetail(table: DataTable, set: RowSet, row: number): Promise<DataRowDetail> {
  const found = await table.row(set, row);
  if (found === null) throw notFound(`There is no row ${row} in ${set} of ${table.place.name}.`);
  if (set === 'sft') return sftDetail(found.head, await parquetRow(table, set, row));
  if (set === 'rl') return rlDetail(found.head, await parquetRow(table, set, row));
  return leftOutDetail(table, found, lineFiles[set]);
}

function sftDetail(head: DataRowHead, cells: Record<string, string>): DataRowDetail {
  const question = readQuestion(cells);
  const text = completionOf(cells);
  const criteria = readRow(Buffer.from(cells.criteria ?? ''), criteriaSchema);
  return {
    ...{ head, question, other: null },
    trace:
      text === null || question === null
        ? null
        : { text, teacher: cells.teacher ?? '', grounding: groundTrace(text, question) },
    answerVerdict: { rule: cells.rule ?? '', reason: cells.verdict_reason ?? '' },
    criteria:
      'row' in criteria ? Object.entries(criteria.row).map(([name, reason]) => ({ name, reason })) : null,
    facts: [
      ...aboutQuestion(question, cells),
      ...shown([
        ['teacher’s prompt', cells.teacher_prompt],
        ['ended', cells.finish_reason],
        ['request', cells.request_key],
        ['student’s prompt', [cells.prompt_version, cells.prompt_hash].filter(Boolean).join(', ')],
      ]),
    ],
  };
}

function rlDetail(head: DataRowHead, cells: Record<string, string>): DataRowDetail {
  const question = readQuestion(cells);
  return {
    ...{ head, question, trace: null, answerVerdict: null, criteria: null, other: null },
    facts: [
      ...shown([
        ['why here', cells.detail],
        ['solution', cells.solution],
      ]),
      ...aboutQuestion(question, cells),
    ],
  };
}

async function leftOutDetail(
  table: DataTable,
  found: RowPlace,
  file: (typeof lineFiles)[keyof typeof lineFiles],
): Promise<DataRowDetail> {
  const { head, line } = found;
  const read = line === null ? null : await lineRow(table.place, file, line, toldSchema);
  const told = read !== null && 'row' in read ? read.row : {};
  const detail = told.detail ?? told.excerpt ?? head.detail;
  const question = await keptQuestion(table, found);
  const { other, facts } = await otherQuestion(table, found, { detail, question });
  return {
    ...{ head, question, trace: null, answerVerdict: null, criteria: null, other },
    facts: [...shown([['why here', detail]]), ...facts, ...aboutQuestion(question, {})],
  };
}

/** The assistant's message, tags and all. */
function completionOf({ messages = '' }: Record<string, string>): string | null {
  const read = readRow(Buffer.from(messages), chatSchema);
  return 'row' in read ? (read.row.at(-1)?.content ?? null) : null;
}

function aboutQuestion(question: Question | null, cells: Record<string, string>): [string, string][] {
  const { cluster, licence, split } = question ?? {
    cluster: cells.cluster,
    licence: cells.licence,
    split: cells.split,
  };
  const isUnread = question === null && cells.question_json !== undefined;
  return shown([
    ['document', cluster],
    ['licence', licence],
    ['split', split],
    ['gold program', question?.program],
    ['question', isUnread ? 'cannot be read: it is not of this version of fin-r1' : ''],
  ]);
}

function shown(facts: readonly [string, string | undefined][]): [string, string][] {
  return facts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]]));
}
