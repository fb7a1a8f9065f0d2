/**
 * The end of a step: final norm, logits, loss, and the way back to the last layer's output.
 *
 * All losses are sums over positions, so positions go through in chunks and the logits of all of them never exist at once.
 * Within a chunk the vocabulary goes through in parts as well: softmax and the products behind it find a part's logits in
 * a cache. The target's logit is a product of two rows of its own, so that nothing has to be looked up in the parts.
 */

import { compile, Graph, gradients, operators } from '../../autograd/index.ts';
import type { Compiled, Tensor, TensorArray } from '../../autograd/index.ts';
import type { LossFn } from '../../tinker/types.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { EMBEDDING, norm } from './layers.ts';
import { lossInputs, lossOf } from './losses.ts';

/** Most bytes of a chunk's logits: 128 positions of the largest vocabularies in use. */
const CHUNK_BYTES = 80e6;
/** Rows of the vocabulary in a part. */
const PART = 2048;
const NORM = 'model.norm';

export interface HeadShape {
  loss: { fn: LossFn; config: Readonly<Record<string, number>> } | null;
  /** Norm and head are trained too. */
  trained: boolean;
}

export interface HeadRun {
  /** Positions of all chunks. */
  count: number;
  /** The last layer's output. */
  hidden: Float32Array;
  /** Gets the gradient of `hidden`; null without a loss. */
  slope: Float32Array | null;
}

export interface HeadStep {
  /**
   * `feeds`: the weights, `targets`, the loss's inputs and, where positions are chosen, `rows`. Writes `logprobs`, and with
   * a loss `loss`, and adds to the gradients of norm and head.
   */
  run(
    feeds: Readonly<Record<string, TensorArray>>,
    fetches: Readonly<Record<string, Float32Array>>,
    run: HeadRun,
  ): Promise<void>;
  release(): Promise<void>;
}

/** The name of the matrix behind the logits. */
export function headName({ tiedEmbeddings }: ModelConfig): string {
  return tiedEmbeddings ? EMBEDDING : 'lm_head.weight';
}

/**
 * Positions of each chunk: `most`, and for the rest one of a quarter, half or three quarters of that. A few sizes serve batches of
 * every size, since each compiled one holds memory for its logits. A batch of less than a quarter is a chunk as it is.
 */
export function chunkSizes(count: number, most: number): number[] {
  const whole = Array.from({ length: Math.floor(count / most) }, () => most);
  const rest = count % most;
  if (rest === 0) return whole;
  const quarter = Math.ceil(most / 4);
  const last = count <= quarter ? count : Math.min(most, Math.ceil(rest / quarter) * quarter);
  return [...whole, last];
}

/** Positions of the largest chunk: a power of two, which most batches divide into without a rest. */
export function chunkOf({ vocabSize }: ModelConfig): number {
  return Math.max(32, 2 ** Math.floor(Math.log2(CHUNK_BYTES / 4 / vocabSize)));
}

