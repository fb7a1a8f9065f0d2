/** A process that generates without end until Ctrl-C, and does not stop on the first: its argument is the model's folder. */

import { StreamSampler } from '../engine/index.ts';
import { interruptible } from './interrupt.ts';

const sampler = await StreamSampler.open(process.argv[2] ?? '');

function generate(): void {
  const rule = { temperature: 1, topP: 1, topK: 0 };
  const request = { prompt: Int32Array.of(1, 2, 3), maxTokens: 100, rule, stopIds: [], seeds: [1, 2, 3, 4] };
  let ended = 0;
  sampler.begin(
    { ...request, topLogprobs: 0 },
    {
      tokens(tokens) {
        ended += tokens.filter(({ end }) => end !== null).length;
        if (ended === request.seeds.length) generate();
      },
      failed: (error) => console.error(error),
    },
  );
}

await interruptible(async () => {
  generate();
  process.stderr.write('generating\n');
  await new Promise(() => setInterval(() => {}, 1000));
});
