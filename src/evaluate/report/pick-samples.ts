/** Which answers the report shows: not the best ones, but the first by the hash of their question. */

import { contentHash } from '../../core/ids.ts';
import type { EvaluatedAnswer, Rollout } from '../sample-rows.ts';

/** `each` correct and `each` other answers of every benchmark; the same questions in every report of the same data. */
export function pickAnswers(
  answers: readonly EvaluatedAnswer[],
  each: number,
): Map<string, EvaluatedAnswer[]> {
  return new Map(
    [...Map.groupBy(answers, (answer) => answer.benchmark)].map(([benchmark, own]) => {
      const shuffled = own
        .map((answer) => ({ answer, order: contentHash(answer.questionId) }))
        .sort((a, b) => (a.order < b.order ? -1 : 1))
        .map(({ answer }) => answer);
      const correct = shuffled.filter((answer) => answer.verdict === 'correct').slice(0, each);
      const other = shuffled.filter((answer) => answer.verdict !== 'correct').slice(0, each);
      return [benchmark, [...correct, ...other]];
    }),
  );
}

/** One rollout of the first, the middle and the last step that kept any. */
export function pickRollouts(rollouts: readonly Rollout[]): Rollout[] {
  const steps = [...new Set(rollouts.map((rollout) => rollout.step))].sort((a, b) => a - b);
  const chosen = new Set([steps[0], steps[Math.floor(steps.length / 2)], steps.at(-1)]);
  return [...chosen].flatMap((step) => rollouts.find((rollout) => rollout.step === step) ?? []);
}
