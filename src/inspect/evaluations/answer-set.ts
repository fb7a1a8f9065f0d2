/** What a table of samples holds of one model's answers: enough to pair them, by benchmark, without their texts. */

import { ANSWER, type SampleTable } from '../samples/sample-table.ts';
import type { QuestionVerdict } from '../../core/outcome.ts';

export interface ListedDecision {
  row: number;
  benchmark: string;
  questionId: string;
  cluster: string;
  sample: number;
  verdict: QuestionVerdict;
}

export type AnswerSet = ReadonlyMap<string, ListedDecision[]>;

/** Stages that have answers. */
export function answeredStages(table: SampleTable): string[] {
  const codes = new Set<number>();
  for (let row = 0; row < table.size; row++)
    if (table.kind.at(row) === ANSWER) codes.add(table.stage.at(row));
  return [...codes].map((code) => table.stages.name(code));
}

export function answerSet(table: SampleTable, stage: string): AnswerSet {
  const wanted = table.stages.find(stage);
  const sets = new Map<string, ListedDecision[]>();
  for (let row = 0; row < table.size; row++) {
    if (table.kind.at(row) !== ANSWER || table.stage.at(row) !== wanted) continue;
    const benchmark = table.benchmarks.name(table.benchmark.at(row));
    const own = sets.get(benchmark) ?? [];
    if (own.length === 0) sets.set(benchmark, own);
    own.push({
      row,
      benchmark,
      questionId: table.ids.name(table.id.at(row)),
      cluster: table.clusters.name(table.cluster.at(row)),
      sample: table.sample.at(row),
      verdict: table.verdictAt(row),
    });
  }
  return sets;
}
