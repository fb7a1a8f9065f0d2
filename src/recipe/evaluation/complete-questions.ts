/** Which questions have all of their answers: with several each, a kill may fall between two answers to one question. */

import type { RunFolder } from '../../core/run-folder.ts';
import { isUnasked, readSamples, type EvaluatedAnswer } from '../../evaluate/index.ts';

const SAMPLES = 'samples.jsonl';

/** Ids by benchmark. A question that does not fit the model's context has the one row that says so. */
export function completeQuestions(
  answers: readonly EvaluatedAnswer[],
  samples: number,
): Map<string, Set<string>> {
  const complete = new Map<string, Set<string>>();
  for (const [benchmark, rows] of Map.groupBy(answers, (row) => row.benchmark)) {
    const groups = [...Map.groupBy(rows, ({ questionId }) => questionId)];
    const whole = groups.filter(([, own]) => own.length === samples || own.some(isUnasked));
    complete.set(benchmark, new Set(whole.map(([id]) => id)));
  }
  return complete;
}

/** Drops the answers to questions that have not all of them: such a question is asked again as a whole. */
export function dropIncomplete(run: RunFolder, samples: number): void {
  if (samples === 1) return;
  const complete = completeQuestions(readSamples(run).answers, samples);
  run.truncateJsonl(
    SAMPLES,
    ({ kind, benchmark, questionId }) =>
      kind !== 'answer' || complete.get(String(benchmark))?.has(String(questionId)) === true,
  );
}
