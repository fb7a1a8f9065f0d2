/**
 * One greedy stream at 135M against llama.cpp on the same weights, as our own export writes them to GGUF in f32 and in f16: through
 * node-llama-cpp, as `gguf:` models are run, with the same number of threads. The streams take turns and have to give the same
 * tokens. "decode" is the time beyond that of a run with one new token: the steps after the prompt.
 */

import { join } from 'node:path';
import { exportGguf } from '../src/engine/index.ts';
import type { LocalSamplingClient } from '../src/engine/index.ts';
import { llamaIfInstalled } from '../src/models/index.ts';
import type { Llama } from '../src/models/llama-library.ts';
import { modelInputOf } from '../src/tinker/model-input.ts';
import { randomPrompts, THREADS, withSampler } from './bench-model.ts';
import { caseNamed } from './cases.ts';
import { decodeRate, median, print, timeOf } from './measure.ts';

const PROMPT = 96;
const NEW_TOKENS = 128;
const RUNS = 7;

interface Stream {
  name: string;
  /** Reads the prompt anew and gives the tokens that follow it. */
  generate(prompt: readonly number[], newTokens: number): Promise<number[]>;
}

/** Tokens per second. */
interface Rates {
  name: string;
  decode: number;
  whole: number;
}

function ourStream(sampler: LocalSamplingClient): Stream {
  return {
    name: 'fin-r1',
    async generate(prompt, maxTokens) {
      const samplingParams = { maxTokens, temperature: 0, stop: [] };
      const { sequences } = await sampler.sample({
        prompt: modelInputOf(prompt),
        numSamples: 1,
        samplingParams,
      });
      return sequences.flatMap(({ tokens }) => [...tokens]);
    },
  };
}

/** The model in `folder`, through llama.cpp. */
async function llamaStream(llama: Llama, folder: string, type: 'f32' | 'f16'): Promise<Stream> {
  const modelPath = join(folder, `${type}.gguf`);
  await exportGguf(folder, modelPath, { type });
  const model = await llama.loadModel({ modelPath });
  const contextSize = PROMPT + NEW_TOKENS;
  const context = await model.createContext({ sequences: 1, contextSize, threads: THREADS });
  const sequence = context.getSequence();
  const greedy = { temperature: 0, topP: null, topK: null, seed: 0, yieldEogToken: true };
  return {
    name: `llama.cpp ${type}`,
    async generate(prompt, newTokens) {
      await sequence.adaptStateToTokens([], false);
      const tokens: number[] = [];
      for await (const token of sequence.evaluate([...prompt], greedy)) {
        tokens.push(token);
        if (tokens.length === newTokens) break;
      }
      return tokens;
    },
  };
}

async function ratesOf(streams: readonly Stream[], prompt: readonly number[]): Promise<Rates[]> {
  const measured = streams.map((stream) => ({ ...stream, longs: [] as number[], shorts: [] as number[] }));
  const answers = new Set<string>();
  for (const { generate } of measured) answers.add((await generate(prompt, NEW_TOKENS)).join(' '));
  if (answers.size > 1) throw new Error(`the streams part:\n${[...answers].join('\n')}`);
  for (let i = 0; i < RUNS; i++) {
    for (const { generate, longs, shorts } of measured) {
      longs.push(await timeOf(() => generate(prompt, NEW_TOKENS)));
      shorts.push(await timeOf(() => generate(prompt, 1)));
    }
  }
  return measured.map(({ name, longs, shorts }) => {
    const long = median(longs);
    const decode = decodeRate(NEW_TOKENS - 1, long, median(shorts));
    return { name, decode, whole: (1000 * NEW_TOKENS) / long };
  });
}

export async function benchStream(json: boolean): Promise<void> {
  const { config, name } = caseNamed('135M');
  const prompt = randomPrompts(config, 1, PROMPT)[0] ?? [];
  await withSampler(config, async (sampler, folder) => {
    const library = await llamaIfInstalled();
    if (library === null)
      process.stderr.write('(no llama.cpp: `npm run interop -- gguf` installs node-llama-cpp)\n');
    const llama = await library?.getLlama({ gpu: false, build: 'never', logLevel: 'error' });
    const theirs = llama
      ? [await llamaStream(llama, folder, 'f32'), await llamaStream(llama, folder, 'f16')]
      : [];
    const [ours, ...peers] = await ratesOf([ourStream(sampler), ...theirs], prompt);
    await llama?.dispose();
    if (ours === undefined) throw new Error('nothing was measured');
    for (const [measure, label] of [
      ['decode', `${name} decode`],
      ['whole', `${name} prompt and ${NEW_TOKENS} new tokens`],
    ] as const) {
      const row = (rates: Rates, peer?: Rates): void => {
        const against = peer && { against: peer.name, ratio: rates[measure] / peer[measure] };
        const what = { case: `${label}, ${rates.name}`, value: rates[measure], unit: 'tokens/s' };
        print({ bench: 'stream', ...what, ...against }, json);
      };
      for (const peer of peers) row(peer);
      if (peers.length === 0) row(ours);
      for (const peer of peers) row(ours, peer);
    }
  });
}
