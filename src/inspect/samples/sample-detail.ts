/** One row of `samples.jsonl` in full, with its reasoning checked against what the question stands on. */

import { InputError } from '../../core/errors.ts';
import { answerFacts, sampleRowSchema } from '../../evaluate/index.ts';
import { groundTrace } from '../../verify/index.ts';
import type { OpenFile } from '../lines/growing-file.ts';
import { readRow } from '../lines/read-row.ts';
import { notFound } from '../not-found.ts';
import type { SampleDetail } from '../shapes.ts';
import { ANSWER, NO_ROW, type SampleTable } from './sample-table.ts';

/** @throws InputError where there is no such row, or it cannot be read. */
export async function sampleDetail(
  { lines: table, read }: Pick<OpenFile<SampleTable>, 'lines' | 'read'>,
  row: number,
): Promise<SampleDetail> {
  if (row >= table.size || table.kind.at(row) === NO_ROW) {
    throw notFound(`There is no row ${row} in samples.jsonl, or it cannot be read.`);
  }
  const bytes = await read(table.start.at(row), table.end.at(row));
  const found = readRow(bytes, sampleRowSchema);
  if ('fault' in found) throw new InputError(`samples.jsonl, line ${row + 1}: ${found.fault}`);
  const { row: sample } = found;
  const source = sample.source ?? null;
  return {
    head: table.kind.at(row) === ANSWER ? table.answerHead(row) : table.rollout(row).head,
    kind: sample.kind,
    prompt: sample.prompt,
    text: sample.text,
    source,
    grounding: source === null ? null : groundTrace(sample.text, source),
    facts: answerFacts(sample),
  };
}
