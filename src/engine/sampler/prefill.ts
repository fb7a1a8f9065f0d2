/** Prefill: all prompts at once through the decoder, keeping each layer's keys and values. */

import { compile, Graph, operators } from '../../autograd/index.ts';
import type { Compiled, Tensor } from '../../autograd/index.ts';
import { forward } from '../decoder/forward.ts';
import { embed, logitsOf, placesOf, weightInputs } from '../decoder/layers.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { lengthBucket } from '../buckets.ts';
import { newPromptCache, putPrompts } from './cache.ts';
import type { Layout, PromptCache } from './cache.ts';
import { GRAPH_BYTES } from './decode-step.ts';
import { inverseTemperature } from './job.ts';
import type { Job, Model } from './job.ts';
import { distributionOutputs, nextTokenOutputs } from './next-token.ts';
import type { Distribution } from './next-token.ts';
import type { Scratch } from './scratch.ts';

export interface Prefill {
  compiled: Compiled;
}

/** Prompts are read so many tokens at a time. More are no faster, and each shape costs a compiled graph. */
export const PREFILL_TOKENS = 1024;

/**
 * Runs the prompts of all prompt places, neighbours of similar length together; the distribution of place p's next token
 * stands in row p.
 */
export async function prefill(
  model: Model,
  jobs: readonly Job[],
  { prompts, promptOf }: Layout,
  distribution: Distribution,
  scratch: Scratch,
): Promise<PromptCache> {
  const { config } = model;
  const length = lengthBucket(jobs.reduce((most, { prompt }) => Math.max(most, prompt.length), 1));
  const cache = newPromptCache(config, prompts, length, scratch);
  // What no prompt fills is masked, but a NaN left behind by another generation would come through the mask.
  for (const array of [...cache.keys, ...cache.values]) array.fill(0);
  // Empty places come last.
  const placed = Array.from(
    promptOf.filter((prompt) => prompt >= 0),
    (prompt) => jobs[prompt] as Job,
  );
  for (const part of prefillParts(placed.map(({ prompt }) => prompt.length))) {
    const session = await model.prefills.get(
      `${part.rows}×${part.length}`,
      () => compilePrefill(config, part.rows, part.length, model.threads),
      GRAPH_BYTES,
    );
    const fresh = newPromptCache(config, part.rows, part.length, scratch, 'prefill');
    const outputs = distributionOutputs(distribution, part.from, part.rows);
    for (let i = 0; i < config.layers; i++) {
      outputs[`key.${i}`] = fresh.keys[i] as Float32Array;
      outputs[`value.${i}`] = fresh.values[i] as Float32Array;
    }
    const feeds = promptFeeds(placed.slice(part.from, part.from + part.rows), part.length);
    await session.compiled.run({ ...Object.fromEntries(model.weights), ...feeds }, outputs);
    putPrompts(config, fresh, cache, part);
  }
  return cache;
}

interface PrefillPart {
  /** The first place. */
  from: number;
  rows: number;
  /** That all of its prompts are padded to. */
  length: number;
}

/**
 * Parts the places so that no prompt is padded to more than twice its bucket of lengths. The rows of a part are a power of two: few
 * shapes have to be compiled, and none has rows of padding.
 */
function prefillParts(lengths: readonly number[]): PrefillPart[] {
  const parts: PrefillPart[] = [];
  for (let from = 0; from < lengths.length; from += parts.at(-1)?.rows ?? 0) {
    let [rows, shortest, longest] = [0, Infinity, 0];
    for (const tokens of lengths.slice(from)) {
      const bucket = lengthBucket(tokens);
      const [low, high] = [Math.min(shortest, bucket), Math.max(longest, bucket)];
      if (rows > 0 && (high > 2 * low || (rows + 1) * high > PREFILL_TOKENS)) break;
      [rows, shortest, longest] = [rows + 1, low, high];
    }
    rows = 2 ** Math.floor(Math.log2(rows));
    parts.push({ from, rows, length: lengthBucket(Math.max(...lengths.slice(from, from + rows))) });
  }
  return parts;
}

function promptFeeds(jobs: readonly Job[], length: number): Record<string, Float32Array | BigInt64Array> {
  const tokens = new BigInt64Array(jobs.length * length);
  jobs.forEach(({ prompt }, r) => prompt.forEach((token, i) => (tokens[r * length + i] = BigInt(token))));
  return {
    tokens,
    positions: BigInt64Array.from(tokens, (_token, i) => BigInt(i % length)),
    last: BigInt64Array.from(jobs, ({ prompt }, r) => BigInt(r * length + prompt.length - 1)),
    inverseTemperature: Float32Array.from(jobs, inverseTemperature),
  };
}

/**
 * Compiles the prefill of `rows` prompts padded to `length`. Inputs: weights, `tokens` [rows · length], `positions`
 * [rows, length], `last` [rows] (flat index of each prompt's last token),
 * and `inverseTemperature` [rows, 1]: always, since it costs little and saves half of the graphs. Outputs: `key.i` and `value.i`
 * [rows, kvHeads, length, headDim], and the next token's distribution (`next-token.ts`).
 */
export async function compilePrefill(
  config: ModelConfig,
  rows: number,
  length: number,
  threads?: number,
): Promise<Prefill> {
  const graph = new Graph(operators);
  const { weights } = weightInputs(graph, config);
  const places = placesOf(graph, config, rows, length, length);
  const tokens = graph.input('tokens', 'int64', [rows * length]);
  const embedded = embed(graph, weights, tokens);
  const { hidden, keys, values } = forward(graph, config, weights, embedded, places);
  const last = graph.one('Gather', [hidden, graph.input('last', 'int64', [rows])]);
  const logits = logitsOf(graph, config, last, weights);
  const outputs: Record<string, Tensor> = nextTokenOutputs(graph, logits, true);
  keys.forEach((key, i) => (outputs[`key.${i}`] = key));
  values.forEach((value, i) => (outputs[`value.${i}`] = value));
  return { compiled: await compile(graph, outputs, { threads, frees: true }) };
}
