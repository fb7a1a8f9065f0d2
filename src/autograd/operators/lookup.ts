/** Reading and adding rows by index. Indices are int64. */

import type { Operator } from '../graph.ts';
import { sizeOf } from '../tensor.ts';
import type { Attributes, Tensor } from '../tensor.ts';
import { inputAt, intAttribute, requireThat } from './check.ts';

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
      // ScatterND would take the indices as they are, but it loses updates: its threads add to one row without a lock
      // (microsoft/onnxruntime#18048; 168 of 200 runs were wrong here).
      const column = graph.one('Reshape', [indices, graph.ints([sizeOf(indices.shape), 1])]);
      const places = graph.one('Expand', [column, graph.ints(updates.shape)]);
      return {
        outputs: [graph.one('ScatterElements', [data, places, updates], scatterAdd(0))],
        saved: [],
      };
    },
    gradient: ({ graph, inputs, outputGradients }) => {
      const gradient = inputAt(outputGradients as readonly Tensor[], 0, 'AddRows');
      return [gradient, undefined, graph.one('Gather', [gradient, inputAt(inputs, 1, 'AddRows')])];
    },
  },
  /**
   * Elements along an axis: one of each row (axis 1), or m of each column (axis 0). Inputs: data [n, v], indices [n, 1] or
   * [m, v] → the indices' shape.
   */
  GatherElements: {
    infer: (inputs, attributes, op) => {
      const data = inputAt(inputs, 0, op);
      const { shape } = indicesAlong(inputs, attributes, op);
      return [{ dtype: data.dtype, shape }];
    },
    gradient: ({ graph, inputs, attributes, outputGradients }) => {
      const data = inputAt(inputs, 0, 'GatherElements');
      const gradient = inputAt(outputGradients as readonly Tensor[], 0, 'GatherElements');
      const zeros = graph.one('Expand', [
        graph.constant(new Float32Array(1), [1, 1]),
        graph.ints(data.shape),
      ]);
      const indices = inputAt(inputs, 1, 'GatherElements');
      return [
        graph.one('ScatterElements', [zeros, indices, gradient], scatterAdd(axisOf(attributes))),
        undefined,
      ];
    },
  },
  /**
   * Adds elements where their indices along an axis say; equal places add up. Inputs: data [n, v], indices and updates
   * [n, 1] (axis 1) or [m, v] (axis 0) → [n, v].
   */
  ScatterElements: {
    infer: (inputs, attributes, op) => {
      const { dtype, shape } = inputAt(inputs, 0, op);
      const indices = indicesAlong(inputs, attributes, op);
      const isSame = sizeOf(indices.shape) === sizeOf(inputAt(inputs, 2, op).shape);
      requireThat(isSame, op, inputs, 'there must be as many updates as indices');
      return [{ dtype, shape }];
    },
    gradient: ({ graph, inputs, attributes, outputGradients }) => {
      const gradient = inputAt(outputGradients as readonly Tensor[], 0, 'ScatterElements');
      const indices = inputAt(inputs, 1, 'ScatterElements');
      const axis = { int: axisOf(attributes) };
      return [gradient, undefined, graph.one('GatherElements', [gradient, indices], { axis })];
    },
  },
} as const satisfies Record<string, Operator>;

function axisOf(attributes: Attributes): 0 | 1 {
  return intAttribute(attributes, 'axis', 0) === 1 ? 1 : 0;
}

/** The indices, checked to fit the data along the other axis. */
function indicesAlong(inputs: readonly Tensor[], attributes: Attributes, op: string): Tensor {
  const [data, indices] = [inputAt(inputs, 0, op), inputAt(inputs, 1, op)];
  const axis = axisOf(attributes);
  const isMatrix = data.shape.length === 2 && indices.shape.length === 2;
  const fits = isMatrix && data.shape[1 - axis] === indices.shape[1 - axis];
  requireThat(
    fits && (axis === 0 || indices.shape[1] === 1),
    op,
    inputs,
    'needs [n, v] and [n, 1] or [m, v]',
  );
  return indices;
}

/** Attributes of a `ScatterElements` that adds. */
export function scatterAdd(axis: 0 | 1): Attributes {
  return { axis: { int: axis }, reduction: { text: 'add' } };
}
