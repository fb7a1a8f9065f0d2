/** `fin-r1 score`: the answers that a run holds, scored anew by the rules of this version, without asking the model again. */

import { join } from 'node:path';
import { RunFolder } from '../../core/run-folder.ts';
import { answerJudge } from '../../data/index.ts';
import {
  findBenchmarkOf,
  isUnasked,
  own,
  readSamples,
  scoreRow,
  type EvaluatedAnswer,
  type Scoring,
} from '../../evaluate/index.ts';
import { openModelPool } from '../../models/index.ts';
import { evaluationSettingsOf } from './evaluation-folder.ts';
import { writeEvaluation, type WrittenEvaluation } from './write-evaluation.ts';

export interface RescoreOptions {
  runsDir: string;
  /** Model string of the judge of what rules leave open. */
  judge?: string;
  cachePath?: string;
  signal: AbortSignal;
}

export interface Rescored extends WrittenEvaluation {
  /** Answers whose verdict is another one now. */
  changed: { before: EvaluatedAnswer; after: EvaluatedAnswer }[];
}

/** Verdicts, results and report are written anew. @throws InputError where the folder holds no evaluation. */
export async function rescoreRun(directory: string, options: RescoreOptions): Promise<Rescored> {
  const settings = evaluationSettingsOf(RunFolder.open(directory));
  const run = RunFolder.create(directory, { recipe: settings });
  const pool =
    options.judge === undefined
      ? null
      : openModelPool({
          cachePath: options.cachePath ?? join(options.runsDir, 'requests.sqlite'),
          runsDirectory: options.runsDir,
          signal: options.signal,
        });
  try {
    const judge = pool === null ? null : answerJudge(await pool.open(options.judge ?? '', 'judge'));
    const needsJudge = (id: string): boolean => findBenchmarkOf(id)?.headline === 'judged';
    const { answers } = readSamples(run);
    const after = await rescored(answers, { protocol: own, judge, needsJudge });
    const changed = answers.flatMap((before, i) => {
      const now = after[i] as EvaluatedAnswer;
      return now.verdict === before.verdict ? [] : [{ before, after: now }];
    });
    run.writeAtomic('samples.jsonl', after.map((row) => `${JSON.stringify(row)}\n`).join(''));
    return { ...(await writeEvaluation(run, { judge, runsDir: options.runsDir })), changed };
  } finally {
    await pool?.close();
    run.close();
  }
}

/** A judge's verdict of an earlier scoring stays where rules leave the answer open and no other judge is asked. */
export async function rescored(
  answers: readonly EvaluatedAnswer[],
  scoring: Scoring,
): Promise<EvaluatedAnswer[]> {
  return Promise.all(
    answers.map(async (row) => {
      if (isUnasked(row)) return row;
      const { verdict, rule, reason } = row;
      if (!rule.startsWith('judge:') || scoring.judge !== null || verdict === 'unasked')
        return scoreRow(row, scoring);
      const judgedBefore = { id: rule, judge: () => Promise.resolve({ verdict, rule, reason }) };
      return scoreRow(row, { ...scoring, judge: judgedBefore });
    }),
  );
}
