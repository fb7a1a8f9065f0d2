/** `fin-r1 compare`: two evaluations on the questions that both asked, and which of them turned. */

import { InputError } from '../../core/errors.ts';
import { RunFolder } from '../../core/run-folder.ts';
import {
  changeOf,
  compareAnswers,
  pairAnswers,
  readSamples,
  TOTAL,
  type AnswerPair,
  type Choice,
  type EvaluatedAnswer,
} from '../../evaluate/index.ts';

/** One side: a run folder, and the stage of it where it holds several. */
export interface ComparedSide {
  directory: string;
  stage: string | undefined;
}

export type Comparison = NonNullable<ReturnType<typeof compareAnswers>> & {
  benchmark: string;
  /** Accuracies over the paired questions. */
  first: number;
  second: number;
};

export interface ComparedRuns {
  names: [string, string];
  /** By benchmark, `total` last where there are several. */
  comparisons: Comparison[];
  /** Questions that only one of both got right, those that the second lost first. */
  flips: AnswerPair[];
  /** Questions that only one of both asked. */
  unpaired: number;
}

/** @throws InputError where a run has no answers, several stages and none named, or both share no question. */
export function compareRuns(
  sides: readonly [ComparedSide, ComparedSide],
  { seed, choice }: { seed: number; choice: Choice },
): ComparedRuns {
  const [a, b] = [answersOf(sides[0]), answersOf(sides[1])];
  const pairs = pairAnswers(a.answers, b.answers, choice);
  if (pairs.length === 0) {
    throw new InputError(`${a.name} and ${b.name} have no question in common that both scored`, {
      hint: 'Evaluate both on the same benchmarks, with the same --limit and --seed.',
    });
  }
  const ids = [...new Set(pairs.map(({ first }) => first.benchmark))];
  const comparisons = [...ids, ...(ids.length > 1 ? [TOTAL] : [])].flatMap((benchmark) => {
    const isOwn = (answer: EvaluatedAnswer): boolean => benchmark === TOTAL || answer.benchmark === benchmark;
    const own = pairs.filter(({ first }) => isOwn(first));
    const test = compareAnswers(a.answers.filter(isOwn), b.answers.filter(isOwn), seed, choice);
    const share = (side: 'first' | 'second'): number =>
      own.filter((pair) => pair[side].verdict === 'correct').length / own.length;
    return test === null ? [] : [{ benchmark, first: share('first'), second: share('second'), ...test }];
  });
  const flips = pairs.filter((pair) => changeOf(pair) !== 0).sort((x, y) => changeOf(x) - changeOf(y));
  const unpaired = questionsOf(a.answers) + questionsOf(b.answers) - 2 * pairs.length;
  return { names: [a.name, b.name], comparisons, flips, unpaired };
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

function questionsOf(answers: readonly EvaluatedAnswer[]): number {
  return new Set(answers.map(({ benchmark, questionId }) => `${benchmark}/${questionId}`)).size;
}
