/**
 * The machine's limit: the rate of ONNX Runtime's own matrix product, in GFLOP/s. A processor that is given nothing else for seconds runs slower than
 * in its best moment (440 and 305–370 GFLOP/s on Zen 5), and a step takes seconds: so both are told.
 */

import { performance } from 'node:perf_hooks';
import { compile, Graph, operators } from '../src/autograd/index.ts';
import { Random } from '../src/core/random.ts';

const SIZE = 1024;

/** A product of two 1024 × 1024 matrices that can be timed between other runs. */
export interface MatrixProduct {
  /** GFLOP/s over a second of products, and of the best of them. */
  rate(): Promise<{ sustained: number; best: number }>;
  release(): Promise<void>;
}

export async function matrixProduct(threads: number): Promise<MatrixProduct> {
  const graph = new Graph(operators);
  const a = graph.input('a', 'float32', [SIZE, SIZE]);
  const b = graph.input('b', 'float32', [SIZE, SIZE]);
  const compiled = await compile(graph, { c: graph.one('Gemm', [a, b]) }, { threads });
  const random = Random.derive(1, 'matrix product');
  const data = Float32Array.from({ length: SIZE * SIZE }, () => random.float() - 0.5);
  const c = new Float32Array(SIZE * SIZE);
  return {
    async rate() {
      const gigaflop = (2 * SIZE ** 3) / 1e9;
      const begun = performance.now();
      let [best, count, now] = [Infinity, 0, begun];
      while (now - begun < 1000) {
        const start = now;
        await compiled.run({ a: data, b: data }, { c });
        now = performance.now();
        best = Math.min(best, now - start);
        count++;
      }
      return { sustained: (1000 * count * gigaflop) / (now - begun), best: (1000 * gigaflop) / best };
    },
    release: () => compiled.release(),
  };
}
