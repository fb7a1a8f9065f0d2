/** Every operator's gradient against central finite differences, on ONNX Runtime itself. */

import { describe, expect, test } from 'vitest';
import { Random } from '../core/random.ts';
import { compile } from './compile.ts';
import { gradients } from './gradient.ts';
import { Graph } from './graph.ts';
import { operators } from './operators/table.ts';
import { sizeOf } from './tensor.ts';
import type { Tensor, TensorArray } from './tensor.ts';

interface Case {
  /** Shapes of the differentiable inputs. */
  inputs: readonly (readonly number[])[];
  /** Builds the outputs that are summed with random weights. */
  build: (graph: Graph, inputs: readonly Tensor[]) => readonly Tensor[];
  /** Keeps inputs away from kinks or poles. */
  draw?: (random: Random) => number;
}

const positive = (random: Random): number => 0.5 + random.float();
const index = (graph: Graph, values: readonly number[], shape: readonly number[]): Tensor =>
  graph.constant(BigInt64Array.from(values, BigInt), shape);
const rotary = (graph: Graph): Tensor[] => [
  index(graph, [0, 1, 2, 2, 1, 0], [2, 3]),
  graph.constant(Float32Array.from([1, 1, 0.5, 0.9, -0.4, 0.6]), [3, 2]),
  graph.constant(Float32Array.from([0, 0, 0.8, 0.4, 0.9, 0.8]), [3, 2]),
];

