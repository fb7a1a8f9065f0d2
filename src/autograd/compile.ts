/**
 * Compiles a graph to an ONNX Runtime session and runs it on typed arrays.
 *
 * Inputs are read and outputs are written in place: onnxruntime-node writes an output into a preallocated tensor, but
 * then copies every output once more into a fresh buffer (134 MB took 85 ms where the product itself took 11 ms). So
 * the first output of every compiled graph is a sequence, a type that the binding refuses to convert: it raises an
 * error after the run and before any copy. A version that would not refuse it only loses the speed.
 */

import * as ort from 'onnxruntime-node';
import { ShapeError } from '../core/errors.ts';
import type { Graph } from './graph.ts';
import { writeOnnxModel } from './onnx-writer.ts';
import type { OnnxNode, OnnxValue } from './onnx-writer.ts';
import { formatShape, sizeOf } from './tensor.ts';
import type { Tensor, TensorArray } from './tensor.ts';

const SENTINEL = 'sentinel';
const REFUSED_AFTER_RUN = 'Non tensor type is temporarily not supported.';

/** A compiled graph. Not reentrant: one run at a time. */
export interface Compiled {
  /**
   * Runs on `feeds` (input name → data) and writes the outputs into `fetches` (output label → data). Both must have
   * exactly the sizes that the graph was built with, else ShapeError.
   */
  run(
    feeds: Readonly<Record<string, TensorArray>>,
    fetches: Readonly<Record<string, TensorArray>>,
  ): Promise<void>;
  release(): Promise<void>;
}

export interface CompileOptions {
  /** Threads of one operator; 0 or absent: as many as there are cores. */
  threads?: number;
  /**
   * Gives the memory of a run back after it; otherwise it is kept for the next run. Of 19 prefills of a model of 4.85M parameters, 123 MiB
   * stayed instead of 817, and their runs took 0 to 5 % longer: good for what runs long or seldom.
   */
  frees?: boolean;
  /** Writes an ONNX Runtime profile under this prefix; for finding slow operators. */
  profile?: string;
  /** Tensors that are fed by their names rather than computed: what another compiled part of the graph gave. */
  given?: readonly Tensor[];
}

/**
 * The nodes that `outputs` need beside what is `given`, in order: gradient rules also emit what nobody asked for, such as
 * that of a frozen weight.
 */
export function neededNodes(
  graph: Graph,
  outputs: readonly Tensor[],
  given: readonly Tensor[] = [],
): OnnxNode[] {
  const known = new Set(given.map(({ name }) => name));
  const needed = new Set(outputs.map(({ name }) => name).filter((name) => !known.has(name)));
  const found: OnnxNode[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((name) => needed.has(name))) continue;
    for (const name of node.inputs) if (!known.has(name)) needed.add(name);
    found.push(node);
  }
  return found.reverse();
}

/** Compiles `graph` with the labelled `outputs`. */
export async function compile(
  graph: Graph,
  outputs: Readonly<Record<string, Tensor>>,
  options: CompileOptions = {},
): Promise<Compiled> {
  const labels = Object.keys(outputs);
  const byLabel = new Map<string, OnnxValue>();
  const { given = [] } = options;
  const nodes = neededNodes(graph, Object.values(outputs), given);
  const taken = new Set<string>();
  for (const label of labels) {
    const { name, dtype, shape, maker } = outputs[label] as Tensor;
    // An output must not be an input, a constant or named twice: such a one gets a copy with a name of its own.
    const isOwn = maker !== undefined && !taken.has(name);
    const unique = isOwn ? name : `output:${label}`;
    if (!isOwn) nodes.push({ op: 'Identity', domain: '', inputs: [name], outputs: [unique], attributes: {} });
    taken.add(unique);
    byLabel.set(label, { name: unique, dtype, shape });
  }
  const seed = { name: `${SENTINEL}:seed`, dtype: 'float32' as const, shape: [1], data: new Float32Array(1) };
  nodes.push({
    op: 'SequenceConstruct',
    domain: '',
    inputs: [seed.name],
    outputs: [SENTINEL],
    attributes: {},
  });
  const read = new Set(nodes.flatMap((node) => node.inputs));
  const usedInputs = [...graph.inputs, ...given].filter(({ name }) => read.has(name));
  const model = writeOnnxModel({
    nodes,
    inputs: usedInputs,
    outputs: [{ name: SENTINEL, dtype: 'sequence', shape: [] }, ...byLabel.values()],
    constants: [...graph.constants.filter(({ name }) => read.has(name)), seed],
  });
  const session = await ort.InferenceSession.create(model, {
    executionMode: 'sequential',
    intraOpNumThreads: options.threads ?? 0,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    enableCpuMemArena: options.frees !== true,
    logSeverityLevel: 3,
    // Each session has threads of its own, which spin on after a run: alternating between two sessions took 87 ms a step
    // where one took 46, until they were told to stop.
    extra: {
      session: { force_spinning_stop: '1' },
      // A product whose first factor is turned before it is faster than one that turns it as it goes (`operators/product.ts`).
      optimization: { disable_specified_optimizers: 'GemmTransposeFusion' },
    },
    ...(options.profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: options.profile }),
  });
  const inputs = new Map(usedInputs.map((input) => [input.name, input]));
  return {
    async run(feeds, fetches) {
      const fed: Record<string, ort.Tensor> = {};
      for (const [name, value] of inputs) {
        const data = feeds[name];
        if (data === undefined)
          throw new ShapeError(`run: input ${name} ${formatShape(value.shape)} is missing`);
        fed[name] = toTensor(value, data);
      }
      const fetched: Record<string, ort.Tensor | null> = { [SENTINEL]: null };
      for (const [label, value] of byLabel) {
        const data = fetches[label];
        if (data === undefined)
          throw new ShapeError(`run: no place for output ${label} ${formatShape(value.shape)}`);
        fetched[value.name] = toTensor(value, data);
      }
      try {
        await session.run(fed, fetched);
      } catch (error) {
        if (!(error instanceof Error && error.message === REFUSED_AFTER_RUN)) throw error;
      }
    },
    async release() {
      if (options.profile !== undefined) session.endProfiling();
      await session.release();
    },
  };
}

function toTensor(value: OnnxValue, data: TensorArray): ort.Tensor {
  if (data.length !== sizeOf(value.shape)) {
    throw new ShapeError(
      `run: ${value.name} has shape ${formatShape(value.shape)}, but ${data.length} values were given`,
    );
  }
  return new ort.Tensor(value.dtype as 'float32', data as Float32Array, value.shape);
}
