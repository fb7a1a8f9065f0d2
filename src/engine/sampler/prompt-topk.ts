/** The likeliest tokens at each position of a prompt, as distillation needs them. */

import { compile, Graph, operators } from '../../autograd/index.ts';
import type { Compiled } from '../../autograd/index.ts';
import { lengthBucket } from '../buckets.ts';
import { forward } from '../decoder/forward.ts';
import { embed, logitsOf, placesOf, weightInputs } from '../decoder/layers.ts';
import type { ModelConfig } from '../files/model-config.ts';
import type { SessionCache } from '../session-cache.ts';
import { likeliest, newDistribution, nextTokenOutputs } from './next-token.ts';
import type { Job, Model } from './job.ts';

/** Positions whose logits exist at the same time. */
const CHUNK = 32;

export interface PromptGraph {
  compiled: Compiled;
}

/** Row-major [positions × k]: those at position i follow the tokens before it. */
export interface TopTokens {
  k: number;
  length: number;
  tokenIds: Int32Array;
  logprobs: Float32Array;
}

/** What stands where there is none, as at the first position. */
const ABSENT = { id: 0, logprob: -99999 };

export async function topOfPrompt(
  { config, weights, threads }: Pick<Model, 'config' | 'weights' | 'threads'>,
  graphs: SessionCache<PromptGraph>,
  prompt: Job['prompt'],
  k: number,
): Promise<TopTokens> {
  const length = lengthBucket(prompt.length);
  const [width, kept] = [config.hiddenSize, Math.min(k, config.vocabSize)];
  const hiddenOf = await graphs.get(`hidden ${length}`, () => compileHidden(config, length, threads));
  const hidden = new Float32Array(length * width);
  const all = Object.fromEntries(weights);
  const whole = (value: (i: number) => number): BigInt64Array =>
    BigInt64Array.from({ length }, (_value, i) => BigInt(value(i)));
  const inputs = {
    tokens: whole((i) => prompt[i] ?? 0),
    positions: whole((i) => i),
  };
  await hiddenOf.compiled.run({ ...all, ...inputs }, { hidden });
  const head = await graphs.get('head', () => compileHead(config, threads));
  const tokenIds = new Int32Array(prompt.length * kept).fill(ABSENT.id);
  const logprobs = new Float32Array(prompt.length * kept).fill(ABSENT.logprob);
  const { logits, logSum, probabilities } = newDistribution(CHUNK, config.vocabSize);
  const rows = new Float32Array(CHUNK * width);
  for (let from = 0; from < prompt.length - 1; from += CHUNK) {
    rows.fill(0);
    rows.set(hidden.subarray(from * width, Math.min(prompt.length - 1, from + CHUNK) * width));
    await head.compiled.run({ ...all, hidden: rows }, { logits, logSum, probabilities });
    for (let row = 0; row < CHUNK && from + row < prompt.length - 1; row++) {
      const values = logits.subarray(row * config.vocabSize, (row + 1) * config.vocabSize);
      const start = (from + row + 1) * kept;
      for (const [i, token] of likeliest(values).take(kept).toArray().entries()) {
        tokenIds[start + i] = token;
        logprobs[start + i] = (values[token] as number) - (logSum[row] as number);
      }
    }
  }
  return { k: kept, length: prompt.length, tokenIds, logprobs };
}

/** Outputs `hidden` [length, hidden], after the final norm. */
async function compileHidden(
  config: ModelConfig,
  length: number,
  threads: number | undefined,
): Promise<PromptGraph> {
  const graph = new Graph(operators);
  const { weights } = weightInputs(graph, config);
  const places = placesOf(graph, config, 1, length, length);
  const tokens = graph.input('tokens', 'int64', [length]);
  const { hidden } = forward(graph, config, weights, embed(graph, weights, tokens), places);
  return { compiled: await compile(graph, { hidden }, { threads, frees: true }) };
}

/** Input `hidden` [CHUNK, hidden]; outputs the distributions of the tokens that follow. */
async function compileHead(config: ModelConfig, threads: number | undefined): Promise<PromptGraph> {
  const graph = new Graph(operators);
  const { weights } = weightInputs(graph, config);
  const hidden = graph.input('hidden', 'float32', [CHUNK, config.hiddenSize]);
  const outputs = nextTokenOutputs(graph, logitsOf(graph, config, hidden, weights), false);
  return { compiled: await compile(graph, outputs, { threads, frees: true }) };
}
