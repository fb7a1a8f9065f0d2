/** Finds a held-out question to try a model on: by its id, or the next one of a FinSim benchmark. */

import { InputError } from '../core/errors.ts';
import type { Question } from '../core/question.ts';
import { Random } from '../core/random.ts';
import { finsimBenchmarks, finsimQuestions } from '../data/index.ts';
import { evaluationQuestions } from './questions.ts';
import { generatedSource } from './schema.ts';
import type { Recipe } from './schema.ts';

export interface HeldOutOptions {
  recipe: Recipe | null;
  dataDir?: string;
  /** Chooses among a benchmark's questions. */
  seed: number;
  warn: (message: string) => void;
}

/** @throws InputError when no such question is held out. */
export async function heldOutQuestion(name: string, options: HeldOutOptions): Promise<Question> {
  const { recipe, dataDir, seed, warn } = options;
  if (name === generatedSource || finsimBenchmarks.includes(name)) {
    const random = Random.derive(seed, 'held-out');
    const benchmark = name === generatedSource ? random.pick(finsimBenchmarks) : name;
    const difficulty = recipe?.evaluate?.sources.find(
      ({ difficulty: level }) => level !== undefined,
    )?.difficulty;
    return random.pick(finsimQuestions({ benchmark, split: 'test', count: 30, seed, difficulty }));
  }
  const sources = recipe?.evaluate?.sources ?? [{ source: generatedSource }];
  const questions = await evaluationQuestions(sources, { seed: recipe?.seed ?? 1, dataDir }, warn);
  const found = questions.find(({ id, source }) => id === name || `${source}/${id}` === name);
  if (found !== undefined) return found;
  throw new InputError(`there is no held-out question "${name}"`, {
    hint: `Name one of ${finsimBenchmarks.join(', ')}, or an id such as ${questions[0]?.id ?? ''}.`,
  });
}
