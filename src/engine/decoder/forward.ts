/** The decoder over whole sequences, as training and prefill see it. */

import type { Graph, Tensor } from '../../autograd/index.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { feedForward, headsOf, linearOnto, norm } from './layers.ts';
import type { Places, Weights } from './layers.ts';

export interface Forward {
  /** After the final norm, [rows · length, hidden]. */
  hidden: Tensor;
  /** Rotated keys and values of each layer, [rows, kvHeads, length, headDim]. */
  keys: readonly Tensor[];
  values: readonly Tensor[];
}

/** Runs all layers. `embedded` [rows · length, hidden], the tokens' embeddings; `bias` [rows or 1, 1, length, length] is added to the scores. */
export function forward(
  graph: Graph,
  config: ModelConfig,
  weights: Weights,
  embedded: Tensor,
  bias: Tensor,
  places: Places,
): Forward {
  const { rows, length } = places;
  const keys: Tensor[] = [];
  const values: Tensor[] = [];
  const split = (x: Tensor, heads: number): Tensor =>
    graph.one('Transpose', [graph.one('Reshape', [x, graph.ints([rows, length, heads, config.headDim])])], {
      perm: { ints: [0, 2, 1, 3] },
    });
  let x = embedded;
  for (let i = 0; i < config.layers; i++) {
    const layer = `model.layers.${i}`;
    const normed = norm(graph, config, x, weights, `${layer}.input_layernorm`);
    const q = split(headsOf(graph, config, normed, weights, layer, 'q', places), config.heads);
    const k = split(headsOf(graph, config, normed, weights, layer, 'k', places), config.kvHeads);
    const v = split(headsOf(graph, config, normed, weights, layer, 'v', places), config.kvHeads);
    keys.push(k);
    values.push(v);
    const mixed = graph.one('Transpose', [graph.one('Attention', [q, k, v, bias])], {
      perm: { ints: [0, 2, 1, 3] },
    });
    const merged = graph.one('Reshape', [mixed, graph.ints([rows * length, config.heads * config.headDim])]);
    x = linearOnto(graph, x, merged, weights, `${layer}.self_attn.o_proj`, config.outputBias);
    const second = norm(graph, config, x, weights, `${layer}.post_attention_layernorm`);
    x = feedForward(graph, config, x, second, weights, layer);
  }
  return { hidden: norm(graph, config, x, weights, 'model.norm'), keys, values };
}
