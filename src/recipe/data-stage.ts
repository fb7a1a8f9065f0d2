/** The data set of a run, in `data/`: questions → teacher → checks → routing (paper §3). */

import { countOf } from '../core/count-of.ts';
import { createHash } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { InputError } from '../core/errors.ts';
import type { Question } from '../core/question.ts';
import {
  answerStanding,
  buildDataset,
  calibrationPath,
  calibrationSentence,
  datasetFault,
  Intake,
  readCalibration,
  readFunnel,
  reasoningStanding,
} from '../data/index.ts';
import type { BuildProgress } from '../data/index.ts';
import { isGenerated } from './check-recipe.ts';
import { dataTools, modelsOf } from './data-tools.ts';
import { countBySplit, heldOutQuestions } from './held-out.ts';
import { openRunPool, usageOfAllStarts } from './open-run-pool.ts';
import { required } from './run-context.ts';
import type { RunContext } from './run-context.ts';
import type { StageProgress } from './run-observer.ts';
import { StageCost } from './stage-cost.ts';
import { questionOptions, trainingQuestions } from './training-questions.ts';

const STAGE = 'data';

/**
 * Builds `data/` unless it is there and whole. Held-out questions are left out, and what shows them.
 * @throws InputError when `data/` was built from other questions than those that are named now.
 */
export async function dataStage(context: RunContext, evaluated: readonly Question[]): Promise<void> {
  const { run, observer } = context;
  let retried = 0;
  if (run.has(STAGE)) {
    const fault = await datasetFault(run.path(STAGE));
    const before =
      fault === null && context.data.retrySetAside ? await readFunnel(run.path(STAGE, 'funnel.json')) : null;
    const again = before !== null && before.total.setAside > 0;
    if (fault === null && !again) return requireSameQuestions(context, evaluated);
    if (again) retried = (before.facts.retried ?? 0) + 1;
    if (fault !== null) observer.warn(`the data set is damaged and is built again: ${fault}`);
  }
  observer.begun(STAGE);
  const heldOut = await heldOutQuestions(context.recipe, evaluated, questionOptions(context));
  await build(context, heldOut, retried);
}

async function build(context: RunContext, heldOut: readonly Question[], retried: number): Promise<void> {
  const { recipe, run, observer } = context;
  const { shard } = context.data;
  const choice = required(recipe.data, 'data');
  const cost = new StageCost(run, STAGE);
  cost.dropAll();
  const intake = new Intake();
  const hash = createHash('sha256');
  const partial = run.path('data.partial');
  rmSync(partial, { recursive: true, force: true });
  const calibration = judgeStanding(context);
  const pool = modelsOf(choice).length === 0 ? undefined : openRunPool(context);
  try {
    const tools = await dataTools(choice, recipe.seed, pool, retried);
    const { funnel, shortfalls, setAsideExample } = await buildDataset({
      ...tools,
      questions: trainingQuestions(context, heldOut, { intake, hash, scratch: run.directory }),
      directory: partial,
      intake,
      shard,
      targets: targetsOf(choice.sources),
      // Each question may wait for several requests one after another, so more are in work than are asked at once.
      width: pool === undefined ? undefined : 2 * choice.requests.concurrency,
      facts: () => ({
        judges: { answer: choice.judge ?? null, reasoning: choice.judge ?? null },
        ...(calibration !== null && { calibration: [calibration] }),
        ...(retried > 0 && { retried }),
        heldOut: countBySplit(heldOut),
        ...(pool && { usage: usageOfAllStarts(pool) }),
      }),
      log: (progress) => observer.progress(shown(progress)),
    });
    run.recordDataHashes({ training: hash.digest('hex') });
    cost.lap(null);
    rmSync(run.path(STAGE), { recursive: true, force: true });
    renameSync(partial, run.path(STAGE));
    for (const { source, target, kept } of shortfalls)
      observer.warn(`${source}: all questions were asked and ${kept} kept; the target is ${target}`);
    if (setAsideExample !== null)
      observer.warn(`questions were set aside, the first because: ${setAsideExample}`);
    const { asked, sft, rl, dropped, setAside, quarantined, excluded } = funnel.total;
    const isAnyRefused = quarantined + excluded > 0;
    if (asked === 0)
      observer.warn(
        `the sources gave no question to ask${isAnyRefused ? '; dropped.jsonl and quarantine.jsonl in data/ say why' : ''}`,
      );
    const aside = setAside > 0 ? `, ${setAside} set aside (ask again with --retry)` : '';
    observer.ended(
      STAGE,
      `${countOf(asked, 'question')}: ${sft} to SFT, ${rl} to RL, ${dropped} dropped${aside}`,
    );
  } finally {
    await pool?.close();
  }
}

/** What the card says of the judge; null without one. A judge that was not put on trial, or failed, is told at once. */
function judgeStanding({ recipe, runsDir, observer }: RunContext): string | null {
  const judge = recipe.data?.judge;
  if (judge === undefined) return null;
  const found = readCalibration(calibrationPath(runsDir, judge));
  if (found === null) {
    observer.warn(
      `the judge ${judge} has not been calibrated here: fin-r1 data calibrate --judge '${judge}'`,
    );
    return `The judge \`${judge}\` was not calibrated before this build.`;
  }
  const faults = [...answerStanding(found).faults, ...reasoningStanding(found).faults];
  if (faults.length > 0) observer.warn(`the judge ${judge} fails its calibration: ${faults.join('; ')}`);
  return calibrationSentence(found);
}

function targetsOf(sources: readonly { source: string; target?: number }[]): Record<string, number> {
  return Object.fromEntries(
    sources.flatMap(({ source, target }) => (target === undefined ? [] : [[source, target]])),
  );
}

function shown({ phase, done, total, rate, kept }: BuildProgress): StageProgress {
  return {
    ...{ stage: STAGE, done, total, unit: 'questions', rate, rateUnit: 'questions' },
    metric: phase === 'reading' ? 'reading' : `kept ${kept}`,
    secondsLeft: total === undefined || done === 0 ? undefined : (total - done) / rate,
  };
}

/** Generated questions follow from the recipe; stored ones are read again where a directory is named, which may hold others. */
async function requireSameQuestions(context: RunContext, evaluated: readonly Question[]): Promise<void> {
  const { recipe, run, dataDir } = context;
  const built = run.facts.dataHashes.training;
  if (dataDir === undefined || built === undefined || recipe.data?.sources.every(isGenerated)) return;
  const heldOut = await heldOutQuestions(recipe, evaluated, questionOptions(context));
  const hash = createHash('sha256');
  const tools = { intake: new Intake(), hash, scratch: run.directory };
  const questions = trainingQuestions(context, heldOut, tools);
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
