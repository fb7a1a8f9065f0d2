/** Whoever a model string names, ready to be evaluated: a model from anywhere, an offline teacher, a constant answer. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Question } from '../../core/question.ts';
import { findTeacher } from '../../data/index.ts';
import {
  MAJORITY,
  majorityAnswerer,
  modelAnswerer,
  teacherAnswerer,
  type Answerer,
} from '../../evaluate/index.ts';
import { isRemote, locateModel, readModelString, type ModelPool } from '../../models/index.ts';
import { recipeOf } from '../open-model.ts';
import type { Recipe } from '../schema.ts';

/** What stands in front of the names of rule-based answerers. */
const TEACHER = 'teacher:';

/** Recipe of the run that a model string names a stage of; null for all others. @throws InputError when there is no such model. */
export function recipeBehind(model: string, runsDir: string): Recipe | null {
  if (isOffline(model) || readModelString(model, process.env).kind !== 'folder') return null;
  const { directory } = locateModel(model, { runsDirectory: runsDir });
  const run = dirname(dirname(directory));
  return existsSync(join(run, 'recipe.json')) ? recipeOf(run) : null;
}

/** True for those that need no model. */
export function isOffline(model: string): boolean {
  return model === MAJORITY || model.startsWith(TEACHER);
}

/** True where each answer comes on its own: over HTTP, and from llama.cpp, which keeps a queue. Models of this project answer in batches. */
export function answersSingly(model: string): boolean {
  return isOffline(model) || isRemote(model) || model.startsWith('gguf:');
}

export async function openAnswerer(
  model: string,
  questions: readonly Question[],
  pool: ModelPool,
): Promise<Answerer> {
  if (model === MAJORITY) return majorityAnswerer(questions);
  if (model.startsWith(TEACHER)) return teacherAnswerer(findTeacher(model));
  return modelAnswerer(await pool.open(model, 'evaluate'));
}
