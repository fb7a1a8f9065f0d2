/**
 * What a data set would cost, before anything is asked: the recipe's questions are read and counted, and what the request cache holds
 * is taken off. Tokens are estimates (see models/estimate-tokens.ts); answers are taken to be as long as the recipe says.
 */

import type { Question } from '../core/question.ts';
import { findTeacher, distilRequest, Intake } from '../data/index.ts';
import { costOf, estimatePromptTokens, isFree, openModelPool } from '../models/index.ts';
import type { OpenModelPool } from '../models/index.ts';
import { isOffline } from './data-tools.ts';
import { evaluationQuestions } from './questions.ts';
import { heldOutQuestions } from './held-out.ts';
import { required } from './run-context.ts';
import type { DataOptions } from './run-context.ts';
import type { DataChoice } from './schema.ts';
import { questionOptions, trainingQuestions, type Reading } from './training-questions.ts';

export interface Demand {
  stage: string;
  model: string;
  requests: number;
  /** Of these, answered by the cache. */
  cached: number;
  promptTokens: number;
  completionTokens: number;
  /** US dollars; null where the recipe gives the model no price. */
  cost: number | null;
}

export interface DataEstimate {
  questions: number;
  /** When every question asked is kept, so that targets are reached soonest. */
  least: Demand[];
  /** When every question is asked. */
  most: Demand[];
}

/** A judge reads the task again with an answer, and says a sentence on each criterion. */
const JUDGE_PROMPT_TOKENS = 700;
const JUDGE_ANSWER_TOKENS = 300;

interface Lane {
  questions: number;
  target: number | undefined;
  demands: Map<string, Omit<Demand, 'cost'>>;
}

/** @throws what reading the recipe's sources throws. No key is needed and nothing is sent. */
export async function estimateData(
  reading: Reading,
  data: Pick<DataOptions, 'cachePath'> & { runsDir: string },
): Promise<DataEstimate> {
  const { recipe, observer } = reading;
  const choice = required(recipe.data, 'data');
  const options = questionOptions(reading);
  const sources = recipe.evaluate?.sources ?? [];
  const evaluated =
    sources.length === 0
      ? []
      : await evaluationQuestions(sources, { ...options, seed: recipe.seed }, options.warn);
  const heldOut = await heldOutQuestions(recipe, evaluated, options);
  const pool = openModelPool({ cachePath: data.cachePath, runsDirectory: data.runsDir });
  const lanes = new Map<string, Lane>();
  let questions = 0;
  try {
    for await (const question of trainingQuestions(reading, heldOut, { intake: new Intake() })) {
      const target = choice.sources.find(({ source }) => source === question.source)?.target;
      const lane = lanes.get(question.source) ?? { questions: 0, target, demands: new Map() };
      lanes.set(question.source, lane);
      lane.questions++;
      demandOf(question, choice, recipe.seed, pool, lane.demands);
      questions++;
    }
  } finally {
    await pool.close();
  }
  observer.ended('estimate', '');
  const all = [...lanes.values()];
  const shareNeeded = ({ questions: n, target }: Lane): number =>
    target === undefined ? 1 : Math.min(1, target / n);
  return {
    questions,
    least: added(all, shareNeeded, choice),
    most: added(all, () => 1, choice),
  };
}

function demandOf(
  question: Question,
  choice: DataChoice,
  seed: number,
  pool: OpenModelPool,
  demands: Lane['demands'],
): void {
  const add = (stage: string, model: string, prompt: number, completion: number, cached: boolean): void => {
    const key = `${stage} ${model}`;
    const sum = demands.get(key) ?? {
      ...{ stage, model, requests: 0, cached: 0, promptTokens: 0, completionTokens: 0 },
    };
    demands.set(key, sum);
    sum.requests++;
    if (cached) sum.cached++;
    else {
      sum.promptTokens += prompt;
      sum.completionTokens += completion;
    }
  };
  const { teachers, samplesPerQuestion, distil, judge, difficulty } = choice;
  const teacher = teachers.find(
    (name) => !isOffline(name) || findTeacher(name).distil(question, 0, seed) !== null,
  );
  if (teacher === undefined) return;
  for (let sample = 0; sample < samplesPerQuestion; sample++) {
    const request = isOffline(teacher) ? null : distilRequest(question, sample, seed, distil);
    const prompt = request === null ? 0 : estimatePromptTokens(request.messages);
    if (!isOffline(teacher) && request === null) return;
    if (request !== null) {
      const kept = pool.peek(teacher, request.messages, request.params, 0);
      add('distil', teacher, prompt, distil.usualTokens, kept !== null);
    }
    if (judge === undefined) continue;
    if (question.reference?.kind === 'text')
      add('answer check', judge, JUDGE_PROMPT_TOKENS, JUDGE_ANSWER_TOKENS, false);
    add(
      'reasoning check',
      judge,
      prompt + distil.usualTokens + JUDGE_PROMPT_TOKENS,
      JUDGE_ANSWER_TOKENS,
      false,
    );
  }
  if (difficulty === undefined) return;
  for (let sample = 0; sample < difficulty.samples; sample++)
    add(
      'difficulty',
      difficulty.model,
      JUDGE_PROMPT_TOKENS,
      Math.min(distil.usualTokens, difficulty.maxTokens),
      false,
    );
}

function added(lanes: readonly Lane[], share: (lane: Lane) => number, { requests }: DataChoice): Demand[] {
  const sums = new Map<string, Omit<Demand, 'cost'>>();
  for (const lane of lanes) {
    for (const [key, demand] of lane.demands) {
      const sum = sums.get(key) ?? {
        ...demand,
        requests: 0,
        cached: 0,
        promptTokens: 0,
        completionTokens: 0,
      };
      sums.set(key, sum);
      for (const field of ['requests', 'cached', 'promptTokens', 'completionTokens'] as const)
        sum[field] += demand[field] * share(lane);
    }
  }
  return [...sums.values()].map((sum) => {
    const whole = { ...sum };
    for (const field of ['requests', 'cached', 'promptTokens', 'completionTokens'] as const)
      whole[field] = Math.round(sum[field]);
    const price = requests.prices[sum.model] ?? (isFree(sum.model) ? { input: 0, output: 0 } : undefined);
    const tokens = { prompt: whole.promptTokens, completion: whole.completionTokens };
    return { ...whole, cost: price === undefined ? null : costOf(price, tokens) };
  });
}
