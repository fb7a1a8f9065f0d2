/**
 * FinSim's questions: generated from a seed, the same seed giving the same questions. Kinds follow each other in turn
 * and outcomes alternate within a kind, so that any prefix of a list is balanced.
 *
 * Splits share no company (knowledge questions: no set of options), hence no prompt.
 */

import { InputError } from '../../core/errors.ts';
import { contentHash } from '../../core/ids.ts';
import type { Question, Split } from '../../core/question.ts';
import { Random } from '../../core/random.ts';
import { renderMessages } from '../prompt.ts';
import { exactArithmetic } from './arithmetic.ts';
import { draftWithin } from './carries.ts';
import { companies } from './companies.ts';
import { resolveDifficulty, type Difficulty, type DifficultyLevel } from './difficulty.ts';
import { familyOf, kindOf } from './families.ts';
import type { DraftContext, Family } from './family.ts';
import { completionText } from '../completion.ts';
import type { Solution } from './solution.ts';

export interface FinsimOptions {
  /** One of `finsimBenchmarks`. */
  benchmark: string;
  split: Split;
  /** How many different questions. */
  count: number;
  seed: number;
  /** 1 (default) to 3, or the dial's settings one by one. */
  difficulty?: DifficultyLevel | Difficulty;
}

/** A question of one kind about `context.company`; its id is the content hash of its prompt. */
export function makeQuestion(family: Family, kind: string, context: DraftContext): Question {
  const draft = draftWithin(kindOf(family, kind), context);
  const question: Question = {
    id: '',
    source: family.benchmark,
    split: context.split,
    language: 'en',
    category: kind,
    licence: 'Apache-2.0',
    cluster: context.company,
    texts: [],
    tables: [],
    history: [],
    ...draft,
  };
  return { ...question, id: `${family.benchmark}-${contentHash(renderMessages(question), 12)}` };
}

/** Draws that may repeat a prompt before a benchmark counts as exhausted. */
const attemptsPerQuestion = 200;

/**
 * `count` questions with different prompts. Throws InputError for an unknown benchmark or difficulty, a count that is
 * not a whole number, or one larger than the benchmark has questions.
 */
export function finsimQuestions({ benchmark, split, count, seed, difficulty }: FinsimOptions): Question[] {
  const family = familyOf(benchmark);
  const settings = resolveDifficulty(difficulty);
  if (!Number.isInteger(count) || count < 0) {
    throw new InputError(`FinSim: count is ${count}, not a whole number`, {
      hint: 'Ask for 0 or more questions.',
    });
  }
  const kinds = Object.keys(family.kinds);
  const seen = new Set<string>();
  const draw = (index: number): Question => {
    const random = Random.derive(seed, 'finsim', benchmark, split, index);
    const kind = kinds[index % kinds.length] as string;
    const favourable = Math.floor(index / kinds.length) % 2 === 0;
    for (let attempt = 0; attempt < attemptsPerQuestion; attempt++) {
      const company = random.pick(companies[split]);
      const question = makeQuestion(family, kind, {
        random,
        split,
        company,
        difficulty: settings,
        favourable,
      });
      if (seen.has(question.id)) continue;
      seen.add(question.id);
      return question;
    }
    throw new InputError(
      `FinSim: ${benchmark} (${split}) ran out of new "${kind}" questions after ${index}`,
      {
        hint: 'Ask for fewer questions.',
      },
    );
  };
  return Array.from({ length: count }, (_, index) => draw(index));
}

/** Correct reasoning and answer of a FinSim question. Throws InputError for a question that FinSim did not make. */
export function solve(question: Question): Solution {
  return kindOf(familyOf(question.source), question.category).solve(question, exactArithmetic);
}

/** The completion that a perfect student would write: `solve` in the paper's output format. */
export function goldTrace(question: Question): string {
  const { steps, answer } = solve(question);
  return completionText(steps, answer);
}
