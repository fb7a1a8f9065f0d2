/** Attention over whole sequences, with a gradient rule that is cheaper than its parts'. */

import type { Graph, Operator } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import { inputAt, intAttribute, requireThat } from './check.ts';

const MASKED = -1e9;

/**
 * With a bias, which may mask most of a row, scores are raised to this much below the row's highest; no share changes by more than e⁻⁶⁰.
 * Where exp underflows, processors of Intel take ten to thirty times as long. Blocks without a bias have too little that is masked for
 * this to gain anything.
 */
const FLOOR = -60;

/** Queries of a block at least: of smaller ones less is masked, but products are thinner. */
const BLOCK = 64;

/** Some of the queries, and how many of the keys they see at most. */
interface Block {
  from: number;
  to: number;
  seen: number;
}

/** At most so many blocks of queries that see the keys up to their own last; for 0, one block that sees all keys. */
function blocksOf(q: Tensor, k: Tensor, causal: number): Block[] {
  const [queries, keys] = [q.shape[2] as number, k.shape[2] as number];
  if (causal === 0) return [{ from: 0, to: queries, seen: keys }];
  const size = Math.max(BLOCK, Math.ceil(queries / causal));
  return Array.from({ length: Math.ceil(queries / size) }, (_, i) => {
    const to = Math.min(queries, (i + 1) * size);
    return { from: i * size, to, seen: to };
  });
}

/** Parts of the third axis, one for each block. */
function splitAt(graph: Graph, data: Tensor, blocks: readonly Block[]): readonly Tensor[] {
  if (blocks.length === 1) return [data];
  const sizes = graph.ints(blocks.map(({ from, to }) => to - from));
  return graph.apply('Split', [data, sizes], { axis: { int: 2 } });
}

function joined(graph: Graph, parts: readonly Tensor[]): Tensor {
  return parts.length === 1 ? (parts[0] as Tensor) : graph.one('Concat', parts, { axis: { int: 2 } });
}

/** Those that a graph has, by size: its blocks and layers share them. */
const trianglesOf = new WeakMap<Graph, Map<number, Tensor>>();

/** The causal mask of `size` queries and the keys of the same tokens, [size, size]. */
function triangle(graph: Graph, size: number): Tensor {
  const triangles = trianglesOf.get(graph) ?? new Map<number, Tensor>();
  trianglesOf.set(graph, triangles);
  const known = triangles.get(size);
  if (known !== undefined) return known;
  const values = new Float32Array(size * size);
  for (let i = 0; i < size; i++) values.fill(MASKED, i * size + i + 1, (i + 1) * size);
  const mask = graph.constant(values, [size, size]);
  triangles.set(size, mask);
  return mask;
}

/** The bias of a block [b or 1, 1, queries, seen], from that of its queries and all keys. */
function seenBias(graph: Graph, bias: Tensor, { seen }: Block): Tensor {
  const keys = bias.shape[3] as number;
  if (seen === keys) return bias;
  return graph.one('Split', [bias, graph.ints([seen, keys - seen])], { axis: { int: 3 } });
}

function raised(graph: Graph, scores: Tensor): Tensor {
  const highest = graph.one('ReduceMax', [scores, graph.ints([3])], { keepdims: { int: 1 } });
  return graph.one('Max', [scores, graph.one('Add', [highest, graph.scalar(FLOOR)])]);
}

