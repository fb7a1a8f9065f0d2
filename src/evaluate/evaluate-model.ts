/**
 * Asks a model every question once and scores what it answers (paper §5: accuracy per benchmark).
 *
 * Departs from the paper: answers are scored by rules, not by a judge model; the prompt is the training prompt. A
 * question whose prompt does not fit the model's context is `unasked`, not wrong; `counted.ts` says how it counts.
 */

import { InterruptedError } from '../core/errors.ts';
import type { Question } from '../core/question.ts';
import { Random } from '../core/random.ts';
import { renderMessages } from '../data/prompt.ts';
import { PromptTooLongError, type Generation, type TextModel } from '../models/text-model.ts';
import { scoreGeneration } from '../verify/index.ts';
import { goldAnswer, predictedClass } from './gold.ts';
import { promptText, type EvaluatedAnswer } from './sample-rows.ts';

export interface EvaluationOptions {
  model: TextModel;
  /** Stands in every row, e.g. `sft`. */
  stage: string;
  questions: readonly Question[];
  maxTokens: number;
  /** Default 0: greedy. */
  temperature?: number;
  /** Default 1: all tokens. */
  topP?: number;
  seed: number;
  /** Answers from an earlier, interrupted evaluation; their questions are not asked again. */
  answered?: readonly EvaluatedAnswer[];
  /** Called with each batch as soon as it is scored. */
  onAnswers?: (answers: readonly EvaluatedAnswer[], progress: { done: number; total: number }) => void;
  /** Questions asked at once, so that a local engine can batch them. Default 256. */
  batchSize?: number;
  signal?: AbortSignal;
}

/**
 * The answers to all questions, in their order.
 * @throws InterruptedError when `signal` is aborted; the answers so far have gone through `onAnswers`.
 */
export async function evaluateModel(options: EvaluationOptions): Promise<EvaluatedAnswer[]> {
  const { questions, stage, onAnswers, batchSize = 256, signal } = options;
  const found = new Map<string, EvaluatedAnswer>();
  for (const answer of options.answered ?? []) {
    if (answer.stage === stage) found.set(keyOf(answer.benchmark, answer.questionId), answer);
  }
  const open = questions.filter((question) => !found.has(keyOf(question.source, question.id)));
  for (let start = 0; start < open.length; start += batchSize) {
    if (signal?.aborted)
      throw new InterruptedError(`evaluation of ${stage} stopped after ${start} of ${open.length}`);
    const batch = open.slice(start, start + batchSize);
    const answers = await Promise.all(batch.map((question) => ask(question, options)));
    for (const answer of answers) found.set(keyOf(answer.benchmark, answer.questionId), answer);
    const done = questions.length - open.length + start + batch.length;
    onAnswers?.(answers, { done, total: questions.length });
  }
  return questions.flatMap((question) => found.get(keyOf(question.source, question.id)) ?? []);
}

async function ask(question: Question, options: EvaluationOptions): Promise<EvaluatedAnswer> {
  const { model, stage, maxTokens, temperature = 0, topP = 1, seed } = options;
  const { texts, tables, history, reference } = question;
  const messages = renderMessages(question);
  const common = {
    kind: 'answer' as const,
    stage,
    benchmark: question.source,
    questionId: question.id,
    cluster: question.cluster,
    prompt: promptText(messages),
    source: { texts, tables, history, question: question.question },
    category: question.category,
    language: question.language,
    sample: 0,
    reference,
    gold: reference === null ? null : goldAnswer(reference),
  };
  let generation: Generation | undefined;
  try {
    const own = Random.derive(seed, 'evaluate', question.source, question.id).uint32();
    [generation] = await model.generate(messages, { maxTokens, temperature, topP, seed: own }, 1);
  } catch (error) {
    if (!(error instanceof PromptTooLongError)) throw error;
    return {
      ...common,
      text: '',
      // Without a gold it could not have counted anyway.
      verdict: reference === null ? 'unscorable' : 'unasked',
      rule: 'context:prompt-too-long',
      reason: error.message,
      formatValid: false,
      predicted: null,
      promptTokens: error.promptTokens,
      completionTokens: 0,
      finishReason: null,
    };
  }
  if (generation === undefined) throw new RangeError(`${model.id}: asked for one generation, got none`);
  const { outcome, format } = scoreGeneration(generation, reference);
  return {
    ...common,
    text: generation.text,
    verdict: outcome.verdict,
    rule: outcome.rule,
    reason: outcome.reason,
    formatValid: format.valid,
    predicted: predictedClass(format.answer, reference),
    promptTokens: generation.promptTokens,
    completionTokens: generation.completionTokens,
    finishReason: generation.finishReason,
  };
}

function keyOf(benchmark: string, questionId: string): string {
  return `${benchmark}\u001f${questionId}`;
}
