/**
 * One decoding step for `prompts` × `samples` rows: each row attends to its prompt's keys, which its siblings share, to
 * its own earlier keys, and to the new one. With one sample a prompt, the prompt's keys lie in the row's own cache.
 *
 * The caches are inputs and are read in place; the step gives back only the new keys and values. Returning the whole
 * cache spent 13 of 17 ms on copies (docs/architecture.md).
 */

import { compile, Graph, operators } from '../../autograd/index.ts';
import type { Compiled, Tensor } from '../../autograd/index.ts';
import { feedForward, headsOf, linear, logitsOf, norm, placesOf, weightInputs } from '../decoder/layers.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { nextTokenOutputs } from './next-token.ts';

export interface DecodeShape {
  prompts: number;
  samples: number;
  /** Length of the prompts' cache, in tokens; 0 when the prompts lie in the rows' own cache. */
  promptLength: number;
  ownLength: number;
  /** Some row has a temperature other than 1. */
  tempered: boolean;
}

export interface DecodeStep {
  compiled: Compiled;
}

/**
 * Compiles a step. Rows are prompt-major. Inputs: weights, `tokens` [rows], `positions` [rows, 1], `cos` and `sin`
 * [promptLength + ownLength + 1, headDim / 2] as constants, `ownBias` [prompts, 1, 1, ownLength], per layer `ownKey.i`,
 * `ownValue.i` [prompts, kv, samples, ownLength, d], and unless the prompts lie there too `promptBias` [prompts, 1, 1,
 * promptLength], `promptKey.i`, `promptValue.i` [prompts, kv, promptLength, d]; `inverseTemperature` [rows, 1] when
 * tempered. Outputs: `key.i`, `value.i` [prompts, samples, kv, d] and the next token's distribution.
 */
export async function compileDecode(
  config: ModelConfig,
  shape: DecodeShape,
  threads?: number,
): Promise<DecodeStep> {
  const { prompts, samples, promptLength, ownLength, tempered } = shape;
  const { kvHeads, headDim, heads } = config;
  const rows = prompts * samples;
  const group = heads / kvHeads;
  const graph = new Graph(operators);
  const { weights } = weightInputs(graph, config);
  const context = promptLength + ownLength + 1;
  const places = placesOf(graph, config, rows, 1, context);
  const shared = promptLength > 0;
  const promptBias = shared ? graph.input('promptBias', 'float32', [prompts, 1, 1, promptLength]) : undefined;
  const ownBias = graph.input('ownBias', 'float32', [prompts, 1, 1, ownLength]);
  const reshape = (x: Tensor, ...to: number[]): Tensor => graph.one('Reshape', [x, graph.ints(to)]);
  const product = (a: Tensor, b: Tensor, transB: 0 | 1): Tensor =>
    graph.one('FusedMatMul', [a, b], { transB: { int: transB } });
  const along = { axis: { int: 3 } };
  const outputs: Record<string, Tensor> = {};

  /** [rows, heads · d] → [prompts, kv, samples · per, d]: rows of one prompt side by side under each key head. */
  const byPrompt = (x: Tensor, per: number): Tensor => {
    const split = reshape(x, prompts, samples, kvHeads, per * headDim);
    const turned = samples === 1 ? split : graph.one('Transpose', [split], { perm: { ints: [0, 2, 1, 3] } });
    return reshape(turned, prompts, kvHeads, samples * per, headDim);
  };
  const single = (x: Tensor, per: number, width: number): Tensor =>
    reshape(x, prompts, kvHeads, samples, per, width);
  const flat = (x: Tensor, width: number): Tensor => reshape(x, prompts, kvHeads, samples * group, width);

  let x = graph.one('Gather', [weights('model.embed_tokens.weight'), graph.input('tokens', 'int64', [rows])]);
  for (let i = 0; i < config.layers; i++) {
    const layer = `model.layers.${i}`;
    const normed = norm(graph, config, x, weights, `${layer}.input_layernorm`);
    const rotated = byPrompt(headsOf(graph, config, normed, weights, layer, 'q', places), group);
    const q = graph.one('Mul', [rotated, graph.scalar(1 / Math.sqrt(headDim))]);
    const newKey = headsOf(graph, config, normed, weights, layer, 'k', places);
    const newValue = headsOf(graph, config, normed, weights, layer, 'v', places);
    outputs[`key.${i}`] = newKey;
    outputs[`value.${i}`] = newValue;
    const promptShape = [prompts, kvHeads, promptLength, headDim];
    const ownShape = [prompts, kvHeads, samples, ownLength, headDim];
    const ownKey = graph.input(`ownKey.${i}`, 'float32', ownShape);
    const ownValue = graph.input(`ownValue.${i}`, 'float32', ownShape);

    const queries = single(q, group, headDim);
    const withNew = graph.one('Mul', [queries, single(byPrompt(newKey, 1), 1, headDim)]);
    const onNewKey = graph.one('ReduceSum', [withNew, graph.ints([4])], { keepdims: { int: 1 } });
    const scores = [
      graph.one('Add', [flat(product(queries, ownKey, 1), ownLength), ownBias]),
      flat(onNewKey, 1),
    ];
    if (promptBias !== undefined) {
      const promptKey = graph.input(`promptKey.${i}`, 'float32', promptShape);
      scores.push(graph.one('Add', [product(q, promptKey, 1), promptBias]));
    }
    const shares = graph.one('Softmax', [graph.one('Concat', scores, along)], { axis: { int: -1 } });
    const sizes = graph.ints(scores.map((part) => part.shape[3] as number));
    const [onOwn, onNew, onPrompt] = graph.apply('Split', [shares, sizes], along) as readonly [
      Tensor,
      Tensor,
      Tensor?,
    ];
    const fromNew = graph.one('Mul', [single(onNew, group, 1), single(byPrompt(newValue, 1), 1, headDim)]);
    let mixed = graph.one('Add', [product(single(onOwn, group, ownLength), ownValue, 0), fromNew]);
    if (onPrompt !== undefined) {
      const promptValue = graph.input(`promptValue.${i}`, 'float32', promptShape);
      mixed = graph.one('Add', [mixed, single(product(onPrompt, promptValue, 0), group, headDim)]);
    }
    const grouped = reshape(mixed, prompts, kvHeads, samples, group * headDim);
    const perRow =
      samples === 1 ? grouped : graph.one('Transpose', [grouped], { perm: { ints: [0, 2, 1, 3] } });
    const merged = reshape(perRow, rows, heads * headDim);
    x = graph.one('Add', [x, linear(graph, merged, weights, `${layer}.self_attn.o_proj`, false)]);
    const second = norm(graph, config, x, weights, `${layer}.post_attention_layernorm`);
    x = graph.one('Add', [x, feedForward(graph, second, weights, layer)]);
  }
  const logits = logitsOf(graph, config, norm(graph, config, x, weights, 'model.norm'), weights);
  Object.assign(outputs, nextTokenOutputs(graph, logits, tempered));
  return { compiled: await compile(graph, outputs, { threads }) };
}
