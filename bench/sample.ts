/**
 * Batched decoding at a cache length of about 128, sampling included, against the arithmetic limit of the machine's matrix
 * product and against `transformers` generate on the same weights: many prompts of one sample each, and rollouts as GRPO
 * makes them, groups of samples whose prompt is read once.
 */

import { modelInputOf } from '../src/tinker/model-input.ts';
import { randomPrompts, THREADS, withSampler } from './bench-model.ts';
import { caseNamed, parameterCount, setupsOf } from './cases.ts';
import { matrixProduct } from './matrix-product.ts';
import { decodeRate, median, print, timeOf } from './measure.ts';
import { runPeer } from './peer.ts';

const setups = [
  { name: '4.85M', what: '64 sequences', prompts: 64, samples: 1, runs: 7, peerRuns: 3 },
  { name: '135M', what: '32 × 8 sequences', prompts: 32, samples: 8, runs: 3, peerRuns: 1 },
] as const;
type Setup = (typeof setups)[number];

const PROMPT = 96;
const NEW_TOKENS = 64;

export async function benchSample(json: boolean, only: string | undefined): Promise<void> {
  for (const setup of setupsOf(setups, only)) await measure(setup, json);
}

async function measure(
  { name, what, prompts, samples, runs, peerRuns }: Setup,
  json: boolean,
): Promise<void> {
  const { config } = caseNamed(name);
  await withSampler(config, async (sampler, folder) => {
    const inputs = randomPrompts(config, prompts, PROMPT).map(modelInputOf);
    const generate = (maxTokens: number) => async (): Promise<void> => {
      await Promise.all(
        inputs.map((prompt, index) =>
          sampler.sample({
            prompt,
            numSamples: samples,
            samplingParams: { maxTokens, seed: index * samples, stop: [] },
          }),
        ),
      );
    };
    const product = await matrixProduct(THREADS);
    await generate(NEW_TOKENS)();
    const [longs, shorts, limits]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < runs; i++) {
      limits.push((await product.rate()).sustained);
      longs.push(await timeOf(generate(NEW_TOKENS)));
      shorts.push(await timeOf(generate(1)));
    }
    await product.release();
    // Memory for the peer.
    await sampler.close();
    const [long, short] = [median(longs), median(shorts)];
    const sequences = prompts * samples;
    const decode = decodeRate(sequences * (NEW_TOKENS - 1), long, short);
    const whole = (1000 * sequences * NEW_TOKENS) / long;
    const arithmetic = (median(limits) * 1e9) / (2 * parameterCount(config));
    const row = { bench: 'sample', unit: 'tokens/s' };
    const label = `${name} decode, ${what}`;
    const limit = { against: 'arithmetic limit', ratio: decode / arithmetic };
    print({ ...row, case: label, value: decode, ...limit }, json);
    const shape = { prompts, samples, prompt_length: PROMPT, new_tokens: NEW_TOKENS };
    const peer = runPeer('bench_generate.py', [
      folder,
      JSON.stringify({ ...shape, threads: THREADS, repeats: peerRuns }),
    ]);
    const compared = [
      ['decode', label, decode],
      ['generate', `${name} prompt and ${NEW_TOKENS} new tokens`, whole],
    ] as const;
    for (const [measured, of, value] of compared) {
      const theirs = peer?.get(`${measured} tokens/s`);
      const against = { against: 'transformers generate', ratio: value / (theirs ?? NaN) };
      print({ ...row, case: of, value, ...(theirs === undefined ? {} : against) }, json);
    }
  });
}
