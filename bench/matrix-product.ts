/** The machine's limit: the rate of ONNX Runtime's own matrix product, in GFLOP/s. */

import { compile, Graph, operators } from '../src/autograd/index.ts';
import { median, times } from './measure.ts';

/** Best of the medians over a few large shapes, so that the limit is not set by one shape's bad luck. */
export async function matrixProductRate(threads: number): Promise<number> {
  let best = 0;
  for (const size of [1024, 1536]) {
    const graph = new Graph(operators);
    const a = graph.input('a', 'float32', [size, size]);
    const b = graph.input('b', 'float32', [size, size]);
    const compiled = await compile(graph, { c: graph.one('Gemm', [a, b]) }, { threads });
    const data = new Float32Array(size * size).fill(0.5);
    const c = new Float32Array(size * size);
    const sorted = await times(() => compiled.run({ a: data, b: data }, { c }), 11, 3);
    await compiled.release();
    best = Math.max(best, (2 * size ** 3) / median(sorted) / 1e6);
  }
  return best;
}
