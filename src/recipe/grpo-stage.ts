/**
 * GRPO (paper §4.2) on the questions of the RL set: `grpo` from the SFT model, `zero` from the base model (the paper's
 * ablation). With beta > 0 the KL holds on to the model the stage started from.
 */

import { z } from 'zod';
import { verdicts } from '../core/outcome.ts';
import type { Question } from '../core/question.ts';
import { rolloutSample } from '../evaluate/index.ts';
import { grpo, referenceFromClient, scoreByRule, scoreGrounded } from '../train/index.ts';
import { required } from './run-context.ts';
import type { RunContext } from './run-context.ts';
import { runRewardedQuestions } from './run-data.ts';
import { trainStage } from './train-stage.ts';

const verdictSchema = z.enum(verdicts);

export async function grpoStage(context: RunContext, stage: 'grpo' | 'zero'): Promise<void> {
  const { run, recipe } = context;
  const {
    optimizer,
    checkpointEverySteps,
    questions: choice,
    grounded,
    ...settings
  } = required(recipe[stage], stage);
  const from = stage === 'grpo' ? 'sft' : 'base';
  await trainStage(
    context,
    { stage, from, to: stage, optimizer, checkpointEverySteps },
    async (options, start) => {
      const questions = await runRewardedQuestions(run, choice);
      const byId = new Map(questions.map((question) => [question.id, question]));
      return grpo({
        ...options,
        ...settings,
        questions,
        score: grounded > 0 ? scoreGrounded : scoreByRule,
        reward: { grounded },
        reference: settings.beta > 0 ? referenceFromClient(await start()) : undefined,
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
