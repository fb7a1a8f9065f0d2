/** The colour class of a model: that of its stage in a recipe run, one of six by position for any other model. */

import { modelStages } from '../../core/results.ts';

const OTHERS = 6;

export function stageColour(stage: string, stages: readonly string[]): string {
  if ((modelStages as readonly string[]).includes(stage)) return `stage-${stage}`;
  return `series-${(stages.indexOf(stage) % OTHERS) + 1}`;
}

/** The models that have answers: stages of a recipe run in their order, then any others as they come. */
export function stagesOf(answers: readonly { stage: string }[]): string[] {
  const present = new Set(answers.map(({ stage }) => stage));
  return [...new Set([...modelStages, ...present])].filter((stage) => present.has(stage));
}
