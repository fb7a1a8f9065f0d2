/**
 * Asks a model every question of an evaluation and scores what it answers (paper §5: accuracy per benchmark).
 *
 * Departs from the paper: rules decide before any judge does. A question whose prompt does not fit the model's context is `unasked`, not
 * wrong; `counted.ts` says how it counts. A request that failed for good leaves its question without a row: it is told, and asked again by
 * the next start.
 */

import { InterruptedError, RequestError } from '../core/errors.ts';
import type { Question } from '../core/question.ts';
import { Random } from '../core/random.ts';
import type { ChatMessage, PromptOrigin } from '../core/trace.ts';
import { workOff } from '../data/build/work-off.ts';
import { renderMessages } from '../data/prompt.ts';
import { PromptTooLongError, type Generation, type TextModel } from '../models/text-model.ts';
import { modelAnswerer, type Answerer } from './answerer.ts';
import { goldAnswer } from './gold.ts';
import { own } from './protocols/own.ts';
import { promptText, type EvaluatedAnswer } from './sample-rows.ts';
import { scoreRow, type Scoring, type UnscoredAnswer } from './scoring/score-row.ts';

export interface AskedAs {
  messages: readonly ChatMessage[];
  /** Absent where it is the rendering that a model was trained on. */
  file?: PromptOrigin;
}

export interface EvaluationOptions {
  /** A model, or whoever answers without reading a prompt. */
  model: TextModel | Answerer;
  /** Stands in every row, e.g. `sft`. */
  stage: string;
  /** Stands in every row; default: the source of the question. */
  benchmark?: string;
  questions: readonly Question[];
  /** Answers a question. Default 1. */
  samples?: number;
  /** Default: the rendering of training. */
  prompt?: (question: Question) => AskedAs;
  maxTokens: number;
  /** Default 0: greedy. */
  temperature?: number;
  /** Default 1: all tokens. */
  topP?: number;
  seed: number;
  /** Default: this project's protocol, without a judge. */
  scoring?: Scoring;
  /** Answers from an earlier, interrupted evaluation; their questions are not asked again. */
  answered?: readonly EvaluatedAnswer[];
  /** Called with answers as soon as they are scored. */
  onAnswers?: (answers: readonly EvaluatedAnswer[], progress: { done: number; total: number }) => void;
  /** Told of a question whose request failed for good. */
  onFailure?: (question: Question, error: RequestError) => void;
  /**
   * Questions asked at once. A local engine answers them as one batch, the next batch when all are answered; a model behind HTTP gets the
   * next question whenever one is answered. Default 256.
   */
  batchSize?: number;
  /** Default false: in batches. */
  streaming?: boolean;
  signal?: AbortSignal;
}

const rulesAlone: Scoring = { protocol: own, judge: null, needsJudge: () => false };

/**
 * The answers to all questions, in their order.
 * @throws InterruptedError when `signal` is aborted; the answers so far have gone through `onAnswers`.
 */
