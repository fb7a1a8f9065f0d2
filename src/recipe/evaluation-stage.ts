/**
 * Evaluates one of the run's models (paper §5) and brings `results.json` up to date.
 *
 * Questions are asked in batches of a fixed size, and what an engine computes for a row may depend in its last bits on
 * the batch around it. A batch that an interruption left half answered is therefore asked again as a whole: the answers
 * of a resumed run are those of an uninterrupted one.
 */

import type { Question } from '../core/question.ts';
import type { ModelStage } from '../core/results.ts';
import { accuracyOf, evaluateStage, omissionWarnings, percent, readSamples } from '../evaluate/index.ts';
import type { EvaluatedAnswer } from '../evaluate/index.ts';
import { fromSamplingClient, toldModel } from '../models/index.ts';
import { required } from './run-context.ts';
import type { ModelContext, RunContext } from './run-context.ts';
import { StageCost } from './stage-cost.ts';
import { writeResults } from './write-results.ts';

const SAMPLES = 'samples.jsonl';

/** Answers `questions` with `models/<stage>`; answers that are there already are kept. */
export async function evaluationStage(
  context: ModelContext,
  stage: ModelStage,
  questions: readonly Question[],
): Promise<void> {
  const { recipe, run, backend, signal, observer } = context;
  const { sampling, batchSize } = required(recipe.evaluate, 'evaluate');
  const name = `evaluate ${stage}`;
  const kept = keepWholeBatches(context, stage, { total: questions.length, batchSize });
  if (kept === questions.length) return;
  observer.begun(name);
  const cost = new StageCost(run, name);
  cost.dropAfter(kept);
  const begun = performance.now();
  const soFar = readSamples(run).answers.filter((answer) => answer.stage === stage);
  const sampler = await backend.openSampler(stage);
  try {
    const bare = fromSamplingClient(`run:${run.name}@${stage}`, sampler.client, sampler);
    const model = toldModel(bare, recipe.systemPrompt);
    const all = await evaluateStage(run, {
      ...{ stage, questions, batchSize, signal, seed: recipe.seed },
      model,
      maxTokens: sampling.maxTokens,
      temperature: sampling.temperature,
      topP: sampling.topP,
      onAnswers: (answers, { done, total }) => {
        soFar.push(...answers);
        cost.addTokens(answers.reduce((sum, answer) => sum + answer.completionTokens, 0));
        cost.lap(done);
        const rate = (1000 * (done - kept)) / (performance.now() - begun);
        const metric = correctText(soFar);
        const secondsLeft = (total - done) / rate;
        observer.progress({
          ...{
            stage: name,
            done,
            total,
            unit: 'questions',
            rate,
            rateUnit: 'questions',
            metric,
            secondsLeft,
          },
        });
      },
    });
    for (const warning of omissionWarnings(name, all)) observer.warn(warning);
  } finally {
    await sampler.client.close();
  }
  await writeResults(context);
  observer.ended(name, correctText(soFar));
}

/** Drops the stage's answers beyond its last whole batch; returns how many stay. */
function keepWholeBatches(
  { run }: RunContext,
  stage: ModelStage,
  { total, batchSize }: { total: number; batchSize: number },
): number {
  const isOwn = (row: Record<string, unknown>): boolean => row.kind === 'answer' && row.stage === stage;
  const answered = run.readJsonl(SAMPLES).filter(isOwn).length;
  const whole = answered === total ? total : answered - (answered % batchSize);
  let seen = 0;
  run.truncateJsonl(SAMPLES, (row) => !isOwn(row) || seen++ < whole);
  return whole;
}

function correctText(answers: readonly EvaluatedAnswer[]): string {
  return `correct ${percent(accuracyOf(answers))} %`;
}
