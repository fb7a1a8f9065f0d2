/** Reading and adding rows by index. Indices are int64. */

import type { Operator } from '../graph.ts';
import { sizeOf } from '../tensor.ts';
import type { Tensor } from '../tensor.ts';
import { inputAt, requireThat } from './check.ts';

export const lookups = {
  /** Rows of a matrix. Inputs: data [n, d], indices [m] → [m, d]. */
  Gather: {
    infer: (inputs, _attributes, op) => {
      const data = inputAt(inputs, 0, op);
      const indices = inputAt(inputs, 1, op);
      requireThat(
        data.shape.length === 2 && indices.shape.length === 1,
        op,
        inputs,
        'needs a matrix and a vector of indices',
      );
      requireThat(indices.dtype === 'int64', op, inputs, `indices are ${indices.dtype}, not int64`);
      return [{ dtype: data.dtype, shape: [indices.shape[0] as number, data.shape[1] as number] }];
    },
    gradient: ({ graph, inputs, outputGradients }) => {
      const data = inputAt(inputs, 0, 'Gather');
      const indices = inputAt(inputs, 1, 'Gather');
      const gradient = inputAt(outputGradients as readonly Tensor[], 0, 'Gather');
      const zeros = graph.one('Expand', [
        graph.constant(new Float32Array(1), [1, 1]),
        graph.ints(data.shape),
      ]);
      return [graph.one('AddRows', [zeros, indices, gradient]), undefined];
    },
  },
  /** Adds rows to a matrix; equal indices add up. Inputs: data [n, d], indices [m], updates [m, d] → [n, d]. */
  AddRows: {
    expand: (graph, inputs) => {
      const data = inputAt(inputs, 0, 'AddRows');
      const indices = inputAt(inputs, 1, 'AddRows');
      const updates = inputAt(inputs, 2, 'AddRows');
      const fits =
        data.shape.length === 2 &&
        indices.shape[0] === updates.shape[0] &&
        data.shape[1] === updates.shape[1];
      requireThat(fits, 'AddRows', inputs, 'shapes do not fit [n, d], [m], [m, d]');
      const columns = graph.one('Reshape', [indices, graph.ints([sizeOf(indices.shape), 1])]);
      return {
        outputs: [graph.one('ScatterND', [data, columns, updates], { reduction: { text: 'add' } })],
        saved: [],
      };
    },
    gradient: ({ graph, inputs, outputGradients }) => {
      const gradient = inputAt(outputGradients as readonly Tensor[], 0, 'AddRows');
      return [gradient, undefined, graph.one('Gather', [gradient, inputAt(inputs, 1, 'AddRows')])];
    },
  },
  /** The primitive under AddRows; differentiate AddRows instead. */
  ScatterND: {
    infer: (inputs, _attributes, op) => {
      const { dtype, shape } = inputAt(inputs, 0, op);
      return [{ dtype, shape }];
    },
    gradient: null,
  },
  /** One element of each row. Inputs: data [n, v], indices [n, 1] → [n, 1]. */
  GatherElements: {
    infer: (inputs, _attributes, op) => {
      const data = inputAt(inputs, 0, op);
      const indices = inputAt(inputs, 1, op);
      const fits =
        data.shape.length === 2 && indices.shape.length === 2 && data.shape[0] === indices.shape[0];
      requireThat(fits && indices.shape[1] === 1, op, inputs, 'needs [n, v] and [n, 1]');
      return [{ dtype: data.dtype, shape: indices.shape }];
    },
    gradient: ({ graph, inputs, outputGradients }) => {
      const data = inputAt(inputs, 0, 'GatherElements');
      const gradient = inputAt(outputGradients as readonly Tensor[], 0, 'GatherElements');
      const zeros = graph.one('Expand', [
        graph.constant(new Float32Array(1), [1, 1]),
        graph.ints(data.shape),
      ]);
      return [
        graph.one('ScatterElements', [zeros, inputAt(inputs, 1, 'GatherElements'), gradient], scatterAdd),
        undefined,
      ];
    },
  },
  /** Adds one element to each row. Inputs: data [n, v], indices [n, 1], updates [n, 1] → [n, v]. */
  ScatterElements: {
    infer: (inputs, _attributes, op) => {
      const { dtype, shape } = inputAt(inputs, 0, op);
      return [{ dtype, shape }];
    },
    gradient: ({ graph, inputs, outputGradients }) => {
      const gradient = inputAt(outputGradients as readonly Tensor[], 0, 'ScatterElements');
      return [
        gradient,
        undefined,
        graph.one('GatherElements', [gradient, inputAt(inputs, 1, 'ScatterElements')], { axis: { int: 1 } }),
      ];
    },
  },
} as const satisfies Record<string, Operator>;

/** Attributes of `ScatterElements` as this table uses it. */
export const scatterAdd = { axis: { int: 1 }, reduction: { text: 'add' } } as const;
