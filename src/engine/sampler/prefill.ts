/** Prefill: all prompts at once through the decoder, keeping each layer's keys and values. */

import { compile, Graph, operators } from '../../autograd/index.ts';
import type { Compiled, Tensor } from '../../autograd/index.ts';
import { forward } from '../decoder/forward.ts';
import { embed, logitsOf, placesOf, weightInputs } from '../decoder/layers.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { lengthBucket } from '../buckets.ts';
import { causalBias } from '../decoder/training-step.ts';
import { newPromptCache } from './cache.ts';
import type { Layout, PromptCache } from './cache.ts';
import { inverseTemperature, isTempered } from './job.ts';
import type { Job, Model } from './job.ts';
import { distributionOutputs, nextTokenOutputs } from './next-token.ts';
import type { Distribution } from './next-token.ts';
import type { Scratch } from './scratch.ts';

export interface Prefill {
  compiled: Compiled;
}

const MAX_TOKENS = 4096;

/** Runs the prompts of all prompt places; the distribution of place p's next token stands in row p. */
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
  // Place counts are a power of two or three times one, so halves always fill them exactly.
  let rows = prompts;
  while (rows * length > MAX_TOKENS && rows % 2 === 0) rows /= 2;
  const tempered = isTempered(jobs);
  const session = await model.prefills.get(`${rows}×${length}×${tempered}`, () =>
    compilePrefill(config, rows, length, tempered, model.threads),
  );
  const bias = causalBias(length);
  const size = config.kvHeads * length * config.headDim;
  for (let from = 0; from < prompts; from += rows) {
    const tokens = new BigInt64Array(rows * length);
    const positions = BigInt64Array.from({ length: rows * length }, (_value, i) => BigInt(i % length));
    const last = new BigInt64Array(rows);
    const inverse = new Float32Array(rows).fill(1);
    for (let r = 0; r < rows; r++) {
      const job = jobs[promptOf[from + r] as number];
      job?.prompt.forEach((token, i) => (tokens[r * length + i] = BigInt(token)));
      last[r] = BigInt(r * length + Math.max(0, (job?.prompt.length ?? 1) - 1));
      inverse[r] = inverseTemperature(job);
    }
    const fetches = distributionOutputs(distribution, from, rows);
    for (let i = 0; i < config.layers; i++) {
      fetches[`key.${i}`] = (cache.keys[i] as Float32Array).subarray(from * size, (from + rows) * size);
      fetches[`value.${i}`] = (cache.values[i] as Float32Array).subarray(from * size, (from + rows) * size);
    }
    const feeds = {
      ...Object.fromEntries(model.weights),
      ...{ tokens, positions, bias, last },
      ...(tempered ? { inverseTemperature: inverse } : {}),
    };
    await session.compiled.run(feeds, fetches);
  }
  return cache;
}

/**
 * Compiles the prefill of `rows` prompts padded to `length`. Inputs: weights, `tokens` [rows · length], `positions`
 * [rows, length], `bias` [1, 1, length, length], `last` [rows] (flat index of each prompt's last token),
 * and `inverseTemperature` [rows, 1] when tempered. Outputs: `key.i` and `value.i` [rows, kvHeads, length, headDim], and the next
 * token's distribution (`next-token.ts`).
 */
export async function compilePrefill(
  config: ModelConfig,
  rows: number,
  length: number,
  tempered: boolean,
  threads?: number,
): Promise<Prefill> {
  const graph = new Graph(operators);
  const { weights } = weightInputs(graph, config);
  const places = placesOf(graph, config, rows, length, length);
  const tokens = graph.input('tokens', 'int64', [rows * length]);
  const bias = graph.input('bias', 'float32', [1, 1, length, length]);
  const { hidden, keys, values } = forward(
    graph,
    config,
    weights,
    embed(graph, weights, tokens),
    bias,
    places,
  );
  const last = graph.one('Gather', [hidden, graph.input('last', 'int64', [rows])]);
  const logits = logitsOf(graph, config, last, weights);
  const outputs: Record<string, Tensor> = nextTokenOutputs(graph, logits, tempered);
  keys.forEach((key, i) => (outputs[`key.${i}`] = key));
  values.forEach((value, i) => (outputs[`value.${i}`] = value));
  return { compiled: await compile(graph, outputs, { threads }) };
}
