/** Who distils, checks and judges in a run: offline teachers and models, as the recipe names them. */

import { InputError } from '../core/errors.ts';
import {
  answerChecker,
  answerJudge,
  findTeacher,
  firstOf,
  modelTeacher,
  reasoningChecker,
  reasoningJudge,
  solveRateOf,
} from '../data/index.ts';
import type { Teacher, Tools } from '../data/index.ts';
import { checkModelString, isGguf, isHf, isRemote } from '../models/index.ts';
import type { ModelPool } from '../models/index.ts';
import type { DataChoice } from './schema.ts';

const OFFLINE = 'teacher:';

export function isOffline(teacher: string): boolean {
  return teacher.startsWith(OFFLINE);
}

/** Model strings that a data set is built with, without repeats. */
export function modelsOf({ teachers, judge, difficulty }: DataChoice): string[] {
  const models = teachers.filter((teacher) => !isOffline(teacher));
  if (judge !== undefined) models.push(judge);
  if (difficulty !== undefined) models.push(difficulty.model);
  return [...new Set(models)];
}

/** `pool` is undefined where nothing but offline teachers and rules is needed. */
export async function dataTools(
  choice: DataChoice,
  seed: number,
  pool: ModelPool | undefined,
  /** How often those set aside are asked about again: what teachers and judges said without saying anything is in the cache, so they get attempts beyond that. */
  retried = 0,
): Promise<Tools> {
  const { teachers, samplesPerQuestion, distil, judge, judging, difficulty } = choice;
  const open = (model: string, stage: string): ReturnType<ModelPool['open']> => {
    if (pool === undefined) throw new RangeError(`no pool to open ${model} from`);
    return pool.open(model, stage);
  };
  const patient = { ...judging, retries: (judging.retries + 1) * (retried + 1) - 1 };
  const found: Teacher[] = [];
  for (const teacher of teachers)
    found.push(
      isOffline(teacher)
        ? findTeacher(teacher)
        : modelTeacher(await open(teacher, 'distil'), { ...distil, repeats: retried }),
    );
  const answers = judge === undefined ? null : answerJudge(await open(judge, 'answer check'), patient);
  const reasonings =
    judge === undefined ? null : reasoningJudge(await open(judge, 'reasoning check'), patient);
  return {
    teacher: firstOf(found),
    checks: { answer: answerChecker(answers), reasoning: reasoningChecker(reasonings) },
    samplesPerQuestion,
    seed,
    ...(difficulty && {
      solveRate: solveRateOf(await open(difficulty.model, 'difficulty'), {
        ...difficulty,
        seed,
        repeats: retried,
        wasTrainedHere: ![isRemote, isGguf, isHf].some((isForeign) => isForeign(difficulty.model)),
      }),
    }),
  };
}

/** @throws InputError naming the offline teacher that there is not. */
export function checkTeachers(choice: DataChoice): void {
  for (const teacher of choice.teachers) if (isOffline(teacher)) findTeacher(teacher);
  for (const model of modelsOf(choice)) checkModelString(model);
  const prices = Object.keys(choice.requests.prices);
  const models = modelsOf(choice);
  const stranger = prices.find((model) => !models.includes(model));
  if (stranger !== undefined) {
    throw new InputError(`data.requests.prices has a price for ${stranger}, which this recipe does not ask`, {
      hint: models.length === 0 ? 'Leave it out.' : `Models asked: ${models.join(', ')}.`,
    });
  }
}
