/**
 * How often a model solves a question: what the difficulty filter of the RL set goes by. The paper (§4.2) "deliberately includes hard
 * questions"; a question that the policy never or always solves gives GRPO groups without variance, which teach nothing.
 *
 * What counts as an attempt: every answer with a verdict. One that was withheld or is empty is none. One that was cut off is an attempt that
 * failed, as it is in GRPO; but where none came to its end the limit is at fault, and nothing is known.
 */

import { isScored, type Outcome } from '../../core/outcome.ts';
import type { Question } from '../../core/question.ts';
import { Random } from '../../core/random.ts';
import { scoreGeneration } from '../../verify/index.ts';
import type { TextModel } from '../../models/index.ts';
import { checkAnswer } from '../answer-check.ts';
import { missingAnswer, missingTrace } from '../missing-answer.ts';
import { renderMessages } from '../prompt.ts';
import { modelTeacher } from '../teachers/model-teacher.ts';

export interface SolveRate {
  /** The model string. */
  model: string;
  solved: number;
  /** Attempts. */
  scored: number;
  /** Answers that the length limit cut off. */
  cutOff: number;
  /** Answers that were withheld or empty. */
  missing: number;
}

export interface SolveRateOptions {
  samples: number;
  temperature: number;
  maxTokens: number;
  seed: number;
  /** A model that was trained on the project's own prompt and output format; any other is asked as a teacher is. */
  wasTrainedHere: boolean;
  /** As a teacher's. */
  repeats?: number;
}

/** Asks `model` the question `samples` times: in the form that training will use, or, a model from elsewhere, with a teacher's prompt. */
export function solveRateOf(
  model: TextModel,
  options: SolveRateOptions,
): (question: Question) => Promise<SolveRate> {
  const ask = options.wasTrainedHere ? askedAsStudent : askedAsTeacher;
  return async (question) => {
    const answers = await ask(model, question, options);
    const attempts = answers.flatMap(({ missing, outcome }) =>
      missing === null && isScored(outcome) ? [outcome] : [],
    );
    const cutOff = attempts.filter(({ verdict }) => verdict === 'truncated').length;
    return {
      model: model.id,
      solved: attempts.filter(({ verdict }) => verdict === 'correct').length,
      scored: cutOff === attempts.length ? 0 : attempts.length,
      cutOff,
      missing: answers.filter(({ missing }) => missing !== null).length,
    };
  };
}

interface Answer {
  outcome: Outcome;
  /** Why it is no attempt. */
  missing: string | null;
}

async function askedAsStudent(
  model: TextModel,
  question: Question,
  { samples, temperature, maxTokens, seed }: SolveRateOptions,
): Promise<Answer[]> {
  const own = Random.derive(seed, 'difficulty', question.source, question.id).uint32();
  const params = { temperature, maxTokens, seed: own };
  const generations = await model.generate(renderMessages(question), params, samples);
  return generations.map((one) => {
    const { outcome, format } = scoreGeneration(one, question.reference);
    return { outcome, missing: format.answer === null ? missingAnswer(one.text, one.finishReason) : null };
  });
}

async function askedAsTeacher(
  model: TextModel,
  question: Question,
  { samples, temperature, maxTokens, seed, repeats }: SolveRateOptions,
): Promise<Answer[]> {
  const asked = modelTeacher(model, { temperature, maxTokens, repeats });
  // Another seed than the distillation's: its answers are no sample of these.
  const own = Random.derive(seed, 'difficulty').uint32();
  const traces = await Promise.all(
    Array.from({ length: samples }, async (_, sample) => asked.distil(question, sample, own)),
  );
  return traces.flatMap((trace) =>
    trace === null ? [] : [{ outcome: checkAnswer(question, trace), missing: missingTrace(trace) }],
  );
}
