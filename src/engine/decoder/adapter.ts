/**
 * A LoRA adapter in a graph: y + scale · (dropout(x)·Aᵀ)·Bᵀ behind each projection that it changes.
 *
 * Both thin products are `Gemm`s: the first carries the scale, the second is added onto the base's product. Projections of
 * one input (q, k, v; gate, up) share its dropout mask, where PEFT draws one for each: half of the random numbers, and each
 * projection's mask has the same distribution.
 */

import type { Graph, Tensor } from '../../autograd/index.ts';
import { adapterNames, adapterSpecs, loraScale } from '../adapter/lora.ts';
import type { LoraShape } from '../adapter/lora.ts';
import { usedDropout } from '../adapter/dropout-mask.ts';
import type { ModelConfig } from '../files/model-config.ts';
import type { Weights } from './layers.ts';

export interface AdapterInputs {
  /** The base's weights, with the adapter behind them. */
  weights: Weights;
  /** A and B of every changed projection, by name. */
  all: ReadonlyMap<string, Tensor>;
  /** Inputs bool, 1 where an input is kept: filled while the graph is built. */
  masks: ReadonlyMap<string, Tensor>;
}

/** Declares the adapter's tensors as inputs of `graph`, and with `training` the masks that its dropout needs. */
export function adapterInputs(
  graph: Graph,
  config: ModelConfig,
  base: Weights,
  lora: LoraShape,
  training: boolean,
): AdapterInputs {
  const all = new Map<string, Tensor>();
  for (const { name, shape } of adapterSpecs(config, lora))
    all.set(name, graph.input(name, 'float32', shape));
  const masks = new Map<string, Tensor>();
  const dropped = new Map<string, Tensor>();
  const dropout = training ? usedDropout(lora.dropout) : 0;
  const afterDropout = (x: Tensor): Tensor => {
    if (dropout === 0) return x;
    const before = dropped.get(x.name);
    if (before !== undefined) return before;
    const name = `dropout:${masks.size}`;
    const mask = graph.input(name, 'bool', x.shape);
    masks.set(name, mask);
    const after = graph.one('Where', [mask, x, graph.scalar(0)]);
    dropped.set(x.name, after);
    return after;
  };
  const alpha = { float: loraScale(lora) / (1 - dropout) };
  const adapt = (onto: Tensor, x: Tensor, projection: string): Tensor => {
    const names = adapterNames(projection);
    const [a, b] = [all.get(names.a), all.get(names.b)];
    if (a === undefined || b === undefined) return onto;
    const narrow = graph.one('Gemm', [afterDropout(x), a], { transB: { int: 1 }, alpha });
    return graph.one('Gemm', [narrow, b, onto], { transB: { int: 1 } });
  };
  const weights: Weights = Object.assign((name: string) => base(name), { adapt });
  return { weights, all, masks };
}
