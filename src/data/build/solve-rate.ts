/**
 * How often a model solves a question: what the difficulty filter of the RL set goes by. The paper (§4.2) "deliberately includes hard
 * questions"; a question that the policy never or always solves gives GRPO groups without variance, which teach nothing.
 */

import { isScored } from '../../core/outcome.ts';
import type { Question } from '../../core/question.ts';
import { Random } from '../../core/random.ts';
import { scoreGeneration } from '../../verify/index.ts';
import type { TextModel } from '../../models/index.ts';
import { renderMessages } from '../prompt.ts';

export interface SolveRate {
  /** The model string. */
  model: string;
  solved: number;
  /** Samples with a verdict. */
  scored: number;
}

export interface SolveRateOptions {
  samples: number;
  temperature: number;
  maxTokens: number;
  seed: number;
}

/** Asks `model` the question as training will, `samples` times. */
export function solveRateOf(
  model: TextModel,
  { samples, temperature, maxTokens, seed }: SolveRateOptions,
): (question: Question) => Promise<SolveRate> {
  return async (question) => {
    const own = Random.derive(seed, 'difficulty', question.source, question.id).uint32();
    const params = { temperature, maxTokens, seed: own };
    const generations = await model.generate(renderMessages(question), params, samples);
    const outcomes = generations.map((one) => scoreGeneration(one, question.reference).outcome);
    return {
      model: model.id,
      solved: outcomes.filter(({ verdict }) => verdict === 'correct').length,
      scored: outcomes.filter(isScored).length,
    };
  };
}
