/** `results.json`: what the run has shown so far (see `core/results.ts`). */

import { readModelConfig } from '../engine/index.ts';
import { resultsOf } from '../evaluate/index.ts';
import { readSamples } from '../evaluate/index.ts';
import { modelSize } from './model-size.ts';
import type { RunContext } from './run-context.ts';
import { stageSeconds } from './stage-cost.ts';

export async function writeResults({ recipe, run }: RunContext): Promise<void> {
  const config = await readModelConfig(run.path('models', 'base'));
  const { architecture, layers, hiddenSize, vocabSize, contextLength } = config;
  const results = resultsOf(readSamples(run).answers, {
    seconds: stageSeconds(run),
    model: { ...modelSize(config, recipe), architecture, layers, hiddenSize, vocabSize, contextLength },
    seed: recipe.seed,
  });
  run.writeAtomic('results.json', `${JSON.stringify(results, null, 2)}\n`);
}