const cases: Record<string, Case> = {
  Add: { inputs: [[2, 3], [3]], build: (g, x) => [g.one('Add', x)] },
  Sub: {
    inputs: [
      [2, 1],
      [2, 3],
    ],
    build: (g, x) => [g.one('Sub', x)],
  },
  Mul: { inputs: [[2, 3], []], build: (g, x) => [g.one('Mul', x)] },
  Div: {
    inputs: [
      [2, 3],
      [1, 3],
    ],
    build: (g, x) => [g.one('Div', x)],
    draw: positive,
  },
  Min: {
    inputs: [
      [4, 3],
      [4, 3],
    ],
    build: (g, x) => [g.one('Min', x)],
  },
  Max: { inputs: [[4, 3], [3]], build: (g, x) => [g.one('Max', x)] },
  Where: {
    inputs: [[2, 3], [3]],
    build: (g, x) => [g.one('Where', [g.one('LessOrEqual', [x[0] as Tensor, x[1] as Tensor]), ...x])],
  },
  Neg: { inputs: [[2, 3]], build: (g, x) => [g.one('Neg', x)] },
  Exp: { inputs: [[2, 3]], build: (g, x) => [g.one('Exp', x)] },
  Log: { inputs: [[2, 3]], build: (g, x) => [g.one('Log', x)], draw: positive },
  Sigmoid: { inputs: [[2, 3]], build: (g, x) => [g.one('Sigmoid', x)] },
  Reshape: { inputs: [[2, 3]], build: (g, x) => [g.one('Reshape', [x[0] as Tensor, g.ints([3, 2])])] },
  Transpose: { inputs: [[2, 3, 4]], build: (g, x) => [g.one('Transpose', x, { perm: { ints: [2, 0, 1] } })] },
  Concat: {
    inputs: [
      [2, 3],
      [2, 1],
    ],
    build: (g, x) => [g.one('Concat', x, { axis: { int: 1 } })],
  },
  Split: {
    inputs: [[2, 5]],
    build: (g, x) => g.apply('Split', [x[0] as Tensor, g.ints([2, 3])], { axis: { int: 1 } }).slice(0, 1),
  },
  Gemm: { inputs: [[2, 3], [3, 4], [4]], build: (g, x) => [g.one('Gemm', x)] },
  'Gemm onto a matrix': {
    inputs: [
      [2, 3],
      [3, 4],
      [2, 4],
    ],
    build: (g, x) => [g.one('Gemm', x)],
  },
  'Gemm of a tensor with several uses': {
    inputs: [
      [3, 3],
      [3, 3],
    ],
    build: (g, x) => {
      const product = g.one('Gemm', x);
      return [
        g.one('Add', [product, g.one('Gemm', [product, x[1] as Tensor])]),
        g.one('Mul', [product, product]),
      ];
    },
  },
  'Gemm transA': {
    inputs: [
      [3, 2],
      [3, 4],
    ],
    build: (g, x) => [g.one('Gemm', x, { transA: { int: 1 } })],
  },
  'Gemm transB': {
    inputs: [
      [2, 3],
      [4, 3],
    ],
    build: (g, x) => [g.one('Gemm', x, { transB: { int: 1 } })],
  },
  'Gemm transA transB': {
    inputs: [
      [3, 2],
      [4, 3],
    ],
    build: (g, x) => [g.one('Gemm', x, { transA: { int: 1 }, transB: { int: 1 } })],
  },
  FusedMatMul: {
    inputs: [
      [2, 2, 3],
      [1, 3, 4],
    ],
    build: (g, x) => [g.one('FusedMatMul', x, { alpha: { float: 0.5 } })],
  },
  'FusedMatMul transA transB': {
    inputs: [
      [2, 3, 2],
      [2, 4, 3],
    ],
    build: (g, x) => [g.one('FusedMatMul', x, { transA: { int: 1 }, transB: { int: 1 } })],
  },
  ReduceSum: {
    inputs: [[2, 3, 2]],
    build: (g, x) => [g.one('ReduceSum', [x[0] as Tensor, g.ints([1])], { keepdims: { int: 0 } })],
  },
  Expand: { inputs: [[2, 1]], build: (g, x) => [g.one('Expand', [x[0] as Tensor, g.ints([2, 4])])] },
  Softmax: { inputs: [[3, 4]], build: (g, x) => [g.one('Softmax', x, { axis: { int: -1 } })] },
  Gather: {
    inputs: [[4, 2]],
    build: (g, x) => [g.one('Gather', [x[0] as Tensor, index(g, [1, 3, 1], [3])])],
  },
  AddRows: {
    inputs: [
      [4, 2],
      [3, 2],
    ],
    build: (g, x) => [g.one('AddRows', [x[0] as Tensor, index(g, [2, 0, 2], [3]), x[1] as Tensor])],
  },
  GatherElements: {
    inputs: [[3, 4]],
    build: (g, x) => [
      g.one('GatherElements', [x[0] as Tensor, index(g, [0, 3, 1], [3, 1])], { axis: { int: 1 } }),
    ],
  },
  ScatterElements: {
    inputs: [
      [3, 4],
      [3, 1],
    ],
    build: (g, x) => [
      g.one('ScatterElements', [x[0] as Tensor, index(g, [0, 3, 1], [3, 1]), x[1] as Tensor], {
        axis: { int: 1 },
        reduction: { text: 'add' },
      }),
    ],
  },
  'GatherElements of columns': {
    inputs: [[3, 2]],
    build: (g, x) => [
      g.one('GatherElements', [x[0] as Tensor, index(g, [0, 2, 1, 2], [2, 2])], { axis: { int: 0 } }),
    ],
  },
  'ScatterElements of columns': {
    inputs: [
      [3, 2],
      [2, 2],
    ],
    build: (g, x) => [
      g.one('ScatterElements', [x[0] as Tensor, index(g, [0, 2, 0, 1], [2, 2]), x[1] as Tensor], {
        axis: { int: 0 },
        reduction: { text: 'add' },
      }),
    ],
  },
  RmsNorm: { inputs: [[3, 8], [8]], build: (g, x) => [g.one('RmsNorm', x, { epsilon: { float: 1e-5 } })] },
  RotaryEmbedding: {
    inputs: [[2, 3, 8]],
    build: (g, x) => [g.one('RotaryEmbedding', [x[0] as Tensor, ...rotary(g)])],
  },
  SwiGlu: {
    inputs: [
      [2, 3],
      [2, 3],
    ],
    build: (g, x) => [g.one('SwiGlu', x)],
  },
  LogSumExp: { inputs: [[3, 5]], build: (g, x) => [g.one('LogSumExp', x)] },
  'LogSumExp of parts': {
    inputs: [
      [3, 5],
      [3, 2],
    ],
    build: (g, x) => [g.one('LogSumExp', x)],
  },
  Attention: {
    inputs: [
      [2, 4, 3, 2],
      [2, 2, 3, 2],
      [2, 2, 3, 2],
    ],
    build: (g, x) => {
      const bias = Float32Array.from([0, -1e9, -1e9, 0, 0, -1e9, 0, 0, 0]);
      return [g.one('Attention', [...x, g.constant(bias, [1, 1, 3, 3])])];
    },
  },
  'Attention, causal': {
    inputs: [
      [2, 4, 3, 2],
      [2, 2, 3, 2],
      [2, 2, 3, 2],
    ],
    build: (g, x) => [g.one('Attention', x, { causal: { int: 4 } })],
  },
};

