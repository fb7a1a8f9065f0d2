/**
 * The products of a training step alone, in the shapes that they have there and without anything between them: what a step
 * could reach at most, where the square product is what the machine reaches at its best.
 */

import { compile, Graph, operators } from '../src/autograd/index.ts';
import { weightSpecs } from '../src/engine/index.ts';
import { THREADS } from './bench-model.ts';
import type { Case } from './cases.ts';
import { median, timeOf } from './measure.ts';

/** GFLOP/s over forward product, gradient of the input and gradient of the weight, for every different shape as often as it occurs. */
export async function ownProducts({ config, rows, length, runs }: Case): Promise<number> {
  const tokens = rows * length;
  const matrices = weightSpecs(config).filter(({ shape }) => shape.length === 2);
  const byShape = Map.groupBy(matrices, ({ shape }) => shape.join('×'));
  let [seconds, flop] = [0, 0];
  for (const same of byShape.values()) {
    const [out, inner] = same[0]?.shape as [number, number];
    const graph = new Graph(operators);
    const x = graph.input('x', 'float32', [tokens, inner]);
    const weight = graph.input('weight', 'float32', [out, inner]);
    const dy = graph.input('dy', 'float32', [tokens, out]);
    const turned = graph.input('turned', 'float32', [out, tokens]);
    const outputs = {
      y: graph.one('Gemm', [x, weight], { transB: { int: 1 } }),
      dx: graph.one('Gemm', [dy, weight]),
      dw: graph.one('Gemm', [turned, x]),
    };
    const compiled = await compile(graph, outputs, { threads: THREADS });
    const arrayOf = (size: number): Float32Array => new Float32Array(size).fill(0.5);
    const dyArray = arrayOf(tokens * out);
    const feeds = { x: arrayOf(tokens * inner), weight: arrayOf(out * inner), dy: dyArray, turned: dyArray };
    const fetches = { y: arrayOf(tokens * out), dx: arrayOf(tokens * inner), dw: arrayOf(out * inner) };
    const times: number[] = [];
    for (let i = 0; i < runs; i++) times.push(await timeOf(() => compiled.run(feeds, fetches)));
    await compiled.release();
    seconds += (same.length * median(times)) / 1000;
    flop += same.length * 6 * tokens * out * inner;
  }
  return flop / seconds / 1e9;
}
