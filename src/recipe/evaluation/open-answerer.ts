/** Whoever a model string names, ready to be evaluated: a model from anywhere, an offline teacher, a constant answer. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nearest } from '../../core/nearest.ts';
import type { Question } from '../../core/question.ts';
import { findTeacher, offlineTeachers } from '../../data/index.ts';
import {
  baselines,
  findBaseline,
  modelAnswerer,
  teacherAnswerer,
  type Answerer,
} from '../../evaluate/index.ts';
import {
  checkLocalModel,
  isGguf,
  isRemote,
  locateModel,
  MODEL_STRINGS,
  readModelString,
  toldModel,
  type ModelPool,
} from '../../models/index.ts';
import { recipeOf } from '../open-model.ts';
import type { Recipe } from '../schema.ts';

/** What stands in front of the names of rule-based answerers. */
const [TEACHER, BASELINE] = ['teacher:', 'baseline:'];

/** Recipe of the run that a model string names a stage of; null for all others. @throws InputError when there is no such model. */
export function recipeBehind(model: string, runsDir: string): Recipe | null {
  if (isOffline(model)) {
    findOffline(model);
    return null;
  }
  if (readModelString(model, process.env).kind !== 'folder') {
    checkModel(model, runsDir);
    return null;
  }
  const { directory } = locateModel(model, { runsDirectory: runsDir, hint: answererHint(model) });
  const run = dirname(dirname(directory));
  return existsSync(join(run, 'recipe.json')) ? recipeOf(run) : null;
}

/** Looks whether a model can be asked, without loading it or asking it anything. @throws InputError when it cannot. */
export function checkModel(model: string, runsDir: string): void {
  readModelString(model, process.env);
  checkLocalModel(model, runsDir);
}

/** What `--model` may be, the nearest answerer by rules first where the string may be a slip of one. */
function answererHint(model: string): string {
  const offline = [...baselines, ...offlineTeachers.map(({ id }) => id)];
  const near = nearest(model, offline);
  const guess = near === undefined ? '' : `Did you mean ${near}? `;
  return `${guess}${MODEL_STRINGS} Without a model: ${offline.join(', ')}.`;
}

/** True for those that need no model. */
export function isOffline(model: string): boolean {
  return model.startsWith(BASELINE) || model.startsWith(TEACHER);
}

/** @throws InputError for a name that no teacher or baseline has. */
function findOffline(model: string): (questions: readonly Question[]) => Answerer {
  if (model.startsWith(BASELINE)) return findBaseline(model);
  const teacher = findTeacher(model);
  return () => teacherAnswerer(teacher);
}

/** True where each answer comes on its own: over HTTP, and from llama.cpp, which keeps a queue. Models of this project answer in batches. */
export function answersSingly(model: string): boolean {
  return isOffline(model) || isRemote(model) || isGguf(model);
}

export async function openAnswerer(
  model: string,
  questions: readonly Question[],
  { pool, systemPrompt }: { pool: ModelPool; systemPrompt?: string | undefined },
): Promise<Answerer> {
  if (isOffline(model)) return findOffline(model)(questions);
  return modelAnswerer(toldModel(await pool.open(model, 'evaluate'), systemPrompt));
}
