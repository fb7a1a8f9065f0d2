/**
 * FinSim's pretraining corpus: an endless mixture made from a seed, about training companies only. It plays the part
 * of what Qwen2.5-7B-Instruct already knows in the paper: reading tables, arithmetic, terms, and a little of the
 * chat format, so that reinforcement learning from the base model ("zero") has something to explore from.
 */

import { InputError } from '../../core/errors.ts';
import type { Random } from '../../core/random.ts';
import type { ChatMessage } from '../../core/trace.ts';
import { renderMessages } from '../prompt.ts';
import { companies } from './companies.ts';
import { resolveDifficulty, type Difficulty, type DifficultyLevel } from './difficulty.ts';
import { families } from './families.ts';
import { arithmeticDocument, derivedDocument, listDocument, lookupDocument } from './pretrain-tables.ts';
import { glossaryDocument, headlineDocument, ruleDocument } from './pretrain-words.ts';
import { goldTrace, makeQuestion } from './questions.ts';

export type PretrainDocument = { text: string } | { messages: ChatMessage[] };

/** The ingredients, in parts of any sum. */
export interface PretrainWeights {
  /** Named values, then the same in other orders. */
  lists: number;
  /** A table, then its cells in another order. */
  lookup: number;
  /** A table, then sums, changes and comparisons. */
  derived: number;
  /** Arithmetic alone. */
  arithmetic: number;
  glossary: number;
  headlines: number;
  rules: number;
  /** Question and gold reasoning of the easiest kinds, as a chat. */
  chats: number;
}

export const defaultPretrainWeights: Readonly<PretrainWeights> = {
  lists: 4,
  lookup: 30,
  derived: 22,
  arithmetic: 20,
  glossary: 11,
  headlines: 6,
  rules: 7,
  chats: 4,
};

export interface PretrainOptions {
  /** 1 (default) to 3, or the dial's settings; should equal that of the questions. */
  difficulty?: DifficultyLevel | Difficulty;
  /** Departures from `defaultPretrainWeights`; 0 leaves an ingredient out. */
  weights?: Partial<PretrainWeights>;
}

function chat(random: Random, difficulty: Difficulty): ChatMessage[] {
  const family = random.pick(families);
  const question = makeQuestion(family, random.pick(family.easyKinds), {
    random,
    split: 'train',
    company: random.pick(companies.train),
    difficulty,
    favourable: random.chance(0.5),
  });
  return [...renderMessages(question), { role: 'assistant', content: goldTrace(question) }];
}

type Ingredient = keyof PretrainWeights;

const ingredients: Readonly<
  Record<Ingredient, (random: Random, difficulty: Difficulty) => PretrainDocument>
> = {
  lists: (random, difficulty) => ({ text: listDocument(random, difficulty) }),
  lookup: (random, difficulty) => ({ text: lookupDocument(random, difficulty) }),
  derived: (random, difficulty) => ({ text: derivedDocument(random, difficulty) }),
  arithmetic: (random, difficulty) => ({ text: arithmeticDocument(random, difficulty) }),
  glossary: (random) => ({ text: glossaryDocument(random) }),
  headlines: (random) => ({ text: headlineDocument(random) }),
  rules: (random) => ({ text: ruleDocument(random) }),
  chats: (random, difficulty) => ({ messages: chat(random, difficulty) }),
};

function pickIngredient(random: Random, weights: PretrainWeights): Ingredient {
  const entries = Object.entries(weights) as [Ingredient, number][];
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  const unusable = entries.some(([name, weight]) => !(name in ingredients) || !(weight >= 0));
  if (unusable || !(total > 0)) {
    throw new InputError(`FinSim: cannot mix pretraining text by the weights ${JSON.stringify(weights)}`, {
      hint: `Give ${Object.keys(ingredients).join(', ')} each a number ≥ 0, not all 0.`,
    });
  }
  const present = entries.filter(([, weight]) => weight > 0);
  let left = random.float() * total;
  const found = present.find(([, weight]) => (left -= weight) < 0) ?? present.at(-1);
  return (found as [Ingredient, number])[0];
}

/**
 * The next document of the stream that `random` drives: 60–130 nano tokens at level 1. Throws InputError for a
 * difficulty out of range and for weights that are unknown, negative or all 0.
 */
export function pretrainDocument(random: Random, options: PretrainOptions = {}): PretrainDocument {
  const difficulty = resolveDifficulty(options.difficulty);
  const name = pickIngredient(random, { ...defaultPretrainWeights, ...options.weights });
  return ingredients[name](random, difficulty);
}
