/** The operators of a decoder, each with a gradient rule that is cheaper than its parts'. */

import type { Graph, Operator } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { floatAttribute, inputAt, intAttribute, requireThat } from './check.ts';

function rowSum(graph: Graph, data: Tensor): Tensor {
  return graph.one('ReduceSum', [data, graph.ints([data.shape.length - 1])], { keepdims: { int: 1 } });
}

function gradientAt(gradients: readonly (Tensor | undefined)[], op: string): Tensor {
  return inputAt(gradients as readonly Tensor[], 0, op);
}

export const neural = {
  /** The primitive under RmsNorm; its second output is 1/std. */
  SimplifiedLayerNormalization: {
    infer: (inputs, _attributes, op) => {
      const { shape } = inputAt(inputs, 0, op);
      return [
        { dtype: 'float32', shape },
        { dtype: 'float32', shape: [...shape.slice(0, -1), 1] },
      ];
    },
    gradient: null,
  },
  /** y = x / sqrt(mean(x²) + epsilon) · w over the last axis. Inputs: x [n, d], w [d]. Attribute: epsilon. */
  RmsNorm: {
    expand: (graph, inputs, attributes) => {
      const x = inputAt(inputs, 0, 'RmsNorm');
      const w = inputAt(inputs, 1, 'RmsNorm');
      const fits = x.shape.length === 2 && w.shape.length === 1 && w.shape[0] === x.shape[1];
      requireThat(fits, 'RmsNorm', inputs, 'needs [n, d] and [d]');
      const [y, inverse] = graph.apply('SimplifiedLayerNormalization', [x, w], {
        axis: { int: -1 },
        epsilon: { float: floatAttribute(attributes, 'epsilon', 1e-6) },
      }) as readonly [Tensor, Tensor];
      return { outputs: [y], saved: [inverse] };
    },
    gradient: ({ graph, inputs, saved, outputGradients }) => {
      const x = inputAt(inputs, 0, 'RmsNorm');
      const w = inputAt(inputs, 1, 'RmsNorm');
      const inverse = inputAt(saved, 0, 'RmsNorm');
      const gradient = gradientAt(outputGradients, 'RmsNorm');
      const [rows, width] = x.shape as readonly [number, number];
      // Both reductions of gradient · x are products with a vector: fewer passes over [n, d] than summing.
      const product = graph.one('Mul', [gradient, x]);
      const weighted = graph.one('Gemm', [product, graph.one('Reshape', [w, graph.ints([width, 1])])]);
      const inverseRow = graph.one('Reshape', [inverse, graph.ints([1, rows])]);
      const dw = graph.one('Reshape', [graph.one('Gemm', [inverseRow, product]), graph.ints([width])]);
      const cube = graph.one('Mul', [inverse, graph.one('Mul', [inverse, inverse])]);
      const pull = graph.one('Mul', [graph.one('Mul', [weighted, graph.scalar(1 / width)]), cube]);
      const push = graph.one('Mul', [graph.one('Mul', [gradient, w]), inverse]);
      const dx = graph.one('Sub', [push, graph.one('Mul', [x, pull])]);
      return [dx, dw];
    },
  },
  /**
   * Rotary position embedding, halves rotated as in Hugging Face (not interleaved).
   * Inputs: x [b, t, heads · d], positions int64 [b, t], cos [p, d/2], sin [p, d/2].
   */
  RotaryEmbedding: {
    domain: 'com.microsoft',
    infer: (inputs, _attributes, op) => {
      const x = inputAt(inputs, 0, op);
      const positions = inputAt(inputs, 1, op);
      const cos = inputAt(inputs, 2, op);
      const head = 2 * (cos.shape[1] ?? 0);
      const fits =
        x.shape.length === 3 && positions.shape[0] === x.shape[0] && positions.shape[1] === x.shape[1];
      requireThat(
        fits && (x.shape[2] as number) % head === 0,
        op,
        inputs,
        'needs [b, t, heads · d], [b, t], [p, d/2]',
      );
      return [{ dtype: 'float32', shape: x.shape }];
    },
    gradient: ({ graph, inputs, attributes, outputGradients }) => {
      const [, positions, cos, sin] = inputs as readonly [Tensor, Tensor, Tensor, Tensor];
      const back = graph.one('Neg', [sin]);
      return [
        graph.one(
          'RotaryEmbedding',
          [gradientAt(outputGradients, 'RotaryEmbedding'), positions, cos, back],
          attributes,
        ),
      ];
    },
  },
  /** silu(gate) · up. Inputs: gate, up, of equal shape. */
  SwiGlu: {
    expand: (graph, inputs) => {
      const gate = inputAt(inputs, 0, 'SwiGlu');
      const up = inputAt(inputs, 1, 'SwiGlu');
      requireThat(gate.shape.join() === up.shape.join(), 'SwiGlu', inputs, 'shapes differ');
      const sigmoid = graph.one('Sigmoid', [gate]);
      const silu = graph.one('Mul', [gate, sigmoid]);
      return { outputs: [graph.one('Mul', [silu, up])], saved: [sigmoid, silu] };
    },
    gradient: ({ graph, inputs, saved, outputGradients }) => {
      const up = inputAt(inputs, 1, 'SwiGlu');
      const [sigmoid, silu] = saved as readonly [Tensor, Tensor];
      const gradient = gradientAt(outputGradients, 'SwiGlu');
      const rest = graph.one('Sub', [silu, graph.one('Mul', [silu, sigmoid])]);
      const slope = graph.one('Add', [sigmoid, rest]);
      const dGate = graph.one('Mul', [graph.one('Mul', [gradient, up]), slope]);
      return [dGate, graph.one('Mul', [gradient, silu])];
    },
  },
  /**
   * log Σ exp over the rows of several matrices side by side: [m, v₁], [m, v₂], … → [m, 1]. In parts, since a part that is
   * read again while it lies in a cache costs less than all of it from memory.
   */
  LogSumExp: {
    expand: (graph, parts) => {
      const rows = inputAt(parts, 0, 'LogSumExp').shape[0];
      const fits = parts.every(({ shape }) => shape.length === 2 && shape[0] === rows);
      requireThat(fits, 'LogSumExp', parts, 'needs matrices of equal height');
      const last = graph.ints([1]);
      const top = (x: Tensor): Tensor => graph.one('ReduceMax', [x, last], { keepdims: { int: 1 } });
      const probabilities = parts.map((part) => graph.one('Softmax', [part], { axis: { int: -1 } }));
      // logsumexp = max − log(max probability): exact for any value, where log(softmax) would underflow.
      const sums = parts.map((part, i) =>
        graph.one('Sub', [top(part), graph.one('Log', [top(probabilities[i] as Tensor)])]),
      );
      if (sums.length === 1) return { outputs: sums, saved: probabilities };
      const all = graph.one('Concat', sums, { axis: { int: 1 } });
      const most = top(all);
      const shares = rowSum(graph, graph.one('Exp', [graph.one('Sub', [all, most])]));
      const total = graph.one('Add', [most, graph.one('Log', [shares])]);
      return { outputs: [total], saved: [...probabilities, ...sums] };
    },
    gradient: ({ graph, inputs, outputs, saved, outputGradients }) => {
      const total = inputAt(outputs, 0, 'LogSumExp');
      const gradient = gradientAt(outputGradients, 'LogSumExp');
      return inputs.map((_part, i) => {
        const sum = saved[inputs.length + i];
        const share = sum && graph.one('Exp', [graph.one('Sub', [sum, total])]);
        const factor = share === undefined ? gradient : graph.one('Mul', [gradient, share]);
        return graph.one('Mul', [inputAt(saved, i, 'LogSumExp'), factor]);
      });
    },
  },
  /**
   * One decoding step of grouped-query attention over a cache that holds each row's earlier keys and values: the new ones
   * are put behind them, then q looks at all. Not differentiable. When outputs 1 and 2 are fetched into the very arrays
   * that are fed as the caches, the cache is written in place and nothing is copied.
   * Inputs: q [b, 1, h · d], k and v [b, 1, kv · d], key and value cache [b, kv, s, d], int32 earlier tokens [b], int32
   * scalar: tokens of the longest row, the new one included. Attributes: num_heads, kv_num_heads.
   */
  GroupQueryAttention: {
    domain: 'com.microsoft',
    infer: (inputs, attributes, op) => {
      const [q, k, v, keys, values, earlier, longest] = inputs;
      const heads = intAttribute(attributes, 'num_heads', 0);
      const kvHeads = intAttribute(attributes, 'kv_num_heads', 0);
      const [b, , , d] = keys?.shape ?? [];
      const fits =
        q?.shape.join() === [b, 1, heads * (d ?? 0)].join() &&
        k?.shape.join() === [b, 1, kvHeads * (d ?? 0)].join() &&
        v?.shape.join() === k.shape.join() &&
        keys?.shape[1] === kvHeads &&
        values?.shape.join() === keys.shape.join() &&
        earlier?.shape.join() === String(b) &&
        longest?.shape.length === 0;
      requireThat(fits, op, inputs, 'needs [b, 1, h · d], 2 × [b, 1, kv · d], 2 × [b, kv, s, d], [b], []');
      requireThat((d ?? 0) % 8 === 0, op, inputs, 'd must be a multiple of 8');
      const [query, cache] = [inputAt(inputs, 0, op), inputAt(inputs, 3, op)];
      return [query, cache, cache].map(({ shape }) => ({ dtype: 'float32' as const, shape }));
    },
    gradient: null,
  },
} as const satisfies Record<string, Operator>;
