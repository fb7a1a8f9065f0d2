/**
 * How far a judge agrees with the rules: it is asked about some answers that the rules decided too. Its verdicts on what the rules leave
 * open deserve as much trust as these.
 */

import { Random } from '../../core/random.ts';
import { cohenKappa, kappaInterval, type RatedPair } from '../../core/statistics/kappa.ts';
import type { AnswerJudge } from '../../data/judge.ts';
import { goldAnswer } from '../gold.ts';
import { readAnswer } from '../protocols/read-answer.ts';
import type { EvaluatedAnswer } from '../sample-rows.ts';

export interface JudgeAgreement {
  /** Answers that both decided. */
  n: number;
  /** Share of `n`. */
  agreed: number | null;
  /** Null where one verdict prevails so that nothing can be said. */
  kappa: number | null;
  interval: { low: number; high: number } | null;
  /** Times that the judge gave no verdict. */
  failed: number;
}

/** Few enough to cost little beside the evaluation itself. */
const ASKED = 50;

/** Half of those asked about were right and half wrong, as far as there are such. The same seed asks about the same answers. */
export async function judgeAgreement(
  answers: readonly EvaluatedAnswer[],
  judge: AnswerJudge,
  seed: number,
): Promise<JudgeAgreement> {
  const decided = answers.filter(
    ({ verdict, rule }) => (verdict === 'correct' || verdict === 'wrong') && !rule.startsWith('judge:'),
  );
  const shuffled = Random.derive(seed, 'judge-agreement').shuffle(decided);
  const some = (verdict: string): EvaluatedAnswer[] =>
    shuffled.filter((answer) => answer.verdict === verdict).slice(0, ASKED / 2);
  const outcomes = await Promise.all(
    [...some('correct'), ...some('wrong')].flatMap((row) => {
      const answer = readAnswer(row.text);
      if (answer === null || row.reference === null) return [];
      const asked = judge.judge(goldAnswer(row.reference), answer);
      return [asked.then((outcome) => ({ byRule: row.verdict, byJudge: outcome.verdict }))];
    }),
  );
  const both = outcomes.filter(({ byJudge }) => byJudge !== 'judge-error');
  const pairs = both.map(({ byRule, byJudge }): RatedPair => [byRule === 'correct', byJudge === 'correct']);
  return {
    n: pairs.length,
    agreed: pairs.length === 0 ? null : pairs.filter(([a, b]) => a === b).length / pairs.length,
    kappa: cohenKappa(pairs),
    interval: kappaInterval(pairs, seed),
    failed: outcomes.length - both.length,
  };
}
