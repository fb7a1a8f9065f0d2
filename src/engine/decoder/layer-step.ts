/**
 * One compiled layer, forward and backward, that all layers of a model share: their weights are inputs.
 *
 * So a graph of one layer is compiled instead of thirty, and what the backward pass needs of the forward pass is a choice:
 * `keep` names it, and the rest is computed once more. Between the passes it lies in arrays of the caller.
 */

import { compile, Graph, gradients, neededNodes, operators, sizeOf } from '../../autograd/index.ts';
import type { Compiled, Tensor, TensorArray } from '../../autograd/index.ts';
import type { LoraShape } from '../adapter/lora.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { adapterInputs } from './adapter.ts';
import { decoderLayer } from './forward.ts';
import { placesOf, weightInputs } from './layers.ts';

/**
 * What is kept of a layer's forward pass beside its input. `products`: what the matrices give, without attention's scores;
 * norms, rotations, softmax and SwiGLU are computed again, which costs a few passes over memory and saves as many.
 * `inputs`: nothing; the backward pass begins with a whole forward pass.
 */
export type Keep = 'products' | 'inputs';

export interface LayerShape {
  rows: number;
  length: number;
  packed: boolean;
  /** Null: forward only. */
  backward: { accumulate: boolean; keep: Keep } | null;
}

type Feeds = Readonly<Record<string, TensorArray>>;
type Fetches = Readonly<Record<string, Float32Array>>;

export interface LayerStep {
  /** Sizes of what a layer keeps. */
  kept: readonly number[];
  /** Sizes of the dropout masks of a layer. */
  masks: readonly number[];
  /** `feeds`: the weights, `positions`, `bias` and masks; x → y, and what is kept. */
  forward(layer: number, feeds: Feeds, x: Float32Array, y: Float32Array, kept: Fetched): Promise<void>;
  /** dy → dx, and the gradients of the weights into `fetches`. */
  backward(
    layer: number,
    feeds: Feeds,
    fetches: Fetches,
    arrays: { x: Float32Array; kept: Fetched; dy: Float32Array; dx: Float32Array },
  ): Promise<void>;
  release(): Promise<void>;
}

type Fetched = readonly Float32Array[];

const FIRST = 'model.layers.0.';
const nameIn = (layer: number, name: string): string => name.replace(FIRST, `model.layers.${String(layer)}.`);

export async function compileLayer(
  config: ModelConfig,
  { rows, length, packed, backward }: LayerShape,
  { lora, ...options }: { threads?: number; profile?: string; lora?: LoraShape | undefined },
): Promise<LayerStep> {
  const single = { ...config, layers: 1 };
  const graph = new Graph(operators);
  const base = weightInputs(graph, single);
  const adapter = lora && adapterInputs(graph, single, base.weights, lora, backward !== null);
  const places = placesOf(graph, config, rows, length, length);
  const bias = graph.input('bias', 'float32', [packed ? rows : 1, 1, length, length]);
  const x = graph.input('x', 'float32', [rows * length, config.hiddenSize]);
  const { weights } = adapter ?? base;
  const y = decoderLayer(graph, config, weights, FIRST.slice(0, -1), x, bias, places).x;
  const weightNames = [...base.all.keys(), ...(adapter?.all.keys() ?? [])].filter((name) =>
    name.startsWith(FIRST),
  );
  const masks = [...(adapter?.masks ?? [])];
  const fed = (layer: number, feeds: Feeds): Record<string, TensorArray> => {
    const own: Record<string, TensorArray> = {};
    for (const name of ['positions', 'bias']) own[name] = feeds[name] as TensorArray;
    for (const name of weightNames) own[name] = feeds[nameIn(layer, name)] as TensorArray;
    masks.forEach(([name], i) => {
      own[name] = feeds[maskName(layer * masks.length + i)] as TensorArray;
    });
    return own;
  };

  let kept: readonly Tensor[] = [];
  let back: Compiled | null = null;
  const trained = [...(adapter ?? base).all].filter(([name]) => name.startsWith(FIRST));
  if (backward !== null) {
    const computed = graph.nodes.filter(({ op, attributes }) => {
      const isScores = op === 'FusedMatMul' && attributes['transB'] !== undefined;
      return backward.keep === 'products' && (op === 'Gemm' || (op === 'FusedMatMul' && !isScores));
    });
    const dy = graph.input('dy', 'float32', y.shape);
    const sofar = trained.map(([name, { shape }]) =>
      backward.accumulate ? graph.input(`sofar:${name}`, 'float32', shape) : undefined,
    );
    const targets = [...trained.map(([, weight]) => weight), x];
    const slopes = gradients(graph, y, targets, [...sofar, undefined], dy) as Tensor[];
    const outputs: Record<string, Tensor> = { dx: slopes[trained.length] as Tensor };
    trained.forEach(([name], i) => (outputs[name] = slopes[i] as Tensor));
    const candidates = computed.map(({ outputs }) => graph.tensor(outputs[0] as string));
    const read = new Set(neededNodes(graph, slopes, candidates).flatMap(({ inputs }) => inputs));
    kept = candidates.filter(({ name }) => read.has(name));
    back = await compile(graph, outputs, { ...options, given: kept });
  }
  const ahead = await compile(
    graph,
    { y, ...Object.fromEntries(kept.map((tensor) => [tensor.name, tensor])) },
    options,
  );
  const keptArrays = (arrays: Fetched): Record<string, Float32Array> =>
    Object.fromEntries(kept.map(({ name }, i) => [name, arrays[i] as Float32Array]));
  return {
    kept: kept.map(({ shape }) => sizeOf(shape)),
    masks: masks.map(([, { shape }]) => sizeOf(shape)),
    async forward(layer, feeds, x, y, arrays) {
      await ahead.run({ ...fed(layer, feeds), x }, { y, ...keptArrays(arrays) });
    },
    async backward(layer, feeds, fetches, { x, kept: arrays, dy, dx }) {
      const own: Record<string, TensorArray> = { ...fed(layer, feeds), ...keptArrays(arrays), x, dy };
      const to: Record<string, Float32Array> = { dx };
      for (const [name] of trained) {
        const view = fetches[nameIn(layer, name)] as Float32Array;
        to[name] = view;
        own[`sofar:${name}`] = view;
      }
      await back?.run(own, to);
    },
    async release() {
      await ahead.release();
      await back?.release();
    },
  };
}

/** The name under which the i-th dropout mask of all layers is fed. */
export function maskName(i: number): string {
  return `dropout:${i}`;
}
