/**
 * One compiled layer, forward and backward, that all layers of a model share: their weights are inputs.
 *
 * So a graph of one layer is compiled instead of thirty, and what the backward pass needs of the forward pass is a choice:
 * `keep` names it, and the rest is computed once more. Between the passes it lies in arrays of the caller.
 */

import { compile, Graph, gradients, neededNodes, operators, sizeOf } from '../../autograd/index.ts';
import type { OnnxNode, Tensor, TensorArray } from '../../autograd/index.ts';
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
  backward: { keep: Keep } | null;
}

type Feeds = Readonly<Record<string, TensorArray>>;
type Fetches = Readonly<Record<string, Float32Array>>;
type Arrays = readonly Float32Array[];

export interface LayerStep {
  /** Sizes of what a layer keeps. */
  kept: readonly number[];
  /** Sizes of the dropout masks of a layer. */
  masks: readonly number[];
  /** `feeds`: the weights, `positions`, masks and, where rows are packed, `bias`; x → y, and what is kept. */
  forward(layer: number, feeds: Feeds, x: Float32Array, y: Float32Array, kept: Arrays): Promise<void>;
  /** dy → dx, and the gradients of the weights into `fetches`. */
  backward(
    layer: number,
    feeds: Feeds,
    fetches: Fetches,
    arrays: { x: Float32Array; kept: Arrays; dy: Float32Array; dx: Float32Array },
  ): Promise<void>;
  release(): Promise<void>;
}

/** A layer before it is compiled; its weights have the names of layer 0. */
export interface LayerGraph {
  graph: Graph;
  weights: readonly string[];
  /** Those of the weights, or of the adapter's, that have gradients. */
  trained: readonly string[];
  masks: readonly Tensor[];
  kept: readonly Tensor[];
  forward: Readonly<Record<string, Tensor>>;
  /** `dx` and gradients by the weights' names; from x, `dy` and what is kept. */
  backward: Readonly<Record<string, Tensor>> | null;
}

/** Of attention; more than in `forward.ts`, since one layer is compiled for all. */
const BLOCKS = 8;

const FIRST = 'model.layers.0';

export function layerGraph(
  config: ModelConfig,
  { rows, length, packed, backward }: LayerShape,
  lora?: LoraShape,
): LayerGraph {
  const single = { ...config, layers: 1 };
  const graph = new Graph(operators);
  const base = weightInputs(graph, single);
  const adapter = lora && adapterInputs(graph, single, base.weights, lora, backward !== null);
  const places = placesOf(graph, config, rows, length, length);
  const bias = packed ? graph.input('bias', 'float32', [rows, 1, length, length]) : undefined;
  const x = graph.input('x', 'float32', [rows * length, config.hiddenSize]);
  const y = decoderLayer(graph, config, (adapter ?? base).weights, FIRST, x, places, {
    blocks: BLOCKS,
    bias,
  }).x;
  const ofLayer = (all: ReadonlyMap<string, Tensor> | undefined): [string, Tensor][] =>
    [...(all ?? [])].filter(([name]) => name.startsWith(`${FIRST}.`));
  const trained = ofLayer((adapter ?? base).all);
  const common = {
    graph,
    weights: [...ofLayer(base.all), ...ofLayer(adapter?.all)].map(([name]) => name),
    trained: trained.map(([name]) => name),
    masks: [...(adapter?.masks.values() ?? [])],
  };
  if (backward === null) return { ...common, kept: [], forward: { y }, backward: null };

  const isScores = ({ op, attributes }: OnnxNode): boolean =>
    op === 'FusedMatMul' && attributes['transB'] !== undefined;
  const products = graph.nodes.filter(
    (node) => node.op === 'Gemm' || (node.op === 'FusedMatMul' && !isScores(node)),
  );
  const dy = graph.input('dy', 'float32', y.shape);
  const sofar = trained.map(([name, { shape }]) => graph.input(sofarName(name), 'float32', shape));
  const targets = [...trained.map(([, weight]) => weight), x];
  const slopes = gradients(graph, y, targets, [...sofar, undefined], dy) as Tensor[];
  const outputs: Record<string, Tensor> = { dx: slopes[trained.length] as Tensor };
  trained.forEach(([name], i) => (outputs[name] = slopes[i] as Tensor));
  const candidates =
    backward.keep === 'inputs' ? [] : products.map((node) => graph.tensor(node.outputs[0] as string));
  const read = new Set(neededNodes(graph, slopes, candidates).flatMap(({ inputs }) => inputs));
  const kept = candidates.filter(({ name }) => read.has(name));
  const byName = Object.fromEntries(kept.map((tensor) => [tensor.name, tensor]));
  return { ...common, kept, forward: { y, ...byName }, backward: outputs };
}

/**
 * About what a compiled layer holds while and after it runs: activations and their gradients, and what blocks of attention
 * hold at once, near two whole tables of scores.
 */
export function layerBytes(
  config: ModelConfig,
  { rows, length }: Pick<LayerShape, 'rows' | 'length'>,
): number {
  const { hiddenSize, feedForward, heads } = config;
  return 4 * rows * length * (24 * hiddenSize + 11 * feedForward + 2 * heads * length);
}

export async function compileLayer(
  config: ModelConfig,
  shape: LayerShape,
  { lora, ...options }: { threads?: number; profile?: string; lora?: LoraShape | undefined },
): Promise<LayerStep> {
  const { graph, weights, trained, masks, kept, ...outputs } = layerGraph(config, shape, lora);
  const ahead = await compile(graph, outputs.forward, options);
  const back = outputs.backward && (await compile(graph, outputs.backward, { ...options, given: kept }));
  const fed = (layer: number, feeds: Feeds): Record<string, TensorArray> => {
    const own: Record<string, TensorArray> = {};
    own['positions'] = feeds['positions'] as TensorArray;
    if (shape.packed) own['bias'] = feeds['bias'] as TensorArray;
    for (const name of weights) own[name] = feeds[nameIn(layer, name)] as TensorArray;
    masks.forEach(({ name }, i) => {
      own[name] = feeds[maskName(layer * masks.length + i)] as TensorArray;
    });
    return own;
  };
  const keptArrays = (arrays: Arrays): Record<string, Float32Array> =>
    Object.fromEntries(kept.map(({ name }, i) => [name, arrays[i] as Float32Array]));
  return {
    kept: kept.map(({ shape }) => sizeOf(shape)),
    masks: masks.map(({ shape }) => sizeOf(shape)),
    async forward(layer, feeds, x, y, arrays) {
      await ahead.run({ ...fed(layer, feeds), x }, { y, ...keptArrays(arrays) });
    },
    async backward(layer, feeds, fetches, { x, kept: arrays, dy, dx }) {
      const own: Record<string, TensorArray> = { ...fed(layer, feeds), ...keptArrays(arrays), x, dy };
      const to: Record<string, Float32Array> = { dx };
      for (const name of trained) {
        const view = fetches[nameIn(layer, name)] as Float32Array;
        to[name] = own[sofarName(name)] = view;
      }
      await back?.run(own, to);
    },
    async release() {
      await ahead.release();
      await back?.release();
    },
  };
}

function nameIn(layer: number, name: string): string {
  return name.replace(FIRST, `model.layers.${layer}`);
}

function sofarName(name: string): string {
  return `sofar:${name}`;
}

/** The name under which the i-th dropout mask of all layers is fed. */
export function maskName(i: number): string {
  return `dropout:${i}`;
}
