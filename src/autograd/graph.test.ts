import { expect, test } from 'vitest';
import { ShapeError } from '../core/errors.ts';
import { compile } from './compile.ts';
import { gradients } from './gradient.ts';
import { Graph } from './graph.ts';
import { operators } from './operators/table.ts';

function graphOf(...shapes: number[][]): { graph: Graph; inputs: ReturnType<Graph['input']>[] } {
  const graph = new Graph(operators);
  return { graph, inputs: shapes.map((shape, i) => graph.input(`x${i}`, 'float32', shape)) };
}

test.each([
  ['Add', [[2, 3], [4]], 'Add: shapes do not broadcast; got [2, 3] and [4]'],
  [
    'Gemm',
    [
      [2, 3],
      [4, 5],
    ],
    'Gemm: inner dimensions differ: 3 and 4; got [2, 3] and [4, 5]',
  ],
  [
    'Gemm',
    [
      [2, 3, 1],
      [3, 4],
    ],
    'Gemm: both must be matrices; got [2, 3, 1] and [3, 4]',
  ],
  [
    'FusedMatMul',
    [
      [2, 5, 3],
      [3, 3, 4],
    ],
    'FusedMatMul: shapes do not broadcast; got [2] and [3]',
  ],
  ['RmsNorm', [[2, 3], [4]], 'RmsNorm: needs [n, d] and [d]; got [2, 3] and [4]'],
  [
    'SwiGlu',
    [
      [2, 3],
      [3, 2],
    ],
    'SwiGlu: shapes differ; got [2, 3] and [3, 2]',
  ],
  [
    'Concat',
    [
      [2, 3],
      [3, 3],
    ],
    'Concat: shapes differ beside axis 1; got [2, 3] and [3, 3]',
  ],
] as const)('%s of %j fails when the graph is built', (op, shapes, message) => {
  const { graph, inputs } = graphOf(...shapes.map((shape) => [...shape]));
  const build = (): unknown => graph.apply(op, inputs, { axis: { int: 1 } });
  expect(build).toThrow(ShapeError);
  expect(build).toThrow(message);
});

test('unknown operators, shapes and sizes are named', async () => {
  const { graph, inputs } = graphOf([2, 3]);
  expect(() => graph.one('Convolve', inputs)).toThrow('Convolve: no such operator');
  expect(() => graph.input('y', 'float32', [2, -1])).toThrow(
    'input y: shape [2, -1] is not static and positive',
  );
  expect(() => graph.input('x0', 'float32', [1])).toThrow('input x0: the name is taken');
  expect(() => graph.one('Reshape', [inputs[0] as never, graph.ints([5])])).toThrow(
    'cannot become [5]; got [2, 3]',
  );
  expect(() => gradients(graph, inputs[0] as never, [])).toThrow(
    'the loss has shape [2, 3], not one element',
  );
  const compiled = await compile(graph, { y: graph.one('Neg', inputs) }, { threads: 1 });
  await expect(compiled.run({}, {})).rejects.toThrow('input x0 [2, 3] is missing');
  await expect(compiled.run({ x0: new Float32Array(5) }, {})).rejects.toThrow(
    'x0 has shape [2, 3], but 5 values',
  );
  await compiled.release();
});

test('an output may be written over an input that it was computed from element by element', async () => {
  const { graph, inputs } = graphOf([4], [4]);
  const compiled = await compile(graph, { sum: graph.one('Add', inputs) }, { threads: 1 });
  const total = Float32Array.of(1, 2, 3, 4);
  await compiled.run({ x0: total, x1: Float32Array.of(10, 20, 30, 40) }, { sum: total });
  expect([...total]).toEqual([11, 22, 33, 44]);
  await compiled.release();
});

test('no gradient passes a stop, and inputs the loss does not depend on get none', async () => {
  const { graph, inputs } = graphOf([3], [3], [3]);
  const [a, b, c] = inputs as [(typeof inputs)[0], (typeof inputs)[0], (typeof inputs)[0]];
  const product = graph.one('Mul', [a, graph.one('StopGradient', [b])]);
  const loss = graph.one('ReduceSum', [product, graph.ints([0])], { keepdims: { int: 0 } });
  const [da, db, dc] = gradients(graph, loss, [a, b, c]);
  expect([da?.shape, db, dc]).toEqual([[3], undefined, undefined]);
});
