/** The data set of a run, in `data/`: questions → teacher → checks → routing (paper §3). */

import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { InputError, InterruptedError } from '../core/errors.ts';
import { canonicalJson } from '../core/ids.ts';
import type { Question } from '../core/question.ts';
import { buildDataset, datasetFault, findTeacher, firstOf, Intake, ruleChecks } from '../data/index.ts';
import { isGenerated } from './check-recipe.ts';
import { questionsOf, withoutEvaluated } from './questions.ts';
import { required } from './run-context.ts';
import type { RunContext } from './run-context.ts';
import { StageCost } from './stage-cost.ts';

const STAGE = 'data';

/**
 * Builds `data/` unless it is there and whole. Questions on documents of `evaluated` are left out.
 * @throws InputError when `data/` was built from other questions than those that are named now.
 */
export async function dataStage(context: RunContext, evaluated: readonly Question[]): Promise<void> {
  const { recipe, run, observer } = context;
  if (run.has(STAGE)) {
    const fault = await datasetFault(run.path(STAGE));
    if (fault === null) return requireSameQuestions(context, evaluated);
    observer.warn(`the data set is damaged and is built again: ${fault}`);
  }
  observer.begun(STAGE);
  const { teachers, samplesPerQuestion } = required(recipe.data, 'data');
  const cost = new StageCost(run, STAGE);
  cost.dropAll();
  const intake = new Intake();
  const hash = createHash('sha256');
  const partial = run.path('data.partial');
  rmSync(partial, { recursive: true, force: true });
  const { funnel } = await buildDataset({
    questions: trainingQuestions(context, evaluated, intake, hash),
    teacher: firstOf(teachers.map(findTeacher)),
    checks: ruleChecks,
    samplesPerQuestion,
    seed: recipe.seed,
    directory: partial,
    intake,
    log: ({ done, total, rate }) =>
      observer.progress({
        ...{ stage: STAGE, done, total, unit: 'questions', rate, rateUnit: 'questions', metric: '' },
        secondsLeft: total === undefined ? undefined : (total - done) / rate,
      }),
  });
  run.recordDataHashes({ training: hash.digest('hex') });
  cost.lap(null);
  rmSync(run.path(STAGE), { recursive: true, force: true });
  renameSync(partial, run.path(STAGE));
  const { asked, sft, rl, dropped } = funnel.total;
  observer.ended(STAGE, `${asked} questions: ${sft} to SFT, ${rl} to RL, ${dropped} dropped`);
}

/** What is asked for training, taken into `hash` on the way. */
async function* trainingQuestions(
  { recipe, dataDir, signal }: RunContext,
  evaluated: readonly Question[],
  intake: Intake,
  hash: Hash,
): AsyncGenerator<Question> {
  const { sources } = required(recipe.data, 'data');
  const questions = questionsOf(sources, { seed: recipe.seed, dataDir, purpose: 'train', intake });
  for await (const question of withoutEvaluated(questions, evaluated, intake)) {
    if (signal.aborted) throw new InterruptedError('data: stopped; the data set is built afresh next time');
    hash.update(canonicalJson(question));
    yield question;
  }
}

/** Generated questions follow from the recipe; stored ones are read again where a directory is named, which may hold others. */
async function requireSameQuestions(context: RunContext, evaluated: readonly Question[]): Promise<void> {
  const { recipe, run, dataDir } = context;
  const built = run.facts.dataHashes.training;
  if (dataDir === undefined || built === undefined || recipe.data?.sources.every(isGenerated)) return;
  const hash = createHash('sha256');
  const questions = trainingQuestions(context, evaluated, new Intake(), hash);
  while ((await questions.next()).done !== true);
  const now = hash.digest('hex');
  if (now === built) return;
  const short = (digest: string): string => digest.slice(0, 12);
  throw new InputError(
    `${run.path(STAGE)} was built from other questions than those in ${dataDir} (SHA-256 ${short(built)} → ${short(now)})`,
    {
      code: 'other-data',
      hint:
        'Name the directory it was built from with --data-dir, or build another data set with --name ' +
        '(another version of fin-r1 may read the same files differently).',
    },
  );
}
