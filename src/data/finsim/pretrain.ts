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
import type { Piece } from './pieces.ts';
import {
  arithmeticDocument,
  comparisonDocument,
  derivedDocument,
  listDocument,
  lookupDocument,
  pairDocument,
  planDocument,
  wordListDocument,
} from './pretrain-tables.ts';
import { glossaryDocument, headlineDocument, optionsDocument, ruleDocument } from './pretrain-words.ts';
import { goldTrace, makeQuestion } from './questions.ts';

/** What is to be learnt, and the ingredient it is made of. */
export type PretrainDocument = Text & { kind: keyof PretrainWeights };

type Text = { pieces: Piece[] } | { messages: ChatMessage[] };

/** The ingredients, in parts of any sum. */
export interface PretrainWeights {
  /** Two named values, then one of them again: where looking up is learnt soonest. */
  pairs: number;
  /** Two to four named values, then some of them again. */
  lists: number;
  /** Two to four named words, then some of them again. */
  words: number;
  /** A table, then some of its cells again. */
  lookup: number;
  /** Questions without their table: which cells they need, and what to do with the numbers. */
  plans: number;
  /** A table, then sums, changes and comparisons. */
  derived: number;
  /** Arithmetic alone. */
  arithmetic: number;
  /** Comparisons alone. */
  comparisons: number;
  /** Options by letter, then the letters of some of them. */
  options: number;
  glossary: number;
  headlines: number;
  rules: number;
  /** Question and gold reasoning of the easiest kinds, as a chat. */
  chats: number;
}

export const defaultPretrainWeights: Readonly<PretrainWeights> = {
  pairs: 0,
  lists: 4,
  words: 2,
  lookup: 16,
  plans: 20,
  derived: 20,
  arithmetic: 12,
  comparisons: 4,
  options: 6,
  glossary: 8,
  headlines: 6,
  rules: 7,
  chats: 4,
};

export interface PretrainOptions {
  /** 1 (default) to 3, or the dial's settings; should equal that of the questions. */
  difficulty?: DifficultyLevel | Difficulty;
  /** A mixture of one's own, ingredients left out having none of it; default `defaultPretrainWeights`. */
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

const ingredients: Readonly<Record<Ingredient, (random: Random, difficulty: Difficulty) => Text>> = {
  pairs: (random, difficulty) => ({ pieces: pairDocument(random, difficulty) }),
  lists: (random, difficulty) => ({ pieces: listDocument(random, difficulty) }),
  words: (random) => ({ pieces: wordListDocument(random) }),
  lookup: (random, difficulty) => ({ pieces: lookupDocument(random, difficulty) }),
  plans: (random, difficulty) => ({ pieces: planDocument(random, difficulty) }),
  derived: (random, difficulty) => ({ pieces: derivedDocument(random, difficulty) }),
  arithmetic: (random, difficulty) => ({ pieces: arithmeticDocument(random, difficulty) }),
  comparisons: (random, difficulty) => ({ pieces: comparisonDocument(random, difficulty) }),
  options: (random, difficulty) => ({ pieces: optionsDocument(random, difficulty) }),
  glossary: (random) => ({ pieces: glossaryDocument(random) }),
  headlines: (random) => ({ pieces: headlineDocument(random) }),
  rules: (random) => ({ pieces: ruleDocument(random) }),
  chats: (random, difficulty) => ({ messages: chat(random, difficulty) }),
};

function pickIngredient(random: Random, weights: Partial<PretrainWeights>): Ingredient {
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
  const kind = pickIngredient(random, options.weights ?? defaultPretrainWeights);
  return { kind, ...ingredients[kind](random, difficulty) };
}
