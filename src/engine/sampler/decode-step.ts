/** One decoding step as a graph; what differs between batches is how a row attends to what came before. */

import { compile, Graph, operators } from '../../autograd/index.ts';
import type { Compiled, Tensor } from '../../autograd/index.ts';
import {
  embed,
  feedForward,
  headsOf,
  linearOnto,
  logitsOf,
  norm,
  placesOf,
  weightInputs,
} from '../decoder/layers.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { nextTokenOutputs } from './next-token.ts';

export interface DecodeStep {
  compiled: Compiled;
}

export interface DecodeShape {
  rows: number;
  /** Positions that a token can stand at. */
  context: number;
  /** Some row has a temperature other than 1. */
  tempered: boolean;
}

/** A compiled graph by itself. */
export const GRAPH_BYTES = 4e6;

/** About what a compiled step holds while and after it runs: logits of another temperature, scores, one layer's activations. */
export function decodeBytes(config: ModelConfig, { rows, context, tempered }: DecodeShape): number {
  const { vocabSize, heads, hiddenSize, feedForward } = config;
  const floats = (tempered ? 2 : 0) * vocabSize + 3 * heads * context + 6 * hiddenSize + 3 * feedForward;
  return GRAPH_BYTES + 4 * rows * floats;
}

/** A layer's rotated queries and keys and its values for the new tokens, [rows, 1, heads · d]. */
export interface NewTokens {
  layer: number;
  q: Tensor;
  k: Tensor;
  v: Tensor;
}

/** Builds attention of the new tokens to all before them, [rows, heads · d], and the outputs that keep the new keys and values. */
export type Attend = (
  graph: Graph,
  fresh: NewTokens,
) => { mixed: Tensor; outputs: Readonly<Record<string, Tensor>> };

/**
 * Compiles a step. Inputs: weights, `tokens` [rows], `positions` [rows, 1], `inverseTemperature` [rows, 1] when tempered,
 * and those of `attend`. Outputs: those of `attend` and the next token's distribution.
 */
export async function compileDecode(
  config: ModelConfig,
  { rows, context, tempered }: DecodeShape,
  attend: Attend,
  threads?: number,
): Promise<DecodeStep> {
  const graph = new Graph(operators);
  const { weights } = weightInputs(graph, config);
  const places = placesOf(graph, config, rows, 1, context);
  const outputs: Record<string, Tensor> = {};
  let x = embed(graph, weights, graph.input('tokens', 'int64', [rows]));
  for (let layer = 0; layer < config.layers; layer++) {
    const name = `model.layers.${layer}`;
    const normed = norm(graph, config, x, weights, `${name}.input_layernorm`);
    const heads = (kind: 'q' | 'k' | 'v'): Tensor =>
      headsOf(graph, config, normed, weights, name, kind, places);
    const attended = attend(graph, { layer, q: heads('q'), k: heads('k'), v: heads('v') });
    Object.assign(outputs, attended.outputs);
    x = linearOnto(graph, x, attended.mixed, weights, `${name}.self_attn.o_proj`, config.outputBias);
    const second = norm(graph, config, x, weights, `${name}.post_attention_layernorm`);
    x = feedForward(graph, config, x, second, weights, name);
  }
  const logits = logitsOf(graph, config, norm(graph, config, x, weights, 'model.norm'), weights);
  Object.assign(outputs, nextTokenOutputs(graph, logits, tempered));
  return { compiled: await compile(graph, outputs, { threads }) };
}