export const attention = {
  /**
   * softmax(q·kᵀ/√d + bias)·v with grouped queries: each key head serves `heads / kv heads` query heads in a row.
   * Inputs: q [b, h, t, d], k and v [b, kv, s, d], and a bias [b or 1, 1, t, s] that may mask → [b, h, t, d]. No gradient for the
   * bias. Attribute `causal`, if not 0: query i sees keys 0 to i of as many, and what no query of a block sees is not computed, in
   * at most so many blocks (more are slower to compile); a bias must mask it too.
   */
  Attention: {
    expand: (graph, inputs, attributes) => {
      const [q, k, v, bias] = inputs as readonly [Tensor, Tensor, Tensor, Tensor | undefined];
      const [b, h, t, d] = q.shape as readonly [number, number, number, number];
      const [, kv, s] = k.shape as readonly [number, number, number];
      const causal = intAttribute(attributes, 'causal', 0);
      const fits =
        q.shape.length === 4 &&
        k.shape.join() === v.shape.join() &&
        k.shape[0] === b &&
        k.shape[3] === d &&
        h % kv === 0 &&
        (causal === 0 || t === s);
      const biasFits =
        bias === undefined || (bias.shape.length === 4 && bias.shape[2] === t && bias.shape[3] === s);
      requireThat(
        fits && biasFits,
        'Attention',
        inputs,
        'needs q [b, h, t, d], k and v [b, kv, s, d], bias [b, 1, t, s], and t = s where it is causal',
      );
      const blocks = blocksOf(q, k, causal);
      const queries = splitAt(graph, q, blocks);
      const [keys, values] = [splitAt(graph, k, blocks), splitAt(graph, v, blocks)];
      const biases = bias && splitAt(graph, bias, blocks);
      const found = blocks.map((block, i) => {
        const { from, to, seen } = block;
        const [ownKeys, ownValues] = [keys, values].map((parts) => joined(graph, parts.slice(0, i + 1))) as [
          Tensor,
          Tensor,
        ];
        const rows = (h / kv) * (to - from);
        const grouped = graph.one('Reshape', [queries[i] as Tensor, graph.ints([b, kv, rows, d])]);
        const scoresOf = (of: Tensor): Tensor => {
          const scores = graph.one('FusedMatMul', [grouped, of], {
            transB: { int: 1 },
            alpha: { float: 1 / Math.sqrt(d) },
          });
          return graph.one('Reshape', [scores, graph.ints([b, h, to - from, of.shape[2] as number])]);
        };
        let masked: Tensor;
        if (biases !== undefined) {
          const ownBias = seenBias(graph, biases[i] as Tensor, block);
          masked = raised(graph, graph.one('Add', [scoresOf(ownKeys), ownBias]));
        } else if (causal > 0) {
          // Only the keys of the block's own tokens are masked, so that no mask is larger than a block.
          masked = graph.one('Add', [scoresOf(keys[i] as Tensor), triangle(graph, to - from)]);
          const before = i > 0 && scoresOf(joined(graph, keys.slice(0, i)));
          if (before !== false) masked = graph.one('Concat', [before, masked], { axis: { int: 3 } });
        } else masked = scoresOf(ownKeys);
        const shares = graph.one('Reshape', [
          graph.one('Softmax', [masked], { axis: { int: -1 } }),
          graph.ints([b, kv, rows, seen]),
        ]);
        const mixed = graph.one('FusedMatMul', [shares, ownValues]);
        const output = graph.one('Reshape', [mixed, graph.ints([b, h, to - from, d])]);
        return { output, saved: [grouped, ownKeys, ownValues, shares, mixed] };
      });
      const output = joined(
        graph,
        found.map((block) => block.output),
      );
      return { outputs: [output], saved: found.flatMap(({ saved }) => saved) };
    },
    gradient: ({ graph, inputs, attributes, saved, outputGradients }) => {
      const [q, k] = inputs as readonly [Tensor, Tensor];
      const [b, h, , d] = q.shape as readonly [number, number, number, number];
      const alpha = { alpha: { float: 1 / Math.sqrt(d) } };
      const blocks = blocksOf(q, k, intAttribute(attributes, 'causal', 0));
      const gradient = inputAt(outputGradients as readonly Tensor[], 0, 'Attention');
      const found = splitAt(graph, gradient, blocks).map((part, i) => {
        const [grouped, keys, values, shares, mixed] = saved.slice(5 * i, 5 * i + 5) as [
          Tensor,
          Tensor,
          Tensor,
          Tensor,
          Tensor,
        ];
        const { from, to } = blocks[i] as Block;
        const dy = graph.one('Reshape', [part, graph.ints(mixed.shape)]);
        const dv = graph.one('FusedMatMul', [shares, dy], { transA: { int: 1 } });
        const dShares = graph.one('FusedMatMul', [dy, values], { transB: { int: 1 } });
        // Σ_s shares · dShares equals gradient · output (FlashAttention, eq. 4): a sum over d instead of over s.
        const product = graph.one('Mul', [dy, mixed]);
        const mean = graph.one('ReduceSum', [product, graph.ints([3])], { keepdims: { int: 1 } });
        const dScores = graph.one('Mul', [shares, graph.one('Sub', [dShares, mean])]);
        const dq = graph.one('FusedMatMul', [dScores, keys], alpha);
        const dk = graph.one('FusedMatMul', [dScores, grouped], { transA: { int: 1 }, ...alpha });
        const seen = blocks.slice(0, i + 1);
        return {
          dq: graph.one('Reshape', [dq, graph.ints([b, h, to - from, d])]),
          dk: splitAt(graph, dk, seen),
          dv: splitAt(graph, dv, seen),
        };
      });
      /** Part j of the keys is seen by block j and those behind it. */
      const sumOf = (of: 'dk' | 'dv'): Tensor => {
        const parts = blocks.map((_block, j) =>
          found
            .slice(j)
            .map((block) => block[of][j] as Tensor)
            .reduce((sum, part) => graph.one('Add', [sum, part])),
        );
        return joined(graph, parts);
      };
      const dq = joined(
        graph,
        found.map((block) => block.dq),
      );
      return [dq, sumOf('dk'), sumOf('dv')];
    },
  },
} as const satisfies Record<string, Operator>;
