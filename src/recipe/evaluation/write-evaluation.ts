/** `results.json` and `report.html` of an evaluation, made from its rows. */

import type { Results, Score } from '../../core/results.ts';
import { resultsSchema } from '../../core/results.ts';
import type { RunFolder } from '../../core/run-folder.ts';
import { calibrationPath, calibrationSentence, readCalibration, type AnswerJudge } from '../../data/index.ts';
import {
  findBenchmarkOf,
  judgeAgreement,
  readSamples,
  summarise,
  writeReport,
  type EvaluatedAnswer,
  type JudgeAgreement,
} from '../../evaluate/index.ts';
import { stageSeconds } from '../stage-cost.ts';
import { completeQuestions } from './complete-questions.ts';
import { evaluationSettingsSchema, PLANNED, plannedSchema } from './settings.ts';

export interface WrittenEvaluation {
  directory: string;
  model: string;
  /** By benchmark, `total` last. */
  scores: Record<string, Score>;
  answers: readonly EvaluatedAnswer[];
  reportPath: string;
  judging: Judging | null;
  /** All questions of the benchmarks were to be asked, not a sample. */
  isWhole: boolean;
  /** Questions that have no answer yet, by benchmark; empty where all have one. */
  missing: Record<string, number>;
}

/** How far the judge may be trusted. */
export interface Judging {
  id: string;
  /** Answers that it decided in this evaluation. */
  judged: number;
  agreement: JudgeAgreement;
  /** What `data calibrate` found; null where this judge was never tried. */
  calibration: string | null;
}

/** Scores what is in `samples.jsonl`. */
export async function writeEvaluation(
  run: RunFolder,
  { judge, runsDir }: { judge: AnswerJudge | null; runsDir: string },
): Promise<WrittenEvaluation> {
  const { model, seed, limit, samples } = run.readJson('recipe.json', evaluationSettingsSchema);
  const isWhole = limit === null;
  const { answers } = readSamples(run);
  const scores = scoresOf(answers, seed, isWhole);
  const judging = judge === null ? null : await describeJudge(judge, answers, { seed, runsDir });
  const results: Results = resultsSchema.parse({
    stages: { [model]: scores },
    tests: [],
    seconds: stageSeconds(run),
    model: { name: model },
    seed,
    judge: judging,
  });
  run.writeAtomic('results.json', `${JSON.stringify(results, null, 2)}\n`);
  const reportPath = await writeReport(run);
  return {
    directory: run.directory,
    model,
    scores,
    answers,
    reportPath,
    judging,
    isWhole,
    missing: missingOf(run, answers, samples),
  };
}

async function describeJudge(
  judge: AnswerJudge,
  answers: readonly EvaluatedAnswer[],
  { seed, runsDir }: { seed: number; runsDir: string },
): Promise<Judging> {
  const calibration = readCalibration(calibrationPath(runsDir, judge.id));
  return {
    id: judge.id,
    judged: answers.filter(({ rule, verdict }) => rule === `judge:${judge.id}` && verdict !== 'judge-error')
      .length,
    agreement: await judgeAgreement(answers, judge, seed),
    calibration: calibration === null ? null : calibrationSentence(calibration),
  };
}

function missingOf(
  run: RunFolder,
  answers: readonly EvaluatedAnswer[],
  samples: number,
): Record<string, number> {
  const complete = completeQuestions(answers, samples);
  const planned = run.has(PLANNED) ? run.readJson(PLANNED, plannedSchema) : {};
  const entries = Object.entries(planned).flatMap(([id, count]): [string, number][] => {
    const answered = complete.get(id)?.size ?? 0;
    return answered < count ? [[id, count - answered]] : [];
  });
  return Object.fromEntries(entries);
}

/** With what others have published of each benchmark. */
export function scoresOf(
  answers: readonly EvaluatedAnswer[],
  seed: number,
  isWhole: boolean,
): Record<string, Score> {
  // Of a sample of turns no dialogue is known in full.
  const scores = summarise(answers, seed, (id) => (isWhole ? findBenchmarkOf(id)?.group : undefined));
  for (const [id, score] of Object.entries(scores)) {
    const stated = findBenchmarkOf(id);
    if (stated === null || stated.id !== id) continue;
    Object.assign(score, { headline: stated.headline, published: stated.published });
  }
  return scores;
}
