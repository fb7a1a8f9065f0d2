/** A checkpoint of transformers' in our engine: how far logits, log probabilities and greedy answers are from its own. */

import { compile, Graph, operators } from '../../src/autograd/index.ts';
import { forward } from '../../src/engine/decoder/forward.ts';
import { embed, logitsOf, placesOf, weightInputs } from '../../src/engine/decoder/layers.ts';
import type { ModelFolder } from '../../src/engine/files/model-folder.ts';
import { LocalSamplingClient, newSamplerSessions } from '../../src/engine/sampler/sampling-client.ts';
import type { HfTokenizer } from '../../src/engine/tokenizer/tokenizer.ts';
import { modelInputOf } from '../../src/tinker/model-input.ts';

/** `expected.json` beside a checkpoint, written by `interop/parity_models.py`; floats are float32 in base64. */
export interface ModelCase {
  /** CRC-32 of all parameters as float32, in the order of their names. */
  weights: number;
  tokens: number[];
  positions: number[];
  /** [positions, vocabulary]. */
  logits: string;
  /** Of every token but the first. */
  logprobs: string;
  /** Continuations of the first `prompt` tokens, with the log probability of each. */
  greedy: { prompt: number; tokens: number[]; logprobs: string }[];
}

/** Largest differences, and the number of greedy tokens that are not transformers'. */
export interface Differences {
  logits: number;
  logprobs: number;
  sampled: number;
  tokens: number;
}

const floats = (base64: string): Float32Array =>
  new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);

export function furthest(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return Infinity;
  // NaN must not be lost in a maximum.
  const gaps = Array.from(ours, (value, i) => Math.abs(value - (theirs[i] as number)));
  return gaps.some(Number.isNaN) ? Infinity : Math.max(0, ...gaps);
}

/** Logits [length, vocabulary] by the graph that training and prefill use. */
export async function logitsOfTokens(
  { config, weights }: ModelFolder,
  tokens: readonly number[],
): Promise<Float32Array> {
  const { length } = tokens;
  const graph = new Graph(operators);
  const inputs = weightInputs(graph, config).weights;
  const embedded = embed(graph, inputs, graph.input('tokens', 'int64', [length]));
  const places = placesOf(graph, config, 1, length, length);
  const { hidden } = forward(graph, config, inputs, embedded, places);
  const session = await compile(graph, { logits: logitsOf(graph, config, hidden, inputs) }, { threads: 1 });
  const logits = new Float32Array(length * config.vocabSize);
  const feeds = {
    ...Object.fromEntries(weights),
    tokens: BigInt64Array.from(tokens, BigInt),
    positions: BigInt64Array.from(tokens, (_token, i) => BigInt(i)),
  };
  await session.run(feeds, { logits });
  await session.release();
  return logits;
}

/** `lengths`: whole sequences run for the logits, each up to so many tokens. */
export async function differences(
  model: ModelFolder,
  expected: ModelCase,
  lengths: readonly number[],
): Promise<Differences> {
  const { tokens, positions } = expected;
  const { vocabSize } = model.config;
  const found: Differences = { logits: 0, logprobs: 0, sampled: 0, tokens: 0 };
  const expectedLogits = floats(expected.logits);
  for (const length of lengths) {
    const logits = await logitsOfTokens(model, tokens.slice(0, length));
    positions.forEach((position, i) => {
      if (position >= length) return;
      const ours = logits.subarray(position * vocabSize, (position + 1) * vocabSize);
      const theirs = expectedLogits.subarray(i * vocabSize, (i + 1) * vocabSize);
      found.logits = Math.max(found.logits, furthest(ours, theirs));
    });
  }
  // The stop rule is told what to look for, so that no tokenizer is asked.
  const tokenizer = {} as HfTokenizer;
  const sessions = newSamplerSessions();
  const client = new LocalSamplingClient({ ...model, tokenizer, name: 'parity', threads: 1, sessions });
  const whole = modelInputOf(Int32Array.from(tokens));
  const logprobs = await client.computeLogprobs(whole);
  found.logprobs = furthest(logprobs.subarray(1), floats(expected.logprobs));
  for (const greedy of expected.greedy) {
    const prompt = modelInputOf(Int32Array.from(tokens.slice(0, greedy.prompt)));
    const samplingParams = { maxTokens: greedy.tokens.length, temperature: 0, stop: [] };
    // One sample a prompt and several take different graphs.
    for (const numSamples of [1, 2]) {
      const { sequences } = await client.sample({ prompt, numSamples, samplingParams });
      for (const sequence of sequences) {
        found.tokens += greedy.tokens.filter((token, i) => token !== sequence.tokens[i]).length;
        found.sampled = Math.max(found.sampled, furthest(sequence.logprobs, floats(greedy.logprobs)));
      }
    }
  }
  await client.close();
  return found;
}