export async function evaluateModel(options: EvaluationOptions): Promise<EvaluatedAnswer[]> {
  const { questions, stage, samples = 1, onAnswers, onFailure, batchSize = 256, signal } = options;
  const found = new Map<string, EvaluatedAnswer[]>();
  for (const answer of options.answered ?? []) {
    if (answer.stage === stage) add(found, rowKey(answer.benchmark, answer.questionId), answer);
  }
  const keyOf = ({ source, id }: Question): string => rowKey(options.benchmark ?? source, id);
  const isOpen = (question: Question): boolean => {
    const known = found.get(keyOf(question)) ?? [];
    return known.length < samples && known[0]?.verdict !== 'unasked';
  };
  const open = questions.filter(isOpen);
  const before = questions.length - open.length;
  let done = 0;
  const keep = (part: readonly Question[], answers: readonly EvaluatedAnswer[]): void => {
    for (const question of part) found.delete(keyOf(question));
    for (const answer of answers) add(found, rowKey(answer.benchmark, answer.questionId), answer);
    done += part.length;
    onAnswers?.(answers, { done: before + done, total: questions.length });
  };
  const answersTo = async (question: Question): Promise<EvaluatedAnswer[]> => {
    try {
      return await ask(question, options);
    } catch (error) {
      if (!(error instanceof RequestError) || error.stopsRun) throw error;
      onFailure?.(question, error);
      return [];
    }
  };
  const stopped = (): InterruptedError =>
    new InterruptedError(`evaluation of ${stage} stopped after ${done} of ${open.length}`);
  if (options.streaming === true) {
    const waiting = open.values();
    const take = (): { question: Question } | 'done' => {
      if (signal?.aborted) throw stopped();
      const next = waiting.next();
      return next.done === true ? 'done' : { question: next.value };
    };
    await workOff({ take }, batchSize, async ({ question }) => keep([question], await answersTo(question)));
  } else {
    for (let start = 0; start < open.length; start += batchSize) {
      if (signal?.aborted) throw stopped();
      const batch = open.slice(start, start + batchSize);
      keep(batch, (await Promise.all(batch.map(answersTo))).flat());
    }
  }
  return questions.flatMap((question) => found.get(keyOf(question)) ?? []);
}

function add(found: Map<string, EvaluatedAnswer[]>, key: string, answer: EvaluatedAnswer): void {
  const known = found.get(key);
  if (known === undefined) found.set(key, [answer]);
  else known.push(answer);
}

async function ask(question: Question, options: EvaluationOptions): Promise<EvaluatedAnswer[]> {
  const { model, samples = 1, maxTokens, temperature = 0, topP = 1, seed, scoring = rulesAlone } = options;
  const { messages, file }: AskedAs = options.prompt?.(question) ?? { messages: renderMessages(question) };
  const own = Random.derive(seed, 'evaluate', question.source, question.id).uint32();
  const common = commonOf(question, options, promptText(messages), file);
  let generations: Generation[];
  try {
    const answerer = 'answer' in model ? model : modelAnswerer(model);
    const params = { maxTokens, temperature, topP, seed: own };
    generations = await answerer.answer(question, messages, params, samples);
  } catch (error) {
    if (!(error instanceof PromptTooLongError)) throw error;
    return [unasked(common, error)];
  }
  if (generations.length !== samples)
    throw new RangeError(`${model.id}: asked for ${samples} generations, got ${generations.length}`);
  const rows = generations.map(
    ({ text, promptTokens, completionTokens, finishReason, requestKey }, sample): UnscoredAnswer => ({
      ...common,
      ...{ sample, text, promptTokens, completionTokens, finishReason },
      ...(requestKey === '' ? {} : { requestKey }),
    }),
  );
  return Promise.all(rows.map((row) => scoreRow(row, scoring)));
}

function commonOf(
  question: Question,
  { stage, benchmark = question.source }: Pick<EvaluationOptions, 'stage' | 'benchmark'>,
  prompt: string,
  promptFile: PromptOrigin | undefined,
) {
  const { texts, tables, history, reference, category, language, cluster } = question;
  return {
    ...{ kind: 'answer' as const, stage, benchmark, questionId: question.id },
    ...{ cluster, category, language, prompt, reference },
    ...(promptFile === undefined ? {} : { promptFile }),
    source: { texts, tables, history, question: question.question },
    gold: reference === null ? null : goldAnswer(reference),
  };
}

function unasked(common: ReturnType<typeof commonOf>, error: PromptTooLongError): EvaluatedAnswer {
  return {
    ...common,
    sample: 0,
    text: '',
    // Without a gold it could not have counted anyway.
    verdict: common.reference === null ? 'unscorable' : 'unasked',
    rule: 'context:prompt-too-long',
    reason: error.message,
    formatValid: false,
    predicted: null,
    grounding: null,
    promptTokens: error.promptTokens,
    completionTokens: 0,
    finishReason: null,
  };
}

function rowKey(benchmark: string, questionId: string): string {
  return `${benchmark}\u001f${questionId}`;
}
