/**
 * How many questions a run trains and is evaluated on, and how long they are. The built data set says it; before it is built, the recipe's
 * targets and counts do, as if every question were kept.
 */

import { InputError } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import type { Question } from '../../core/question.ts';
import { RunFolder } from '../../core/run-folder.ts';
import { estimateTokens } from '../../models/index.ts';
import { evaluationQuestions } from '../questions.ts';
import { promptTokens } from '../prompt-tokens.ts';
import { required } from '../run-context.ts';
import { runRewardedQuestions, runSftSamples } from '../run-data.ts';
import type { GrpoChoice, Recipe, SourceChoice } from '../schema.ts';
import { evidenceTokens, otherPromptTokens, usualPrompts } from './assumptions.ts';

/** Tokens are means, but for `longest`. */
export interface Amount {
  questions: number;
  promptTokens: number;
  /** Of its prompts; a mean where nothing was counted. */
  longest: number;
}

export interface Amounts {
  /** `answerTokens`: reasoning and answer. `longest`: prompt and answer of a sample, at most. */
  sft: Amount & { answerTokens: number };
  grpo: Amount;
  evaluate: Amount;
  /** Whether the data set was built, or is taken from the recipe. */
  isBuilt: boolean;
}

export interface Places {
  /** Of the run, made or not. */
  folder: string;
  /** Evaluated questions are counted there; undefined: the recipe's counts are taken. */
  dataDir: string | undefined;
}

/** @throws InputError where a source says neither target nor count, and there is nothing to count. */
export async function amountsOf(recipe: Recipe, { folder, dataDir }: Places): Promise<Amounts> {
  const { distil, sources } = required(recipe.data, 'data');
  const evaluate = await evaluated(recipe, dataDir);
  if (isThere(`${folder}/data/sft.parquet`))
    return { ...(await built(recipe, folder)), evaluate, isBuilt: true };
  const all = foreseen(recipe, sources, 'data.sources');
  const rewarded = (recipe.grpo ?? recipe.zero)?.sources;
  const isRewarded = ({ source }: SourceChoice): boolean => rewarded?.includes(source) ?? true;
  return {
    sft: { ...all, answerTokens: distil.usualTokens, longest: all.longest + distil.maxTokens },
    grpo: foreseen(recipe, sources.filter(isRewarded), 'data.sources'),
    evaluate,
    isBuilt: false,
  };
}

async function built(recipe: Recipe, folder: string): Promise<Pick<Amounts, 'sft' | 'grpo'>> {
  const run = RunFolder.open(folder);
  const samples = await runSftSamples(run);
  const stage: GrpoChoice | undefined = recipe.grpo ?? recipe.zero;
  const rewarded = stage === undefined ? [] : await runRewardedQuestions(run, stage, recipe.seed);
  const answers = samples.map(({ completion }) => estimateTokens(completion));
  const whole = samples.map(({ question }, i) => promptTokens(recipe, question) + (answers[i] ?? 0));
  return {
    sft: {
      ...amount(
        recipe,
        samples.map(({ question }) => question),
      ),
      ...{ answerTokens: mean(answers), longest: most(whole) },
    },
    grpo: amount(recipe, rewarded),
  };
}

async function evaluated(recipe: Recipe, dataDir: string | undefined): Promise<Amount> {
  const { evaluate, seed } = recipe;
  const sources = evaluate?.sources ?? [];
  if (dataDir === undefined || sources.length === 0) return foreseen(recipe, sources, 'evaluate.sources');
  return amount(recipe, await evaluationQuestions(sources, { seed, dataDir }, () => undefined));
}

function amount(recipe: Recipe, questions: readonly Question[]): Amount {
  const prompts = questions.map((question) => promptTokens(recipe, question));
  return { questions: questions.length, promptTokens: mean(prompts), longest: most(prompts) };
}

function foreseen({ systemPrompt }: Recipe, sources: readonly SourceChoice[], where: string): Amount {
  let questions = 0;
  let tokens = 0;
  for (const [i, { source, target, count, evidence, optional }] of sources.entries()) {
    const many = target ?? count;
    const isCounted = target !== undefined && sources.slice(0, i).some((before) => before.source === source);
    if (isCounted || (many === undefined && optional === true)) continue;
    if (many === undefined)
      throw new InputError(`${where}[${i}]: nothing says how many questions ${source} has`, {
        hint: 'Give it a count, or let them be counted: --data-dir for those that are evaluated, fin-r1 data build RECIPE for those to learn from.',
      });
    const length = evidence === 'gold' ? evidenceTokens : (usualPrompts[source] ?? otherPromptTokens);
    questions += many;
    tokens += many * length;
  }
  const usual = (questions === 0 ? 0 : tokens / questions) + estimateTokens(systemPrompt ?? '');
  return { questions, promptTokens: usual, longest: usual };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function most(values: readonly number[]): number {
  return values.reduce((longest, value) => Math.max(longest, value), 0);
}
