/** Finds a held-out question to try a model on: by its id, or one drawn from a FinSim benchmark or a real data set. */

import { InputError } from '../core/errors.ts';
import type { Question } from '../core/question.ts';
import { Random } from '../core/random.ts';
import { finsimBenchmarks, finsimQuestions, sources } from '../data/index.ts';
import { evaluationQuestions, questionKey } from './questions.ts';
import { generatedSource } from './schema.ts';
import type { Recipe, SourceChoice } from './schema.ts';

export interface HeldOutOptions {
  recipe: Recipe | null;
  dataDir?: string;
  /** Chooses among a benchmark's questions. */
  seed: number;
  warn: (message: string) => void;
}

/**
 * `name` is an id, `source/id`, a FinSim benchmark, or a real data set (`tfns`).
 * @throws InputError when no such question is held out, or when it is read from files and there is no `dataDir`.
 */
export async function heldOutQuestion(name: string, options: HeldOutOptions): Promise<Question> {
  const { recipe, dataDir, seed, warn } = options;
  const own = recipe?.evaluate?.sources ?? [{ source: generatedSource }];
  if (name === generatedSource || finsimBenchmarks.includes(name)) {
    const random = Random.derive(seed, 'held-out');
    const benchmark = name === generatedSource ? random.pick(finsimBenchmarks) : name;
    const difficulty = recipe?.evaluate?.sources.find(
      ({ difficulty: level }) => level !== undefined,
    )?.difficulty;
    return random.pick(finsimQuestions({ benchmark, split: 'test', count: 30, seed, difficulty }));
  }
  const stored = sources.find(({ id }) => name === id || name.startsWith(`${id}/`))?.id;
  const choices = stored === undefined ? own : wholeSplits(stored, own);
  const questions = await evaluationQuestions(choices, { seed: recipe?.seed ?? 1, dataDir }, warn);
  if (name === stored) return Random.derive(seed, 'held-out').pick(questions);
  const found = questions.find((question) => question.id === name || questionKey(question) === name);
  if (found !== undefined) return found;
  throw new InputError(`there is no held-out question "${name}"`, {
    hint:
      `Name one of ${finsimBenchmarks.join(', ')}, or an id such as ${questionKey(questions[0] as Question)}; with --data-dir also ` +
      `${sources.map(({ id }) => id).join(', ')}, or one of their ids.`,
  });
}

/** All held-out rows of a real data set: the splits that the recipe evaluates, else the default. */
function wholeSplits(source: string, own: readonly SourceChoice[]): SourceChoice[] {
  const splits = own.filter((choice) => choice.source === source).map(({ split }) => ({ source, split }));
  return splits.length > 0 ? splits : [{ source }];
}
