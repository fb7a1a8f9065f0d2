/**
 * What a data set would cost, before anything is asked: the recipe's questions are read and counted, and what the request cache holds
 * is taken off. Tokens are estimates (see models/estimate-tokens.ts); answers are taken to be as long as the recipe says.
 *
 * Each question is worked out as a build would, by models that only look into the cache. Where an answer of a teacher is not there yet,
 * judge and difficulty are counted as if it reached them.
 */

import type { Question } from '../core/question.ts';
import { Intake, renderMessages, workOut } from '../data/index.ts';
import { checkLocalModel, costOf, estimatePromptTokens, isFree, openModelPool } from '../models/index.ts';
import { dataTools, modelsOf } from './data-tools.ts';
import { evaluationQuestions } from './questions.ts';
import { heldOutQuestions } from './held-out.ts';
import { peekingPool } from './peeking-pool.ts';
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

/** In the order in which a question comes to them. */
const stages = ['distil', 'answer check', 'reasoning check', 'difficulty'];

type Demands = Map<string, Omit<Demand, 'cost'>>;

interface Lane {
  questions: number;
  target: number | undefined;
  demands: Demands;
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
  for (const model of modelsOf(choice)) checkLocalModel(model, data.runsDir);
  const pool = openModelPool({ cachePath: data.cachePath, runsDirectory: data.runsDir });
  const lanes = new Map<string, Lane>();
  let questions = 0;
  try {
    let add: Add = () => undefined;
    const peeking = peekingPool(pool, ({ stage, model, messages, maxTokens, isCached }) => {
      const usual = Math.min(usualTokens(stage, choice), maxTokens);
      add(stage, model, estimatePromptTokens(messages), usual, isCached);
    });
    const tools = await dataTools(choice, recipe.seed, peeking);
    for await (const question of trainingQuestions(reading, heldOut, { intake: new Intake() })) {
      const target = choice.sources.find(({ source }) => source === question.source)?.target;
      const lane = lanes.get(question.source) ?? { questions: 0, target, demands: new Map() };
      lanes.set(question.source, lane);
      lane.questions++;
      questions++;
      const asked: string[] = [];
      add = (stage, model, prompt, completion, isCached) => {
        if (!isCached) asked.push(stage);
        addTo(lane.demands, [stage, model, prompt, completion, isCached]);
      };
      await workOut(question, tools);
      assumeRest(question, choice, [...asked], add);
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

type Request = [stage: string, model: string, prompt: number, completion: number, isCached: boolean];
type Add = (...request: Request) => void;

function addTo(demands: Demands, [stage, model, prompt, completion, isCached]: Request): void {
  const key = `${stage} ${model}`;
  const sum = demands.get(key) ?? {
    ...{ stage, model, requests: 0, cached: 0, promptTokens: 0, completionTokens: 0 },
  };
  demands.set(key, sum);
  sum.requests++;
  if (isCached) sum.cached++;
  else {
    sum.promptTokens += prompt;
    sum.completionTokens += completion;
  }
}

function usualTokens(stage: string, { distil }: DataChoice): number {
  return stage === 'distil' || stage === 'difficulty' ? distil.usualTokens : JUDGE_ANSWER_TOKENS;
}

/** What follows from answers that are yet to come: all reach the judge, all pass its first check, and the question reaches the difficulty. */
function assumeRest(question: Question, choice: DataChoice, asked: readonly string[], add: Add): void {
  if (asked.length === 0) return;
  const { judge, difficulty, distil, judging } = choice;
  const missing = (stage: string): number => asked.filter((one) => one === stage).length;
  const ask = (times: number, ...[stage, model, prompt, most]: [string, string, number, number]): void => {
    const completion = Math.min(usualTokens(stage, choice), most);
    for (let i = 0; i < times; i++) add(stage, model, prompt, completion, false);
  };
  if (judge !== undefined) {
    const toCome = missing('distil');
    const answer = Math.min(distil.usualTokens, distil.maxTokens);
    const prompt = questionTokens(question) + answer + JUDGE_PROMPT_TOKENS;
    const isText = question.reference?.kind === 'text';
    ask(isText ? toCome : 0, 'answer check', judge, JUDGE_PROMPT_TOKENS, judging.maxTokens);
    ask(toCome + missing('answer check'), 'reasoning check', judge, prompt, judging.maxTokens);
  }
  if (difficulty === undefined || missing('difficulty') > 0) return;
  const { model, samples, maxTokens } = difficulty;
  ask(samples, 'difficulty', model, questionTokens(question), maxTokens);
}

function questionTokens(question: Question): number {
  return estimatePromptTokens(renderMessages(question));
}

function added(lanes: readonly Lane[], share: (lane: Lane) => number, { requests }: DataChoice): Demand[] {
  const sums: Demands = new Map();
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
  const inOrder = [...sums.values()].sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage));
  return inOrder.map((sum) => {
    const whole = { ...sum };
    for (const field of ['requests', 'cached', 'promptTokens', 'completionTokens'] as const)
      whole[field] = Math.round(sum[field]);
    const price = requests.prices[sum.model] ?? (isFree(sum.model) ? { input: 0, output: 0 } : undefined);
    const tokens = { prompt: whole.promptTokens, completion: whole.completionTokens };
    return { ...whole, cost: price === undefined ? null : costOf(price, tokens) };
  });
}
