/** Operators that move elements and compute nothing. Their shapes and axes are constants of the graph. */

import type { Operator } from '../graph.ts';
import { sizeOf } from '../tensor.ts';
import type { Tensor } from '../tensor.ts';
import { inputAt, intAttribute, intsAttribute, requireThat } from './check.ts';

function onlyGradient(gradients: readonly (Tensor | undefined)[], op: string): Tensor {
  return inputAt(gradients as readonly Tensor[], 0, op);
}

export const shape = {
  /** Inputs: data, shape (constant; no −1). */
  Reshape: {
    infer: (inputs, _attributes, op, graph) => {
      const data = inputAt(inputs, 0, op);
      const to = graph.constantInts(inputAt(inputs, 1, op), op);
      requireThat(sizeOf(data.shape) === sizeOf(to), op, [data], `cannot become [${to.join(', ')}]`);
      return [{ dtype: data.dtype, shape: to }];
    },
    gradient: ({ graph, inputs, outputGradients }) => [
      graph.one('Reshape', [
        onlyGradient(outputGradients, 'Reshape'),
        graph.ints(inputAt(inputs, 0, 'Reshape').shape),
      ]),
      undefined,
    ],
  },
  /** Attribute: perm. */
  Transpose: {
    infer: (inputs, attributes, op) => {
      const data = inputAt(inputs, 0, op);
      const perm = intsAttribute(attributes, 'perm', op);
      const sorted = [...perm].sort((a, b) => a - b);
      requireThat(
        sorted.length === data.shape.length && sorted.every((axis, i) => axis === i),
        op,
        inputs,
        `perm [${perm.join(', ')}] does not fit`,
      );
      return [{ dtype: data.dtype, shape: perm.map((axis) => data.shape[axis] as number) }];
    },
    gradient: ({ graph, attributes, outputGradients }) => {
      const perm = intsAttribute(attributes, 'perm', 'Transpose');
      const inverse = perm.map((_axis, i) => perm.indexOf(i));
      return [
        graph.one('Transpose', [onlyGradient(outputGradients, 'Transpose')], { perm: { ints: inverse } }),
      ];
    },
  },
  /** Attribute: axis. */
  Concat: {
    infer: (inputs, attributes, op) => {
      const first = inputAt(inputs, 0, op);
      const axis = intAttribute(attributes, 'axis', 0);
      const fits = inputs.every(
        (input) =>
          input.dtype === first.dtype &&
          input.shape.length === first.shape.length &&
          input.shape.every((dim, i) => i === axis || dim === first.shape[i]),
      );
      requireThat(fits, op, inputs, `shapes differ beside axis ${axis}`);
      const total = inputs.reduce((sum, input) => sum + (input.shape[axis] as number), 0);
      return [{ dtype: first.dtype, shape: first.shape.map((dim, i) => (i === axis ? total : dim)) }];
    },
    gradient: ({ graph, inputs, attributes, outputGradients }) => {
      const axis = intAttribute(attributes, 'axis', 0);
      const sizes = graph.ints(inputs.map((input) => input.shape[axis] as number));
      return graph.apply('Split', [onlyGradient(outputGradients, 'Concat'), sizes], { axis: { int: axis } });
    },
  },
  /** Inputs: data, sizes (constant). Attribute: axis. */
  Split: {
    infer: (inputs, attributes, op, graph) => {
      const data = inputAt(inputs, 0, op);
      const axis = intAttribute(attributes, 'axis', 0);
      const sizes = graph.constantInts(inputAt(inputs, 1, op), op);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      requireThat(
        total === data.shape[axis],
        op,
        [data],
        `sizes [${sizes.join(', ')}] do not fill axis ${axis}`,
      );
      return sizes.map((size) => ({
        dtype: data.dtype,
        shape: data.shape.map((dim, i) => (i === axis ? size : dim)),
      }));
    },
    gradient: ({ graph, attributes, outputs, outputGradients }) => {
      const parts = outputs.map(
        (output, i) =>
          outputGradients[i] ?? graph.constant(new Float32Array(sizeOf(output.shape)), output.shape),
      );
      return [graph.one('Concat', parts, { axis: { int: intAttribute(attributes, 'axis', 0) } }), undefined];
    },
  },
} as const satisfies Record<string, Operator>;
