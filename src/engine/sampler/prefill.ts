/** Prefill: all prompts at once through the decoder, keeping each layer's keys and values. */

import { compile, Graph, operators } from '../../autograd/index.ts';
import type { Compiled, Tensor } from '../../autograd/index.ts';
import { forward } from '../decoder/forward.ts';
import { logitsOf, placesOf, weightInputs } from '../decoder/layers.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { nextTokenOutputs } from './next-token.ts';

export interface Prefill {
  compiled: Compiled;
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
  const { hidden, keys, values } = forward(graph, config, weights, tokens, bias, places);
  const last = graph.one('Gather', [hidden, graph.input('last', 'int64', [rows])]);
  const logits = logitsOf(graph, config, last, weights);
  const outputs: Record<string, Tensor> = nextTokenOutputs(graph, logits, tempered);
  keys.forEach((key, i) => (outputs[`key.${i}`] = key));
  values.forEach((value, i) => (outputs[`value.${i}`] = value));
  return { compiled: await compile(graph, outputs, { threads }) };
}
