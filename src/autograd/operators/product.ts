/** Matrix products. */

import type { Graph, Operator } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { broadcast, floatAttribute, inputAt, intAttribute, requireThat, unbroadcast } from './check.ts';

/** alpha · op(A)·op(B) of two matrices, each transposed or not. */
function gemm(graph: Graph, a: Tensor, b: Tensor, transA: boolean, transB: boolean, alpha: number): Tensor {
  return graph.one('Gemm', [a, b], {
    transA: { int: transA ? 1 : 0 },
    transB: { int: transB ? 1 : 0 },
    alpha: { float: alpha },
  });
}

/**
 * The transposed matrix as an array of its own. ONNX Runtime's product reads a transposed first factor again for every block of
 * columns, which takes longer than turning it once (`compile.ts` keeps its optimiser from putting the two together again).
 */
function transposed(graph: Graph, matrix: Tensor): Tensor {
  return graph.one('Transpose', [matrix], { perm: { ints: [1, 0] } });
}

function product(
  graph: Graph,
  a: Tensor,
  b: Tensor,
  transA: boolean,
  transB: boolean,
  alpha: number,
): Tensor {
  return graph.one('FusedMatMul', [a, b], {
    transA: { int: transA ? 1 : 0 },
    transB: { int: transB ? 1 : 0 },
    alpha: { float: alpha },
  });
}

export const products = {
  /** Inputs: A, B, both of rank 2, and optionally what is added: a bias row [n] or a matrix [m, n]. Attributes: transA, transB, alpha (of the product alone). */
  Gemm: {
    infer: (inputs, attributes, op) => {
      const a = inputAt(inputs, 0, op);
      const b = inputAt(inputs, 1, op);
      requireThat(a.shape.length === 2 && b.shape.length === 2, op, inputs, 'both must be matrices');
      const [m, k] = intAttribute(attributes, 'transA', 0) === 1 ? [a.shape[1], a.shape[0]] : a.shape;
      const [k2, n] = intAttribute(attributes, 'transB', 0) === 1 ? [b.shape[1], b.shape[0]] : b.shape;
      requireThat(k === k2, op, inputs, `inner dimensions differ: ${k} and ${k2}`);
      const bias = inputs[2];
      requireThat(
        bias === undefined || [[n], [m, n]].some((shape) => String(bias.shape) === String(shape)),
        op,
        inputs,
        `the third must have shape [${n}] or [${m}, ${n}]`,
      );
      return [{ dtype: 'float32', shape: [m as number, n as number] }];
    },
    gradient: ({ graph, inputs, attributes, outputGradients }) => {
      const a = inputAt(inputs, 0, 'Gemm');
      const b = inputAt(inputs, 1, 'Gemm');
      const g = inputAt(outputGradients as readonly Tensor[], 0, 'Gemm');
      const ta = intAttribute(attributes, 'transA', 0) === 1;
      const tb = intAttribute(attributes, 'transB', 0) === 1;
      const alpha = floatAttribute(attributes, 'alpha', 1);
      const da = ta ? gemm(graph, b, g, tb, true, alpha) : gemm(graph, g, b, false, !tb, alpha);
      const db = tb
        ? gemm(graph, transposed(graph, g), a, false, ta, alpha)
        : gemm(graph, a, g, !ta, false, alpha);
      const bias = inputs[2];
      return bias === undefined ? [da, db] : [da, db, unbroadcast(graph, g, bias)];
    },
  },
  /** Batched alpha · op(A)·op(B); leading dimensions broadcast. Attributes: transA, transB (last two axes), alpha. */
  FusedMatMul: {
    domain: 'com.microsoft',
    infer: (inputs, attributes, op) => {
      const a = inputAt(inputs, 0, op);
      const b = inputAt(inputs, 1, op);
      requireThat(a.shape.length >= 2 && b.shape.length >= 2, op, inputs, 'both need at least two axes');
      const [m, k] = last2(a, intAttribute(attributes, 'transA', 0) === 1);
      const [k2, n] = last2(b, intAttribute(attributes, 'transB', 0) === 1);
      requireThat(k === k2, op, inputs, `inner dimensions differ: ${k} and ${k2}`);
      const lead = broadcast(
        op,
        { ...a, shape: a.shape.slice(0, -2) },
        { ...b, shape: b.shape.slice(0, -2) },
      );
      return [{ dtype: 'float32', shape: [...lead, m, n] }];
    },
    gradient: ({ graph, inputs, attributes, outputGradients }) => {
      const a = inputAt(inputs, 0, 'FusedMatMul');
      const b = inputAt(inputs, 1, 'FusedMatMul');
      const g = inputAt(outputGradients as readonly Tensor[], 0, 'FusedMatMul');
      const ta = intAttribute(attributes, 'transA', 0) === 1;
      const tb = intAttribute(attributes, 'transB', 0) === 1;
      const alpha = floatAttribute(attributes, 'alpha', 1);
      const da = ta ? product(graph, b, g, tb, true, alpha) : product(graph, g, b, false, !tb, alpha);
      const db = tb ? product(graph, g, a, true, ta, alpha) : product(graph, a, g, !ta, false, alpha);
      return [unbroadcast(graph, da, a), unbroadcast(graph, db, b)];
    },
  },
} as const satisfies Record<string, Operator>;

function last2(tensor: Tensor, transposed: boolean): readonly [number, number] {
  const rows = tensor.shape[tensor.shape.length - 2] as number;
  const columns = tensor.shape[tensor.shape.length - 1] as number;
  return transposed ? [columns, rows] : [rows, columns];
}
