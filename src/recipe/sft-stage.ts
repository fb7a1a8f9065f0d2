/** SFT (paper §4.1): from `models/base`, with a fresh optimiser, to `models/sft`. */

import { sft } from '../train/index.ts';
import { required } from './run-context.ts';
import type { RunContext } from './run-context.ts';
import { runSftSamples } from './run-data.ts';
import { trainStage } from './train-stage.ts';

export async function sftStage(context: RunContext): Promise<void> {
  const { epochs, batchSize, optimizer, checkpointEverySteps } = required(context.recipe.sft, 'sft');
  const settings = { stage: 'sft', from: 'base', to: 'sft', optimizer, checkpointEverySteps };
  await trainStage(context, settings, async (options) =>
    sft({ ...options, samples: await runSftSamples(context.run), epochs, batchSize }),
  );
}
