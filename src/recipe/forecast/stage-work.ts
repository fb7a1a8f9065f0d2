/** The work of each stage of a recipe, in tokens. */

import type { Recipe } from '../schema.ts';
import type { Amounts } from './amounts.ts';

export interface StageWork {
  stage: string;
  steps: number;
  /** Prompts read before answers are sampled, once a group. */
  prefilled: number;
  sampled: number;
  /** Forward and backward. */
  trained: number;
  /** Forward only, by the model that the KL term holds on to. */
  scored: number;
  answers: number;
  /** Most tokens of one answer, which a step waits for. */
  longest: number;
}

const nothing = { prefilled: 0, sampled: 0, trained: 0, scored: 0, answers: 0, longest: 0 } as const;

/** Answers are taken to be as long as the teacher's usual ones, where the limit lets them. */
export function workOf(recipe: Recipe, amounts: Amounts): StageWork[] {
  const usual = amounts.sft.answerTokens;
  return [
    ...sftWork(recipe, amounts),
    ...policyWork(recipe, amounts, usual),
    ...evaluationWork(recipe, amounts, usual),
  ];
}

function sftWork({ sft }: Recipe, { sft: amount }: Amounts): StageWork[] {
  if (sft === undefined) return [];
  const samples = Math.ceil(sft.epochs * amount.questions);
  const trained = samples * (amount.promptTokens + amount.answerTokens);
  return [{ ...nothing, stage: 'sft', steps: Math.ceil(samples / sft.batchSize), trained }];
}

function policyWork(recipe: Recipe, { grpo: { promptTokens } }: Amounts, usual: number): StageWork[] {
  return (['zero', 'grpo'] as const).flatMap((stage) => {
    const choice = recipe[stage];
    if (choice === undefined) return [];
    const { steps, questionsPerStep, groupSize, sampling, beta } = choice;
    const groups = steps * questionsPerStep;
    const answers = groups * groupSize;
    const answer = Math.min(usual, sampling.maxTokens);
    const trained = answers * (promptTokens + answer);
    return [
      {
        ...{ stage, steps, trained, answers },
        prefilled: groups * promptTokens,
        sampled: answers * answer,
        scored: beta > 0 ? trained : 0,
        longest: sampling.maxTokens,
      },
    ];
  });
}

/** Every model that the run has is asked every question once. */
function evaluationWork(recipe: Recipe, { evaluate: amount }: Amounts, usual: number): StageWork[] {
  const choice = recipe.evaluate;
  if (choice === undefined) return [];
  const models = ['base', 'sft', 'grpo', 'zero'].filter(
    (model) => model === 'base' || recipe[model as 'sft' | 'grpo' | 'zero'] !== undefined,
  ).length;
  const answers = models * amount.questions;
  const { batchSize, sampling } = choice;
  return [
    {
      ...nothing,
      ...{ stage: `evaluate ${models} models`, answers },
      steps: models * Math.ceil(amount.questions / batchSize),
      prefilled: answers * amount.promptTokens,
      sampled: answers * Math.min(usual, sampling.maxTokens),
      longest: sampling.maxTokens,
    },
  ];
}
