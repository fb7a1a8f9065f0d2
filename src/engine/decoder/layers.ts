/**
 * The decoder of the Qwen and Llama families: RMSNorm, rotary positions, grouped-query attention, SwiGLU; optional biases
 * on the projections and norms on query and key heads (Qwen3). Weights carry Hugging Face's names and [out, in] form.
 */

import { ShapeError } from '../../core/errors.ts';
import type { Graph, Tensor } from '../../autograd/index.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { weightSpecs } from '../files/weight-names.ts';
import { rotaryTables } from './rotary-tables.ts';

/** The weights as inputs of a graph, by name. */
export interface Weights {
  (name: string): Tensor;
  /** What an adapter makes of `onto`, the base's projection of x; absent where there is none. */
  adapt?: (onto: Tensor, x: Tensor, projection: string) => Tensor;
}

/** Declares every weight of the model as an input of `graph`. */
export function weightInputs(
  graph: Graph,
  config: ModelConfig,
): { weights: Weights; all: ReadonlyMap<string, Tensor> } {
  const all = new Map<string, Tensor>();
  for (const { name, shape } of weightSpecs(config)) all.set(name, graph.input(name, 'float32', shape));
  const weights: Weights = (name) => {
    const tensor = all.get(name);
    if (tensor === undefined) throw new ShapeError(`decoder: the model has no weight ${name}`);
    return tensor;
  };
  return { weights, all };
}

/** The name of the embedding table. */
export const EMBEDDING = 'model.embed_tokens.weight';

/** Embeddings [n, hidden] of `tokens` int64 [n]. */
export function embed(graph: Graph, weights: Weights, tokens: Tensor): Tensor {
  return graph.one('Gather', [weights(EMBEDDING), tokens]);
}

/** x·Wᵀ (+ bias), and what an adapter adds; x is [n, in], the weight [out, in]. Every projection goes through this or `linearOnto`. */
export function linear(graph: Graph, x: Tensor, weights: Weights, name: string, bias: boolean): Tensor {
  const inputs = [x, weights(`${name}.weight`), ...(bias ? [weights(`${name}.bias`)] : [])];
  const base = graph.one('Gemm', inputs, { transB: { int: 1 } });
  return weights.adapt?.(base, x, name) ?? base;
}

/** residual + x·Wᵀ (+ bias), and what an adapter adds; without a bias in one product. */
export function linearOnto(
  graph: Graph,
  residual: Tensor,
  x: Tensor,
  weights: Weights,
  name: string,
  bias: boolean,
): Tensor {
  const onto = bias ? graph.one('Add', [residual, weights(`${name}.bias`)]) : residual;
  const base = graph.one('Gemm', [x, weights(`${name}.weight`), onto], { transB: { int: 1 } });
  return weights.adapt?.(base, x, name) ?? base;
}

/** RMSNorm of the rows of x. */
export function norm(graph: Graph, config: ModelConfig, x: Tensor, weights: Weights, name: string): Tensor {
  return graph.one('RmsNorm', [x, weights(`${name}.weight`)], { epsilon: { float: config.rmsNormEps } });
}

/** Where a projection's rows come from and go to: `rows` sequences of `length` tokens, and their rotary tables. */
export interface Places {
  rows: number;
  length: number;
  /** int64 [rows, length]. */
  positions: Tensor;
  /** [context, headDim / 2]. */
  cos: Tensor;
  sin: Tensor;
}

/** One projection as heads, [rows · length, hidden] → [rows, length, heads · headDim]; queries and keys are normed and rotated. */
export function headsOf(
  graph: Graph,
  config: ModelConfig,
  x: Tensor,
  weights: Weights,
  layer: string,
  kind: 'q' | 'k' | 'v',
  places: Places,
): Tensor {
  const heads = kind === 'q' ? config.heads : config.kvHeads;
  const { headDim } = config;
  const { rows, length } = places;
  let projected = linear(graph, x, weights, `${layer}.self_attn.${kind}_proj`, config.qkvBias);
  if (kind === 'v') return graph.one('Reshape', [projected, graph.ints([rows, length, heads * headDim])]);
  if (config.qkNorm) {
    const flat = graph.one('Reshape', [projected, graph.ints([rows * length * heads, headDim])]);
    projected = norm(graph, config, flat, weights, `${layer}.self_attn.${kind}_norm`);
  }
  const shaped = graph.one('Reshape', [projected, graph.ints([rows, length, heads * headDim])]);
  return graph.one('RotaryEmbedding', [shaped, places.positions, places.cos, places.sin]);
}

/** residual + the SwiGLU block of x. */
export function feedForward(
  graph: Graph,
  config: ModelConfig,
  residual: Tensor,
  x: Tensor,
  weights: Weights,
  layer: string,
): Tensor {
  const { mlpBias } = config;
  const gate = linear(graph, x, weights, `${layer}.mlp.gate_proj`, mlpBias);
  const up = linear(graph, x, weights, `${layer}.mlp.up_proj`, mlpBias);
  const inner = graph.one('SwiGlu', [gate, up]);
  return linearOnto(graph, residual, inner, weights, `${layer}.mlp.down_proj`, mlpBias);
}

/** Logits [m, vocabulary] of hidden rows [m, hidden]. */
export function logitsOf(graph: Graph, config: ModelConfig, hidden: Tensor, weights: Weights): Tensor {
  const head = weights(config.tiedEmbeddings ? EMBEDDING : 'lm_head.weight');
  return graph.one('Gemm', [hidden, head], { transB: { int: 1 } });
}

/** Places for `rows` × `length` tokens: an input `positions`, and rotary tables for `context` positions as constants. */
export function placesOf(
  graph: Graph,
  config: ModelConfig,
  rows: number,
  length: number,
  context: number,
): Places {
  const { cos, sin } = rotaryTables(config, context);
  const shape = [context, config.headDim / 2];
  return {
    rows,
    length,
    positions: graph.input('positions', 'int64', [rows, length]),
    cos: graph.constant(cos, shape),
    sin: graph.constant(sin, shape),
  };
}