/** A head for batches of any size; its graphs are compiled when they are first needed. */
export function newHead(
  config: ModelConfig,
  shape: HeadShape,
  { most = chunkOf(config), ...options }: { threads?: number; profile?: string; most?: number },
): HeadStep {
  const { hiddenSize: width, vocabSize } = config;
  const parts: { from: number; to: number }[] = [];
  for (let from = 0; from < vocabSize; from += PART)
    parts.push({ from, to: Math.min(vocabSize, from + PART) });
  const { loss, trained } = shape;
  const lossNames = loss === null ? [] : lossInputs[loss.fn];
  const build = async (size: number): Promise<Compiled> => {
    const graph = new Graph(operators);
    const input = (name: string, dims: readonly number[]): Tensor => graph.input(name, 'float32', dims);
    const x = input('x', [size, width]);
    const norms = input(`${NORM}.weight`, [width]);
    const h = norm(graph, config, x, () => norms, NORM);
    const heads = parts.map(({ from, to }, i) => input(`head:${i}`, [to - from, width]));
    const logits = heads.map((head) => graph.one('Gemm', [h, head], { transB: { int: 1 } }));
    const targetRows = input('target rows', [size, width]);
    const product = graph.one('Mul', [h, targetRows]);
    const chosen = graph.one('ReduceSum', [product, graph.ints([1])], { keepdims: { int: 1 } });
    const logprobs = graph.one('Sub', [chosen, graph.one('LogSumExp', logits)]);
    if (loss === null) return compile(graph, { logprobs }, options);
    const inputs = Object.fromEntries(lossNames.map((name) => [name, input(name, [size, 1])]));
    const total = lossOf(graph, loss.fn, loss.config, logprobs, inputs);
    const found = trained ? [norms, ...heads] : [];
    const sofar = found.map(({ name, shape: dims }) => input(`sofar:${name}`, dims));
    const targets = trained ? [...found, x, targetRows] : [x];
    const slopes = gradients(graph, total, targets, sofar) as Tensor[];
    const labels = [...found.map(({ name }) => name), 'dx', 'd target rows'];
    const outputs = Object.fromEntries(slopes.map((slope, i) => [labels[i] as string, slope]));
    return compile(graph, { logprobs, loss: total, ...outputs }, options);
  };
  const compiled = new Map<number, Compiled>();
  const graphOf = async (size: number): Promise<Compiled> => {
    const found = compiled.get(size) ?? (await build(size));
    compiled.set(size, found);
    return found;
  };
  return {
    async run(feeds, fetches, { count: all, hidden, slope }) {
      const sizes = chunkSizes(all, most);
      const largest = Math.max(...sizes);
      const memory = {
        x: new Float32Array(largest * width),
        targetRows: new Float32Array(largest * width),
        dx: new Float32Array(largest * width),
        dTargetRows: new Float32Array(largest * width),
        logprobs: new Float32Array(largest),
      };
      const part = new Float32Array(1);
      const table = feeds[headName(config)] as Float32Array;
      const targets = feeds['targets'] as BigInt64Array;
      const chosen = feeds['rows'] as BigInt64Array | undefined;
      const fixed: Record<string, TensorArray> = {};
      const to: Record<string, Float32Array> = { loss: part };
      fixed[`${NORM}.weight`] = feeds[`${NORM}.weight`] as Float32Array;
      parts.forEach((range, i) => (fixed[`head:${i}`] = rowsOf(table, range, width)));
      const ofTable = trained && loss !== null ? (fetches[headName(config)] as Float32Array) : null;
      if (ofTable !== null) {
        const ofNorm = fetches[`${NORM}.weight`] as Float32Array;
        to[`${NORM}.weight`] = fixed[`sofar:${NORM}.weight`] = ofNorm;
        parts.forEach((range, i) => {
          to[`head:${i}`] = fixed[`sofar:head:${i}`] = rowsOf(ofTable, range, width);
        });
      }
      slope?.fill(0);
      let sum = 0;
      let from = 0;
      for (const size of sizes) {
        const [x, targetRows, dx, dTargetRows] = [
          memory.x,
          memory.targetRows,
          memory.dx,
          memory.dTargetRows,
        ].map((array) => array.subarray(0, size * width)) as [
          Float32Array,
          Float32Array,
          Float32Array,
          Float32Array,
        ];
        const logprobs = memory.logprobs.subarray(0, size);
        const count = Math.min(size, all - from);
        const rowAt = (i: number): number => (chosen === undefined ? from + i : Number(chosen[from + i]));
        for (let i = 0; i < count; i++) {
          const target = Number(targets[from + i]);
          x.set(rowsOf(hidden, { from: rowAt(i), to: rowAt(i) + 1 }, width), i * width);
          targetRows.set(rowsOf(table, { from: target, to: target + 1 }, width), i * width);
        }
        // What is left of a chunk before has no loss, since its inputs are 0.
        const given: Record<string, TensorArray> = { ...fixed, x, 'target rows': targetRows };
        for (const name of lossNames) {
          const column = new Float32Array(size);
          column.set((feeds[name] as Float32Array).subarray(from, from + count));
          given[name] = column;
        }
        const graph = await graphOf(size);
        await graph.run(given, { ...to, logprobs, dx, 'd target rows': dTargetRows });
        (fetches['logprobs'] as Float32Array).set(logprobs.subarray(0, count), from);
        sum += part[0] as number;
        for (let i = 0; i < count; i++) {
          if (slope !== null) addRow(slope, rowAt(i), dx, i, width);
          if (ofTable !== null) addRow(ofTable, Number(targets[from + i]), dTargetRows, i, width);
        }
        from += size;
      }
      if (loss !== null) (fetches['loss'] as Float32Array)[0] = sum;
    },
    async release() {
      for (const graph of compiled.values()) await graph.release();
      compiled.clear();
    },
  };
}

function rowsOf(
  table: Float32Array,
  { from, to }: { from: number; to: number },
  width: number,
): Float32Array {
  return table.subarray(from * width, to * width);
}

/** Adds row `from` of `updates` to row `to` of `table`. */
export function addRow(
  table: Float32Array,
  to: number,
  updates: Float32Array,
  from: number,
  width: number,
): void {
  const [at, source] = [to * width, from * width];
  for (let k = 0; k < width; k++) table[at + k] = (table[at + k] as number) + (updates[source + k] as number);
}
