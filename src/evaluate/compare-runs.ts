/** `fin-r1 compare`: two evaluations on the questions that both asked, and which of them turned. */

import { InputError } from '../core/errors.ts';
import { RunFolder } from '../core/run-folder.ts';
import { compareAnswers } from './compare.ts';
import { compareSets, type ComparedSets } from './compare-sets.ts';
import { chooseAnswer, type Choice } from './metrics/choose-answer.ts';
import { readSamples, type EvaluatedAnswer } from './sample-rows.ts';

/** One side: a run folder, and the stage of it where it holds several. */
export interface ComparedSide {
  directory: string;
  stage: string | undefined;
}

export interface ComparedRuns extends ComparedSets<EvaluatedAnswer> {
  names: [string, string];
}

/** @throws InputError where a run has no answers, several stages and none named, or both share no question. */
export function compareRuns(
  sides: readonly [ComparedSide, ComparedSide],
  { seed, choice }: { seed: number; choice: Choice },
): ComparedRuns {
  const [a, b] = [answersOf(sides[0]), answersOf(sides[1])];
  const choose = (answers: readonly EvaluatedAnswer[]): EvaluatedAnswer | null =>
    chooseAnswer(answers, choice);
  const compared = compareSets(a.answers, b.answers, {
    choose,
    test: (first, second) => compareAnswers(first, second, seed, choose),
  });
  if (compared === null) {
    throw new InputError(`${a.name} and ${b.name} have no question in common that both scored`, {
      hint: 'Evaluate both on the same benchmarks, with the same --limit and --seed.',
    });
  }
  return { names: [a.name, b.name], ...compared };
}

function answersOf({ directory, stage }: ComparedSide): { name: string; answers: EvaluatedAnswer[] } {
  const run = RunFolder.open(directory);
  const { answers } = readSamples(run);
  const stages = [...new Set(answers.map((answer) => answer.stage))];
  const [only] = stages;
  if (only === undefined) {
    throw new InputError(`${directory}: the run holds no evaluated answers`, {
      hint: 'Name the folder that `fin-r1 eval` made; it prints it at its end.',
    });
  }
  if (stage === undefined && stages.length > 1) {
    throw new InputError(`${directory}: the run evaluated ${stages.join(', ')}`, {
      hint: `Say which: ${run.name}@${only}.`,
    });
  }
  const wanted = stage ?? only;
  const own = answers.filter((answer) => answer.stage === wanted);
  if (own.length === 0) {
    throw new InputError(`${directory}: the run holds no answers of ${wanted}`, {
      hint: `It evaluated ${stages.join(', ')}.`,
    });
  }
  return { name: stages.length > 1 ? `${run.name}@${wanted}` : run.name, answers: own };
}
