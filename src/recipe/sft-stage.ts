/** SFT (paper §4.1): from `models/base`, with a fresh optimiser, to `models/sft`. */

import { renderMessages } from '../data/index.ts';
import type { SftSample } from '../data/index.ts';
import { estimatePromptTokens, estimateTokens } from '../models/index.ts';
import { sft } from '../train/index.ts';
import type { ExpectedLoad } from './check-training-memory.ts';
import { required } from './run-context.ts';
import type { ModelContext } from './run-context.ts';
import { runSftSamples } from './run-data.ts';
import { trainStage } from './train-stage.ts';

export async function sftStage(context: ModelContext): Promise<void> {
  const { epochs, batchSize, optimizer, checkpointEverySteps } = required(context.recipe.sft, 'sft');
  const settings = { stage: 'sft', from: 'base', to: 'sft', optimizer, checkpointEverySteps };
  const expected = async (): Promise<ExpectedLoad> => ({
    ...{ samples: batchSize, mixed: true },
    longest: (await runSftSamples(context.run)).reduce((most, sample) => Math.max(most, tokensOf(sample)), 0),
  });
  await trainStage(context, { ...settings, expected }, async (options) =>
    sft({ ...options, samples: await runSftSamples(context.run), epochs, batchSize }),
  );
}

function tokensOf({ question, completion }: SftSample): number {
  return estimatePromptTokens(renderMessages(question)) + estimateTokens(completion);
}
