/** SFT (paper §4.1): from `models/base`, with a fresh optimiser, to `models/sft`. */

import type { RunFolder } from '../core/run-folder.ts';
import { withSystemPrompt } from '../core/system-prompt.ts';
import type { SftSample } from '../data/index.ts';
import { estimateTokens } from '../models/index.ts';
import { sft } from '../train/index.ts';
import type { ExpectedLoad } from './check-training-memory.ts';
import { promptTokens } from './prompt-tokens.ts';
import { required } from './run-context.ts';
import type { ModelContext } from './run-context.ts';
import { runSftSamples } from './run-data.ts';
import type { Recipe } from './schema.ts';
import { trainStage } from './train-stage.ts';

export async function sftStage(context: ModelContext): Promise<void> {
  const { recipe, run } = context;
  const { epochs, batchSize, optimizer, checkpointEverySteps } = required(recipe.sft, 'sft');
  const settings = { stage: 'sft', from: 'base', to: 'sft', optimizer, checkpointEverySteps };
  const expected = async (): Promise<ExpectedLoad> => ({
    ...{ samples: batchSize, mixed: true },
    longest: (await runSftSamples(run)).reduce((most, sample) => Math.max(most, tokensOf(recipe, sample)), 0),
  });
  await trainStage(context, { ...settings, expected }, async (options) =>
    sft({ ...options, samples: await told(recipe, run), epochs, batchSize }),
  );
}

async function told({ systemPrompt }: Recipe, run: RunFolder): Promise<SftSample[]> {
  const samples = await runSftSamples(run);
  return samples.map((sample) => ({ ...sample, messages: withSystemPrompt(sample.messages, systemPrompt) }));
}

function tokensOf(recipe: Recipe, { question, completion }: SftSample): number {
  return promptTokens(recipe, question) + estimateTokens(completion);
}
