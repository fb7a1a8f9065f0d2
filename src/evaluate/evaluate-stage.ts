/** One stage's evaluation kept in the run folder: every answer is written as it comes, and none is asked for twice. */

import type { RunFolder } from '../core/run-folder.ts';
import { evaluateModel, type EvaluationOptions } from './evaluate-model.ts';
import { readSamples, type EvaluatedAnswer } from './sample-rows.ts';

/** Evaluates and appends to `samples.jsonl`; after an interruption the same call goes on where it stopped. */
export async function evaluateStage(
  run: RunFolder,
  options: Omit<EvaluationOptions, 'answered'>,
): Promise<EvaluatedAnswer[]> {
  return evaluateModel({
    ...options,
    answered: readSamples(run).answers,
    onAnswers(answers, progress) {
      for (const answer of answers) run.appendJsonl('samples.jsonl', answer);
      options.onAnswers?.(answers, progress);
    },
  });
}
