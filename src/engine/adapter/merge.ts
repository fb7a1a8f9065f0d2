/** An adapter folded into the weights it stands on: W + scale · B·A. */

import { compile, Graph, operators } from '../../autograd/index.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { adaptedProjections, adapterNames, loraScale } from './lora.ts';
import type { LoraShape } from './lora.ts';

/** An adapter's shape and values. */
export interface Adapter {
  lora: LoraShape;
  weights: ReadonlyMap<string, Float32Array>;
}

/**
 * The weights of the model with the adapter merged in. Changed weights are new arrays; all others are the base's own, not
 * copied.
 */
export async function mergeAdapter(
  config: ModelConfig,
  base: ReadonlyMap<string, Float32Array>,
  { lora, weights }: Adapter,
): Promise<Map<string, Float32Array>> {
  const merged = new Map(base);
  const projections = adaptedProjections(config, lora.targets);
  const byShape = Map.groupBy(projections, ({ out, width }) => `${out}×${width}`);
  for (const alike of byShape.values()) {
    const { out, width } = alike[0] as (typeof projections)[number];
    const graph = new Graph(operators);
    const sum = graph.one(
      'Gemm',
      [
        graph.input('b', 'float32', [out, lora.rank]),
        graph.input('a', 'float32', [lora.rank, width]),
        graph.input('w', 'float32', [out, width]),
      ],
      { alpha: { float: loraScale(lora) } },
    );
    const compiled = await compile(graph, { sum });
    try {
      for (const { projection } of alike) {
        const names = adapterNames(projection);
        const name = `${projection}.weight`;
        const target = new Float32Array(out * width);
        const w = base.get(name) as Float32Array;
        const [a, b] = [weights.get(names.a) as Float32Array, weights.get(names.b) as Float32Array];
        await compiled.run({ w, a, b }, { sum: target });
        merged.set(name, target);
      }
    } finally {
      await compiled.release();
    }
  }
  return merged;
}
