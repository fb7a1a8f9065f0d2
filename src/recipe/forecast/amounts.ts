/**
 * How many questions a run trains and is evaluated on, and how long they are. The built data set says it; before it is built, the recipe's
 * targets and counts do, as if every question were kept.
 */

import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import { RunFolder } from '../../core/run-folder.ts';
import { renderMessages } from '../../data/index.ts';
import { estimatePromptTokens, estimateTokens } from '../../models/index.ts';
import { required } from '../run-context.ts';
import { runRewardedQuestions, runSftSamples } from '../run-data.ts';
import type { GrpoChoice, Recipe, SourceChoice } from '../schema.ts';
import { evidenceTokens, otherPromptTokens, promptTokens } from './assumptions.ts';

/** Tokens are means. */
export interface Amount {
  questions: number;
  promptTokens: number;
}

export interface Amounts {
  /** `answerTokens`: reasoning and answer. */
  sft: Amount & { answerTokens: number };
  grpo: Amount;
  evaluate: Amount;
  /** Whether the data set was built, or is taken from the recipe. */
  isBuilt: boolean;
}

/** `folder`: of the run, made or not. @throws InputError where a source says neither target nor count and nothing was built. */
export async function amountsOf(recipe: Recipe, folder: string): Promise<Amounts> {
  const { distil, sources } = required(recipe.data, 'data');
  const evaluate = foreseen(recipe.evaluate?.sources ?? [], 'evaluate.sources');
  if (isThere(`${folder}/data/sft.parquet`))
    return { ...(await built(recipe, folder)), evaluate, isBuilt: true };
  const all = foreseen(sources, 'data.sources');
  const rewarded = (recipe.grpo ?? recipe.zero)?.sources;
  const isRewarded = ({ source }: SourceChoice): boolean => rewarded?.includes(source) ?? true;
  return {
    sft: { ...all, answerTokens: distil.usualTokens },
    grpo: foreseen(sources.filter(isRewarded), 'data.sources'),
    evaluate,
    isBuilt: false,
  };
}

async function built(recipe: Recipe, folder: string): Promise<Pick<Amounts, 'sft' | 'grpo'>> {
  const run = RunFolder.open(folder);
  const samples = await runSftSamples(run);
  const stage: GrpoChoice | undefined = recipe.grpo ?? recipe.zero;
  const rewarded = stage === undefined ? [] : await runRewardedQuestions(run, stage, recipe.seed);
  const prompts = (questions: readonly Parameters<typeof renderMessages>[0][]): Amount => ({
    questions: questions.length,
    promptTokens: mean(questions.map((question) => estimatePromptTokens(renderMessages(question)))),
  });
  const answerTokens = mean(samples.map(({ completion }) => estimateTokens(completion)));
  return {
    sft: { ...prompts(samples.map(({ question }) => question)), answerTokens },
    grpo: prompts(rewarded),
  };
}

function foreseen(sources: readonly SourceChoice[], where: string): Amount {
  let questions = 0;
  let tokens = 0;
  for (const [i, { source, target, count, evidence, optional }] of sources.entries()) {
    const many = target ?? count;
    if (many === undefined && optional === true) continue;
    if (many === undefined)
      throw new InputError(`${where}[${i}]: nothing says how many questions ${source} has`, {
        hint: 'Give it a count, or build the data first: fin-r1 data build RECIPE. Then the forecast counts what was built.',
      });
    const length = evidence === 'gold' ? evidenceTokens : (promptTokens[source] ?? otherPromptTokens);
    questions += many;
    tokens += many * length;
  }
  return { questions, promptTokens: questions === 0 ? 0 : tokens / questions };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
