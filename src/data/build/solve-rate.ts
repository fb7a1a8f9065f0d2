/**
 * How often a model solves a question: what the difficulty filter of the RL set goes by. The paper (§4.2) "deliberately includes hard
 * questions"; a question that the policy never or always solves gives GRPO groups without variance, which teach nothing.
 */

import { isScored, type Outcome } from '../../core/outcome.ts';
import type { Question } from '../../core/question.ts';
import { Random } from '../../core/random.ts';
import { scoreGeneration } from '../../verify/index.ts';
import type { TextModel } from '../../models/index.ts';
import { checkAnswer } from '../answer-check.ts';
import { renderMessages } from '../prompt.ts';
import { modelTeacher } from '../teachers/model-teacher.ts';

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
  /** A model that was trained on the project's own prompt and output format; any other is asked as a teacher is. */
  wasTrainedHere: boolean;
}

/** Asks `model` the question `samples` times: in the form that training will use, or, a model from elsewhere, with a teacher's prompt. */
export function solveRateOf(
  model: TextModel,
  options: SolveRateOptions,
): (question: Question) => Promise<SolveRate> {
  const ask = options.wasTrainedHere ? askedAsStudent : askedAsTeacher;
  return async (question) => {
    const outcomes = await ask(model, question, options);
    return {
      model: model.id,
      solved: outcomes.filter(({ verdict }) => verdict === 'correct').length,
      scored: outcomes.filter(isScored).length,
    };
  };
}

async function askedAsStudent(
  model: TextModel,
  question: Question,
  { samples, temperature, maxTokens, seed }: SolveRateOptions,
): Promise<Outcome[]> {
  const own = Random.derive(seed, 'difficulty', question.source, question.id).uint32();
  const params = { temperature, maxTokens, seed: own };
  const generations = await model.generate(renderMessages(question), params, samples);
  return generations.map((one) => scoreGeneration(one, question.reference).outcome);
}

async function askedAsTeacher(
  model: TextModel,
  question: Question,
  { samples, temperature, maxTokens, seed }: SolveRateOptions,
): Promise<Outcome[]> {
  const asked = modelTeacher(model, { temperature, maxTokens });
  // Another seed than the distillation's: its answers are no sample of these.
  const own = Random.derive(seed, 'difficulty').uint32();
  const traces = await Promise.all(
    Array.from({ length: samples }, async (_, sample) => asked.distil(question, sample, own)),
  );
  return traces.flatMap((trace) => (trace === null ? [] : [checkAnswer(question, trace)]));
}
