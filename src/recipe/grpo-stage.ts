/**
 * GRPO (paper §4.2) on the questions of the RL set: `grpo` from the SFT model, `zero` from the base model (the paper's
 * ablation). With beta > 0 the KL holds on to the model the stage started from.
 */

import { z } from 'zod';
import { verdicts } from '../core/outcome.ts';
import type { Question } from '../core/question.ts';
import { rolloutSample } from '../evaluate/index.ts';
import { grpo, scoreByRule, scoreGrounded } from '../train/index.ts';
import type { ExpectedLoad } from './check-training-memory.ts';
import { promptTokens } from './prompt-tokens.ts';
import { required } from './run-context.ts';
import type { ModelContext } from './run-context.ts';
import { runRewardedQuestions } from './run-data.ts';
import { trainStage } from './train-stage.ts';

const verdictSchema = z.enum(verdicts);

export async function grpoStage(context: ModelContext, stage: 'grpo' | 'zero'): Promise<void> {
  const { run, recipe } = context;
  const {
    optimizer,
    checkpointEverySteps,
    questions: kind,
    sources,
    balance,
    grounded,
    ...settings
  } = required(recipe[stage], stage);
  const asked = (): Promise<Question[]> =>
    runRewardedQuestions(run, { questions: kind, sources, balance }, recipe.seed);
  const from = stage === 'grpo' ? 'sft' : 'base';
  const expected = async (): Promise<ExpectedLoad> => {
    const prompts = (await asked()).map((question) => promptTokens(recipe, question));
    const answers = settings.questionsPerStep * settings.groupSize;
    return {
      ...{ samples: answers, rollouts: answers, mixed: true, reference: settings.beta > 0 },
      longest: prompts.reduce((most, tokens) => Math.max(most, tokens), 0) + settings.sampling.maxTokens,
    };
  };
  await trainStage(
    context,
    { stage, from, to: stage, optimizer, checkpointEverySteps, expected },
    async (options, reference) => {
      const questions = await asked();
      const byId = new Map(questions.map((question) => [question.id, question]));
      return grpo({
        ...options,
        ...settings,
        systemPrompt: recipe.systemPrompt,
        questions,
        score: grounded > 0 ? scoreGrounded : scoreByRule,
        reward: { grounded },
        reference: settings.beta > 0 ? await reference() : undefined,
        onRollouts: (rows) => {
          for (const row of rows) {
            const verdict = verdictSchema.parse(row.verdict);
            const question = byId.get(row.questionId) as Question;
            run.appendJsonl('samples.jsonl', rolloutSample({ ...row, verdict }, question));
          }
        },
      });
    },
  );
}
