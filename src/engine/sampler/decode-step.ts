/**
 * One decoding step for `prompts` × `samples` rows: each row attends to its prompt's keys, which its siblings share, to
 * its own earlier keys, and to the new one.
 *
 * The caches are inputs and are read in place; the step gives back only the new keys and values. Returning the whole
 * cache spent 13 of 17 ms on copies (docs/architecture.md).
 */

import { compile, Graph, operators } from '../../autograd/index.ts';
import type { Compiled, Tensor } from '../../autograd/index.ts';
import {
  feedForward,
  headsOf,
  linear,
  logitsOf,
  norm,
  rotaryTables,
  weightInputs,
} from '../decoder/layers.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { nextTokenOutputs } from './next-token.ts';

export interface DecodeShape {
  prompts: number;
  samples: number;
  /** Length of the prompts' cache and of the rows' own cache, in tokens. */
  promptLength: number;
  ownLength: number;
}

export interface DecodeStep {
  compiled: Compiled;
}

/**
 * Compiles a step. Rows are prompt-major. Inputs: weights, `tokens` [rows], `positions` [rows, 1], `cos` and `sin`
 * [promptLength + ownLength + 1, headDim / 2] as constants, `promptBias` [prompts, 1, 1, promptLength], `ownBias`
 * [1, 1, 1, ownLength], per layer `promptKey.i`, `promptValue.i` [prompts, kv, promptLength, d] and `ownKey.i`,
 * `ownValue.i` [prompts, kv, samples, ownLength, d]; `inverseTemperature` [rows, 1]. Outputs: `key.i`, `value.i`
 * [prompts, samples, kv, d] and the next token's distribution.
 */
export async function compileDecode(
  config: ModelConfig,
  shape: DecodeShape,
  threads?: number,
): Promise<DecodeStep> {
  const { prompts, samples, promptLength, ownLength } = shape;
  const { kvHeads, headDim, heads } = config;
  const rows = prompts * samples;
  const group = heads / kvHeads;
  const graph = new Graph(operators);
  const { weights } = weightInputs(graph, config);
  const context = promptLength + ownLength + 1;
  const tables = rotaryTables(config, context);
  const places = {
    rows,
    length: 1,
    positions: graph.input('positions', 'int64', [rows, 1]),
    cos: graph.constant(tables.cos, [context, headDim / 2]),
    sin: graph.constant(tables.sin, [context, headDim / 2]),
  };
  const promptBias = graph.input('promptBias', 'float32', [prompts, 1, 1, promptLength]);
  const ownBias = graph.input('ownBias', 'float32', [1, 1, 1, ownLength]);
  const reshape = (x: Tensor, ...to: number[]): Tensor => graph.one('Reshape', [x, graph.ints(to)]);
  const scale = { transB: { int: 1 }, alpha: { float: 1 / Math.sqrt(headDim) } };
  const outputs: Record<string, Tensor> = {};

  /** [rows, heads · d] → [prompts, kv, samples · per, d]: rows of one prompt side by side under each key head. */
  const byPrompt = (x: Tensor, per: number): Tensor => {
    const split = reshape(x, prompts, samples, kvHeads, per * headDim);
    const turned = samples === 1 ? split : graph.one('Transpose', [split], { perm: { ints: [0, 2, 1, 3] } });
    return reshape(turned, prompts, kvHeads, samples * per, headDim);
  };

  let x = graph.one('Gather', [weights('model.embed_tokens.weight'), graph.input('tokens', 'int64', [rows])]);
  for (let i = 0; i < config.layers; i++) {
    const layer = `model.layers.${i}`;
    const normed = norm(graph, config, x, weights, `${layer}.input_layernorm`);
    const q = byPrompt(headsOf(graph, config, normed, weights, layer, 'q', places), group);
    const newKey = headsOf(graph, config, normed, weights, layer, 'k', places);
    const newValue = headsOf(graph, config, normed, weights, layer, 'v', places);
    outputs[`key.${i}`] = newKey;
    outputs[`value.${i}`] = newValue;
    const promptShape = [prompts, kvHeads, promptLength, headDim];
    const ownShape = [prompts, kvHeads, samples, ownLength, headDim];
    const promptKey = graph.input(`promptKey.${i}`, 'float32', promptShape);
    const promptValue = graph.input(`promptValue.${i}`, 'float32', promptShape);
    const ownKey = graph.input(`ownKey.${i}`, 'float32', ownShape);
    const ownValue = graph.input(`ownValue.${i}`, 'float32', ownShape);

    const single = reshape(q, prompts, kvHeads, samples, group, headDim);
    const lone = (y: Tensor): Tensor => reshape(byPrompt(y, 1), prompts, kvHeads, samples, 1, headDim);
    const flat = (y: Tensor, length: number): Tensor => reshape(y, prompts, kvHeads, samples * group, length);
    const scores = graph.one(
      'Concat',
      [
        graph.one('Add', [graph.one('FusedMatMul', [q, promptKey], scale), promptBias]),
        graph.one('Add', [flat(graph.one('FusedMatMul', [single, ownKey], scale), ownLength), ownBias]),
        flat(graph.one('FusedMatMul', [single, lone(newKey)], scale), 1),
      ],
      { axis: { int: 3 } },
    );
    const shares = graph.one('Softmax', [scores], { axis: { int: -1 } });
    const [onPrompt, onOwn, onNew] = graph.apply(
      'Split',
      [shares, graph.ints([promptLength, ownLength, 1])],
      {
        axis: { int: 3 },
      },
    ) as readonly [Tensor, Tensor, Tensor];
    const own = (y: Tensor, length: number): Tensor => reshape(y, prompts, kvHeads, samples, group, length);
    const fromPrompt = own(graph.one('FusedMatMul', [onPrompt, promptValue]), headDim);
    const fromOwn = graph.one('FusedMatMul', [own(onOwn, ownLength), ownValue]);
    const fromNew = graph.one('Mul', [own(onNew, 1), lone(newValue)]);
    const mixed = graph.one('Add', [graph.one('Add', [fromPrompt, fromOwn]), fromNew]);
    const perRow = graph.one('Transpose', [reshape(mixed, prompts, kvHeads, samples, group * headDim)], {
      perm: { ints: [0, 2, 1, 3] },
    });
    const merged = reshape(perRow, rows, heads * headDim);
    x = graph.one('Add', [x, linear(graph, merged, weights, `${layer}.self_attn.o_proj`, false)]);
    const second = norm(graph, config, x, weights, `${layer}.post_attention_layernorm`);
    x = graph.one('Add', [x, feedForward(graph, second, weights, layer)]);
  }
  const logits = logitsOf(graph, config, norm(graph, config, x, weights, 'model.norm'), weights);
  Object.assign(outputs, nextTokenOutputs(graph, logits));
  return { compiled: await compile(graph, outputs, { threads }) };
}
