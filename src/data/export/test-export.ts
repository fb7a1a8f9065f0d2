/** A small data set for tests of what reads one. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Question, Reference } from '../../core/question.ts';
import type { Trace } from '../../core/trace.ts';
import { rlColumns, rlRow, sftColumns, sftRow } from '../build/dataset-rows.ts';
import { writeParquet } from '../build/write-parquet.ts';

export const reference: Reference = { kind: 'number', value: 0.1, unit: 'decimal', tolerance: 0 };

export function testQuestion(id: string, change: Partial<Question> = {}): Question {
  return {
    ...{ id, source: 'own', split: 'train', language: 'en', category: 'growth', licence: 'MIT' },
    ...{ cluster: id, texts: [{ id: 't', text: 'Revenue was 110 in 2020 and 100 in 2019.' }], tables: [] },
    ...{ history: [], question: `By how many percent did revenue grow (${id})?`, reference, ...change },
  };
}

function testTrace(question: Question, sample: number): Trace {
  return {
    ...{ questionId: question.id, sample, text: '<think>110 / 100 - 1 = 0.1</think><answer>10%</answer>' },
    ...{ reasoning: '110 / 100 - 1 = 0.1', answer: '10%', finishReason: 'stop', model: 'teacher:test' },
    ...{ usage: { promptTokens: 1, completionTokens: 1 }, requestKey: 'k' },
  };
}

/** Writes `sft.parquet`, `rl.parquet` and what stands beside them; `samples` traces a question of the SFT set. */
export async function writeTestDataset(
  directory: string,
  { sft, rl, samples = 1 }: { sft: readonly Question[]; rl: readonly Question[]; samples?: number },
): Promise<void> {
  const outcome = { verdict: 'correct', rule: 'number:rounding', reason: '10% is 0.1' } as const;
  const sftRows = sft.flatMap((question, index) =>
    Array.from({ length: samples }, (_, sample) =>
      sftRow(index, question, testTrace(question, sample), outcome, { passed: true, criteria: [] }),
    ),
  );
  const rlRows = rl.map((question, index) => rlRow(sft.length + index, question, 'wrong', '20% is not 0.1'));
  for (const [name, rows, columns] of [
    ['sft', sftRows, sftColumns] as const,
    ['rl', rlRows, rlColumns] as const,
  ]) {
    const lines = join(directory, `${name}.jsonl`);
    await writeFile(lines, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await writeParquet(lines, join(directory, `${name}.parquet`), columns);
  }
  await writeFile(join(directory, 'funnel.json'), '{}');
}
