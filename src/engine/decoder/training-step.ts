/** The compiled forward and backward pass of one micro-batch shape. */

import { compile, Graph, gradients, operators, sizeOf } from '../../autograd/index.ts';
import type { Compiled, Tensor } from '../../autograd/index.ts';
import type { LossFn } from '../../tinker/types.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { forward } from './forward.ts';
import type { LoraShape } from '../adapter/lora.ts';
import { adapterInputs } from './adapter.ts';
import { embed, EMBEDDING, logitsOf, placesOf, weightInputs } from './layers.ts';
import type { Weights } from './layers.ts';
import { lossInputs, lossOf } from './losses.ts';

/** What a compiled step is specialised to. */
export interface StepShape {
  /** Sequences, and tokens in each. */
  rows: number;
  length: number;
  /** Positions at which logits are computed, the same one more than once if need be; null: all, in order. */
  positions: number | null;
  /** Several samples share a row: the attention bias is given per row, else it is causal. */
  packed: boolean;
  /** Null: forward only. */
  loss: { fn: LossFn; config: Readonly<Record<string, number>> } | null;
  /** Gradients are added to those that the caller feeds under `sofar:<weight>`, which may be the output's own array. */
  accumulate: boolean;
}

export interface TrainingStep {
  shape: StepShape;
  compiled: Compiled;
  /** Dropout masks that a run needs as inputs, with their number of elements; none without dropout. */
  masks: ReadonlyMap<string, number>;
}

const OF_EMBEDDED = 'gradient of the embedded tokens';

/** The causal bias [length, length]: 0 where a token may look, −1e9 where it may not. */
export function causalBias(length: number): Float32Array {
  const bias = new Float32Array(length * length);
  for (let i = 0; i < length; i++) bias.fill(-1e9, i * length + i + 1, (i + 1) * length);
  return bias;
}

/** A step before it is compiled. */
export interface StepGraph {
  graph: Graph;
  outputs: Readonly<Record<string, Tensor>>;
  /** Dropout masks among the inputs. */
  masks: ReadonlyMap<string, Tensor>;
}

/**
 * Builds a step. Its inputs: the weights by name, `tokens`, `positions`, `bias`, `targets`, the loss's own inputs, and
 * `rows` (the chosen positions) unless logits are wanted everywhere. Its outputs: `logprobs` [positions], and with a loss `loss` [1] and the gradient of every weight
 * under the weight's name. With `lora` the adapter's tensors and masks are inputs too, and only its gradients are outputs.
 */
export function stepGraph(config: ModelConfig, shape: StepShape, lora?: LoraShape): StepGraph {
  const { rows, length, packed, loss, accumulate } = shape;
  const count = shape.positions ?? rows * length;
  const graph = new Graph(operators);
  const base = weightInputs(graph, config);
  const adapter = lora && adapterInputs(graph, config, base.weights, lora, loss !== null);
  const { weights } = adapter ?? base;
  const places = placesOf(graph, config, rows, length, length);
  const tokens = graph.input('tokens', 'int64', [rows * length]);
  const bias = graph.input('bias', 'float32', [packed ? rows : 1, 1, length, length]);
  // The table's gradient by way of the tokens is a few of its rows: in the graph it would take three passes over the table.
  const table: Weights = (name) => graph.one('StopGradient', [weights(name)]);
  const embedded = embed(graph, table, tokens);
  const { hidden } = forward(graph, config, weights, embedded, bias, places);
  const chosen =
    shape.positions === null ? hidden : graph.one('Gather', [hidden, graph.input('rows', 'int64', [count])]);
  const logits = logitsOf(graph, config, chosen, weights);
  const logprob = graph.one('TokenLogprob', [logits, graph.input('targets', 'int64', [count, 1])]);
  const outputs: Record<string, Tensor> = { logprobs: logprob };
  if (loss !== null) {
    const inputs = Object.fromEntries(
      lossInputs[loss.fn].map((name) => [name, graph.input(name, 'float32', [count, 1])]),
    );
    const total = lossOf(graph, loss.fn, loss.config, logprob, inputs);
    const isFound = (name: string): boolean => config.tiedEmbeddings || name !== EMBEDDING;
    const found = [...(adapter ?? base).all].filter(([name]) => isFound(name));
    const sofar = found.map(([name, { shape }]) =>
      accumulate ? graph.input(`sofar:${name}`, 'float32', shape) : undefined,
    );
    const trained = found.map(([, weight]) => weight);
    const targets = adapter === undefined ? [...trained, embedded] : trained;
    const slopes = gradients(graph, total, targets, sofar);
    outputs['loss'] = total;
    found.forEach(([name], i) => (outputs[name] = slopes[i] as Tensor));
    if (adapter === undefined) outputs[OF_EMBEDDED] = slopes[found.length] as Tensor;
  }
  return { graph, outputs, masks: adapter?.masks ?? new Map() };
}

/** Compiles a step; with all parameters trained, a run also adds the gradient of the tokens' embeddings to the table's. */
export async function compileStep(
  config: ModelConfig,
  shape: StepShape,
  { lora, ...options }: { threads?: number; profile?: string; lora?: LoraShape | undefined } = {},
): Promise<TrainingStep> {
  const { rows, length, loss, accumulate } = shape;
  const { graph, outputs, masks: inputs } = stepGraph(config, shape, lora);
  const compiled = await compile(graph, outputs, options);
  const masks = new Map([...inputs].map(([name, mask]) => [name, sizeOf(mask.shape)]));
  if (loss === null || lora !== undefined) return { shape, compiled, masks };
  const ofEmbedded = new Float32Array(rows * length * config.hiddenSize);
  return {
    shape,
    masks,
    compiled: {
      run: async (feeds, fetches) => {
        const table = fetches[EMBEDDING] as Float32Array;
        // An untied table has no other gradient.
        if (!config.tiedEmbeddings && !accumulate) table.fill(0);
        await compiled.run(feeds, { ...fetches, [OF_EMBEDDED]: ofEmbedded });
        addRows(table, feeds['tokens'] as BigInt64Array, ofEmbedded);
      },
      release: compiled.release,
    },
  };
}

/** Adds row i of `updates` to row `indices[i]` of `table`. */
function addRows(table: Float32Array, indices: BigInt64Array, updates: Float32Array): void {
  const width = updates.length / indices.length;
  indices.forEach((index, i) => {
    const [to, from] = [Number(index) * width, i * width];
    for (let k = 0; k < width; k++) table[to + k] = (table[to + k] as number) + (updates[from + k] as number);
  });
}