/** Operators with no gradient, or that stand under a composite which is tested. */
const withoutGradient = [
  'LessOrEqual',
  'GroupQueryAttention',
  'StopGradient',
  'ReduceMax',
  'SimplifiedLayerNormalization',
];

test('every operator of the table has a case here', () => {
  const covered = new Set([...Object.keys(cases).map((name) => name.split(/[ ,]/)[0]), ...withoutGradient]);
  expect(Object.keys(operators).filter((name) => !covered.has(name))).toEqual([]);
});

describe.each(Object.entries(cases))('%s', (name, { inputs, build, draw }) => {
  test('its gradient equals finite differences', async () => {
    const graph = new Graph(operators);
    const random = Random.derive(1, name);
    const tensors = inputs.map((shape, i) => graph.input(`x${i}`, 'float32', shape));
    let loss: Tensor | undefined;
    for (const output of build(graph, tensors)) {
      const weights = graph.constant(
        Float32Array.from({ length: sizeOf(output.shape) }, () => random.normal()),
        output.shape,
      );
      const weighted = graph.one('Mul', [output, weights]);
      const axes = graph.ints(weighted.shape.map((_dim, axis) => axis));
      const sum = graph.one('ReduceSum', [weighted, axes], { keepdims: { int: 0 } });
      loss = loss === undefined ? sum : graph.one('Add', [loss, sum]);
    }
    const found = gradients(graph, loss as Tensor, tensors);
    const outputs: Record<string, Tensor> = { loss: loss as Tensor };
    found.forEach((gradient, i) => (outputs[`g${i}`] = gradient as Tensor));
    const compiled = await compile(graph, outputs, { threads: 1 });
    const feeds: Record<string, Float32Array> = {};
    inputs.forEach((shape, i) => {
      feeds[`x${i}`] = Float32Array.from({ length: sizeOf(shape) }, () => draw?.(random) ?? random.normal());
    });
    const run = async (): Promise<{ loss: number; gradients: Float32Array[] }> => {
      const places: Record<string, TensorArray> = { loss: new Float32Array(1) };
      inputs.forEach((shape, i) => (places[`g${i}`] = new Float32Array(sizeOf(shape))));
      await compiled.run(feeds, places);
      return {
        loss: Number(places['loss']?.[0]),
        gradients: inputs.map((_shape, i) => places[`g${i}`] as Float32Array),
      };
    };
    const { gradients: analytic } = await run();
    const step = 1e-2;
    for (let i = 0; i < inputs.length; i++) {
      const data = feeds[`x${i}`] as Float32Array;
      for (let j = 0; j < data.length; j++) {
        const at = data[j] as number;
        data[j] = at + step;
        const above = (await run()).loss;
        data[j] = at - step;
        const below = (await run()).loss;
        data[j] = at;
        const numeric = (above - below) / (2 * step);
        expect(Math.abs(numeric - (analytic[i]?.[j] as number))).toBeLessThan(2e-3 * (1 + Math.abs(numeric)));
      }
    }
    await compiled.release();
  });
});

test('rows added to one row by many updates all count', async () => {
  // Large enough that ONNX Runtime divides the work among its threads.
  const [rows, width, updates] = [64, 128, 4096];
  const graph = new Graph(operators);
  const data = graph.input('data', 'float32', [rows, width]);
  const indices = graph.input('indices', 'int64', [updates]);
  const added = graph.input('updates', 'float32', [updates, width]);
  const compiled = await compile(graph, { out: graph.one('AddRows', [data, indices, added]) });
  const feeds = {
    data: new Float32Array(rows * width),
    indices: BigInt64Array.from({ length: updates }, (_value, i) => BigInt(i % 3)),
    updates: new Float32Array(updates * width).fill(1),
  };
  for (let run = 0; run < 20; run++) {
    const out = new Float32Array(rows * width);
    await compiled.run(feeds, { out });
    expect([out[0], out[width], out[2 * width], out[3 * width]]).toEqual([1366, 1365, 1365, 0]);
    expect(out.reduce((sum, value) => sum + value, 0)).toBe(updates * width);
  }
  await compiled.release();
});
