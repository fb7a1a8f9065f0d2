/** Sums, maxima and softmax along axes. */

import type { Operator } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { inputAt, intAttribute, requireThat } from './check.ts';

function reducedShape(data: Tensor, axes: readonly number[], keepdims: boolean): number[] {
  return data.shape.flatMap((dim, axis) => (axes.includes(axis) ? (keepdims ? [1] : []) : [dim]));
}

function inferReduce(
  inputs: readonly Tensor[],
  axes: readonly number[],
  keepdims: boolean,
  op: string,
): Tensor['shape'] {
  const data = inputAt(inputs, 0, op);
  const fits = axes.every((axis) => axis >= 0 && axis < data.shape.length);
  requireThat(fits, op, [data], `axes [${axes.join(', ')}] do not fit`);
  return reducedShape(data, axes, keepdims);
}

export const reductions = {
  /** Inputs: data, axes (constant, not negative). Attribute: keepdims. */
  ReduceSum: {
    infer: (inputs, attributes, op, graph) => {
      const axes = graph.constantInts(inputAt(inputs, 1, op), op);
      return [
        {
          dtype: 'float32',
          shape: inferReduce(inputs, axes, intAttribute(attributes, 'keepdims', 1) === 1, op),
        },
      ];
    },
    gradient: ({ graph, inputs, outputGradients }) => {
      const data = inputAt(inputs, 0, 'ReduceSum');
      const axes = graph.constantInts(inputAt(inputs, 1, 'ReduceSum'), 'ReduceSum');
      const gradient = inputAt(outputGradients as readonly Tensor[], 0, 'ReduceSum');
      const kept = graph.one('Reshape', [gradient, graph.ints(reducedShape(data, axes, true))]);
      return [graph.one('Expand', [kept, graph.ints(data.shape)]), undefined];
    },
  },
  /** Inputs: data, axes (constant). Attribute: keepdims. Used to keep exponents small; no gradient flows through it. */
  ReduceMax: {
    infer: (inputs, attributes, op, graph) => {
      const axes = graph.constantInts(inputAt(inputs, 1, op), op);
      return [
        {
          dtype: 'float32',
          shape: inferReduce(inputs, axes, intAttribute(attributes, 'keepdims', 1) === 1, op),
        },
      ];
    },
    gradient: null,
  },
  /** Inputs: data, shape (constant), to which the data broadcasts. */
  Expand: {
    infer: (inputs, _attributes, op, graph) => {
      const data = inputAt(inputs, 0, op);
      const to = graph.constantInts(inputAt(inputs, 1, op), op);
      const fits =
        data.shape.length === to.length && data.shape.every((dim, i) => dim === 1 || dim === to[i]);
      requireThat(fits, op, [data], `cannot be expanded to [${to.join(', ')}]`);
      return [{ dtype: data.dtype, shape: to }];
    },
    gradient: ({ graph, inputs, outputGradients }) => {
      const data = inputAt(inputs, 0, 'Expand');
      const gradient = inputAt(outputGradients as readonly Tensor[], 0, 'Expand');
      const axes = data.shape.flatMap((dim, axis) => (dim === 1 && gradient.shape[axis] !== 1 ? [axis] : []));
      const summed =
        axes.length === 0
          ? gradient
          : graph.one('ReduceSum', [gradient, graph.ints(axes)], { keepdims: { int: 1 } });
      return [summed, undefined];
    },
  },
  /** Over the last axis. */
  Softmax: {
    infer: (inputs, _attributes, op) => [{ dtype: 'float32', shape: inputAt(inputs, 0, op).shape }],
    gradient: ({ graph, outputs, outputGradients }) => {
      const y = inputAt(outputs, 0, 'Softmax');
      const gradient = inputAt(outputGradients as readonly Tensor[], 0, 'Softmax');
      const last = graph.ints([y.shape.length - 1]);
      const mean = graph.one('ReduceSum', [graph.one('Mul', [gradient, y]), last], { keepdims: { int: 1 } });
      return [graph.one('Mul', [y, graph.one('Sub', [gradient, mean])])];
    },
  },
} as const satisfies Record<string, Operator>;
