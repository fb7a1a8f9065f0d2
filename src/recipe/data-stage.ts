/** The data set of a run, in `data/`: questions → teacher → checks → routing (paper §3). */

import { createHash } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { InterruptedError } from '../core/errors.ts';
import { canonicalJson } from '../core/ids.ts';
import type { Question } from '../core/question.ts';
import { buildDataset, finsimBenchmarks, findTeacher, firstOf, Intake } from '../data/index.ts';
import { isGenerated } from './check-recipe.ts';
import { questionsOf, withoutEvaluated } from './questions.ts';
import { required } from './run-context.ts';
import type { RunContext } from './run-context.ts';
import { generatedSource } from './schema.ts';
import type { SourceChoice } from './schema.ts';
import { StageCost } from './stage-cost.ts';

const STAGE = 'data';

/** Builds `data/` unless it is there. Questions on documents of `evaluated` are left out. */
export async function dataStage(context: RunContext, evaluated: readonly Question[]): Promise<void> {
  const { recipe, run, dataDir, signal, observer } = context;
  if (run.has(STAGE)) return;
  observer.begun(STAGE);
  const { sources, teachers, samplesPerQuestion } = required(recipe.data, 'data');
  const cost = new StageCost(run, STAGE);
  const intake = new Intake();
  const hash = createHash('sha256');
  const questions = questionsOf(sources, { seed: recipe.seed, dataDir, purpose: 'train', intake });
  const partial = run.path('data.partial');
  rmSync(partial, { recursive: true, force: true });
  const { funnel } = await buildDataset({
    questions: watched(withoutEvaluated(questions, evaluated, intake), signal, (question) =>
      hash.update(canonicalJson(question)),
    ),
    teacher: firstOf(teachers.map(findTeacher)),
    samplesPerQuestion,
    seed: recipe.seed,
    directory: partial,
    intake,
    total: knownTotal(sources),
    log: ({ done, total, rate }) =>
      observer.progress({
        ...{ stage: STAGE, done, total, unit: 'questions', rate, rateUnit: 'questions', metric: '' },
        secondsLeft: total === undefined ? undefined : (total - done) / rate,
      }),
  });
  run.recordDataHashes({ training: hash.digest('hex') });
  cost.lap(null);
  renameSync(partial, run.path(STAGE));
  const { asked, sft, rl, dropped } = funnel.total;
  observer.ended(STAGE, `${asked} questions: ${sft} to SFT, ${rl} to RL, ${dropped} dropped`);
}

async function* watched(
  questions: AsyncIterable<Question>,
  signal: AbortSignal,
  see: (question: Question) => void,
): AsyncGenerator<Question> {
  for await (const question of questions) {
    if (signal.aborted) throw new InterruptedError('data: stopped; the data set is built afresh next time');
    see(question);
    yield question;
  }
}

function knownTotal(choices: readonly SourceChoice[]): number | undefined {
  if (!choices.every((choice) => isGenerated(choice) && choice.count !== undefined)) return undefined;
  return choices.reduce(
    (sum, { source, count = 0 }) => sum + count * (source === generatedSource ? finsimBenchmarks.length : 1),
    0,
  );
}
