/** The decoder over whole sequences, as training and prefill see it. */

import type { Graph, Tensor } from '../../autograd/index.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { feedForward, headsOf, linearOnto, norm } from './layers.ts';
import type { Places, Weights } from './layers.ts';

/** What one layer gives. */
export interface LayerOutput {
  /** [rows · length, hidden]. */
  x: Tensor;
  /** Rotated keys, and values, [rows, kvHeads, length, headDim]. */
  keys: Tensor;
  values: Tensor;
}

/**
 * Runs the layer of weights `layer…` on x [rows · length, hidden]. Tokens see those before them in their row, in
 * so many `blocks` of attention; `bias` [rows or 1, 1, length, length] is added to the scores and may mask more, as in rows of
 * several samples.
 */
export function decoderLayer(
  graph: Graph,
  config: ModelConfig,
  weights: Weights,
  layer: string,
  x: Tensor,
  places: Places,
  { blocks, bias }: { blocks: number; bias?: Tensor | undefined },
): LayerOutput {
  const { rows, length } = places;
  const split = (x: Tensor, heads: number): Tensor =>
    graph.one('Transpose', [graph.one('Reshape', [x, graph.ints([rows, length, heads, config.headDim])])], {
      perm: { ints: [0, 2, 1, 3] },
    });
  const normed = norm(graph, config, x, weights, `${layer}.input_layernorm`);
  const q = split(headsOf(graph, config, normed, weights, layer, 'q', places), config.heads);
  const keys = split(headsOf(graph, config, normed, weights, layer, 'k', places), config.kvHeads);
  const values = split(headsOf(graph, config, normed, weights, layer, 'v', places), config.kvHeads);
  const attended = graph.one('Attention', [q, keys, values, ...(bias === undefined ? [] : [bias])], {
    causal: { int: blocks },
  });
  const mixed = graph.one('Transpose', [attended], { perm: { ints: [0, 2, 1, 3] } });
  const merged = graph.one('Reshape', [mixed, graph.ints([rows * length, config.heads * config.headDim])]);
  const output = `${layer}.self_attn.o_proj`;
  const between = linearOnto(graph, x, merged, weights, output, config.outputBias);
  const second = norm(graph, config, between, weights, `${layer}.post_attention_layernorm`);
  return { x: feedForward(graph, config, between, second, weights, layer), keys, values };
}

export interface Forward {
  /** After the final norm, [rows · length, hidden]. */
  hidden: Tensor;
  /** Of each layer. */
  keys: readonly Tensor[];
  values: readonly Tensor[];
}

/** Of attention; fewer than in a training step (`layer-step.ts`), since every layer is compiled. */
const BLOCKS = 4;

/** Runs all layers on `embedded` [rows · length, hidden], the tokens' embeddings. */
export function forward(
  graph: Graph,
  config: ModelConfig,
  weights: Weights,
  embedded: Tensor,
  places: Places,
): Forward {
  const outputs: LayerOutput[] = [];
  let x = embedded;
  for (let i = 0; i < config.layers; i++) {
    const output = decoderLayer(graph, config, weights, `model.layers.${i}`, x, places, { blocks: BLOCKS });
    outputs.push(output);
    x = output.x;
  }
  return {
    hidden: norm(graph, config, x, weights, 'model.norm'),
    keys: outputs.map(({ keys }) => keys),
    values: outputs.map(({ values }) => values),
  };
}
