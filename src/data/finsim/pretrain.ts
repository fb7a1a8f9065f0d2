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
import { arithmeticDocument, derivedDocument, lookupDocument } from './pretrain-tables.ts';
import { glossaryDocument, headlineDocument, ruleDocument } from './pretrain-words.ts';
import { goldTrace, makeQuestion } from './questions.ts';

export type PretrainDocument = { text: string } | { messages: ChatMessage[] };

/** The ingredients, in parts of any sum. */
export interface PretrainWeights {
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

function pickIngredient(random: Random, weights: PretrainWeights): string {
  const entries = Object.entries(weights) as [string, number][];
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  if (!(total > 0) || entries.some(([, weight]) => weight < 0)) {
    throw new InputError(`FinSim: pretraining weights ${JSON.stringify(weights)} must be ≥ 0 and not all 0`, {
      hint: `The ingredients are ${Object.keys(defaultPretrainWeights).join(', ')}.`,
    });
  }
  let left = random.float() * total;
  for (const [name, weight] of entries) {
    left -= weight;
    if (left < 0) return name;
  }
  return 'lookup';
}

/** The next document of the stream that `random` drives: 60–120 nano tokens at difficulty 1. */
export function pretrainDocument(random: Random, options: PretrainOptions = {}): PretrainDocument {
  const difficulty = resolveDifficulty(options.difficulty);
  switch (pickIngredient(random, { ...defaultPretrainWeights, ...options.weights })) {
    case 'chats':
      return { messages: chat(random, difficulty) };
    case 'derived':
      return { text: derivedDocument(random, difficulty) };
    case 'arithmetic':
      return { text: arithmeticDocument(random, difficulty) };
    case 'glossary':
      return { text: glossaryDocument(random) };
    case 'headlines':
      return { text: headlineDocument(random) };
    case 'rules':
      return { text: ruleDocument(random) };
    default:
      return { text: lookupDocument(random, difficulty) };
  }
}
