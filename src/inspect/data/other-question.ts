/** The question that a left-out one resembles, with both texts: what a person needs to judge whether it was left out rightly. */

import { hitSchema, renderQuestion, repeatedQuestion } from '../../data/index.ts';
import type { Question } from '../../core/question.ts';
import type { DataRowDetail } from '../shapes.ts';
import { HITS } from './data-files.ts';
import type { DataTable, RowPlace } from './data-table.ts';
import { keptQuestion, lineRow } from './kept-question.ts';

/** Of the row itself, in full. */
interface Own {
  detail: string;
  question: Question | null;
}

export interface OtherQuestion {
  other: DataRowDetail['other'];
  facts: [string, string][];
}

export async function otherQuestion(table: DataTable, row: RowPlace, own: Own): Promise<OtherQuestion> {
  switch (row.head.set) {
    case 'duplicates':
      return { other: await repeated(table, own), facts: [] };
    case 'contaminated':
      return met(table, row);
    default:
      return { other: null, facts: [] };
  }
}

async function repeated(table: DataTable, { detail, question }: Own): Promise<DataRowDetail['other']> {
  const named = repeatedQuestion(detail);
  if (named === null) return null;
  const { of: id, similarity } = named;
  const found = await table.question(id);
  const other = found === null ? null : await keptQuestion(table, found);
  return {
    ...{ id, similarity },
    text: other && renderQuestion(other),
    own: question && renderQuestion(question),
  };
}

/** Both texts stand in the report of the decontamination; a question left out with its document has no such report. */
async function met(table: DataTable, { hit }: RowPlace): Promise<OtherQuestion> {
  if (hit === null) return { other: null, facts: [] };
  const read = await lineRow(table.place, HITS, hit, hitSchema);
  if ('fault' in read) return { other: null, facts: [[HITS, read.fault]] };
  const { against, kind, score, texts, piece } = read.row;
  return {
    other: {
      id: `${against.source}/${against.id}`,
      text: texts.evaluated,
      own: texts.training,
      similarity: score.toFixed(2),
    },
    facts: [
      ['met as', kind],
      ['in split', against.split],
      ['what they share', piece],
    ],
  };
}
