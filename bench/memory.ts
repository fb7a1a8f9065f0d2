/** Peak memory of a training step at SmolLM2-135M's shape, optimiser included, and its growth with sequence length. */

import { spawnSync } from 'node:child_process';
import { randomBatch, withTrainingClient } from './bench-model.ts';
import { caseNamed, parameterCount } from './cases.ts';
import { print } from './measure.ts';

/** Runs two steps in this process; its peak resident size is the figure. */
export async function memoryOfOneStep(length: number): Promise<number> {
  const { config } = caseNamed('135M');
  return withTrainingClient(config, async (client) => {
    const batch = randomBatch(config, 1, length);
    for (let i = 0; i < 2; i++) {
      await client.forwardBackward(batch, 'cross_entropy');
      await client.optimStep({ learningRate: 1e-4 });
    }
    return process.resourceUsage().maxRSS * 1024;
  });
}

export function benchMemory(json: boolean): void {
  const { config } = caseNamed('135M');
  // Weights, gradients and two moments, four bytes each: what no step can do without.
  const least = parameterCount(config) * 16;
  for (const length of [128, 256, 512, 1024]) {
    const done = spawnSync(process.execPath, [import.meta.filename, String(length)], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`memory at ${length} tokens failed:\n${done.stderr}`);
    const bytes = Number(done.stdout);
    print(
      {
        bench: 'memory',
        case: `135M step, 1 × ${length}`,
        value: bytes / 2 ** 30,
        unit: 'GiB',
        against: 'weights, gradients, moments',
        ratio: least / bytes,
      },
      json,
    );
  }
}

if (process.argv[1] === import.meta.filename) {
  process.stdout.write(String(await memoryOfOneStep(Number(process.argv[2]))));
  process.exit(0);
}
