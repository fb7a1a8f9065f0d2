/** The machine's limit: the rate of ONNX Runtime's own matrix product, in GFLOP/s. */

import { performance } from 'node:perf_hooks';
import { compile, Graph, operators } from '../src/autograd/index.ts';

const SIZE = 1024;

/** A product of two 1024 × 1024 matrices that can be timed between other runs. */
export interface MatrixProduct {
  /** GFLOP/s of the best of a few products in a row. */
  rate(): Promise<number>;
  release(): Promise<void>;
}

export async function matrixProduct(threads: number): Promise<MatrixProduct> {
  const graph = new Graph(operators);
  const a = graph.input('a', 'float32', [SIZE, SIZE]);
  const b = graph.input('b', 'float32', [SIZE, SIZE]);
  const compiled = await compile(graph, { c: graph.one('Gemm', [a, b]) }, { threads });
  const data = new Float32Array(SIZE * SIZE).fill(0.5);
  const c = new Float32Array(SIZE * SIZE);
  return {
    async rate() {
      let best = Infinity;
      for (let i = 0; i < 4; i++) {
        const start = performance.now();
        await compiled.run({ a: data, b: data }, { c });
        best = Math.min(best, performance.now() - start);
      }
      return (2 * SIZE ** 3) / best / 1e6;
    },
    release: () => compiled.release(),
  };
}
