/**
 * Training steps of our engine against the machine's matrix product, and against PyTorch on the same model and batch.
 * GFLOP/s counts 6 · parameters · tokens: attention's own products are not counted.
 */

import { randomBatch, THREADS, withTrainingClient } from './bench-model.ts';
import { cases, parameterCount } from './cases.ts';
import type { Case } from './cases.ts';
import { matrixProduct } from './matrix-product.ts';
import { median, print, timeOf } from './measure.ts';
import { ownProducts } from './own-products.ts';
import { runPeer } from './peer.ts';

interface StepTimes {
  forwardBackward: number;
  withOptimiser: number;
  /** GFLOP/s of the matrix product: the median of measurements between the timed runs, as the machine's speed drifts. */
  limit: number;
}

async function ours({ config, rows, length, runs }: Case): Promise<StepTimes> {
  return withTrainingClient(config, async (client) => {
    const batch = randomBatch(config, rows, length);
    const optimise = (): Promise<unknown> => client.optimStep({ learningRate: 1e-4, gradClipNorm: 1 });
    const step = (): Promise<unknown> => client.forwardBackward(batch, 'cross_entropy');
    const full = async (): Promise<void> => {
      await step();
      await optimise();
    };
    const product = await matrixProduct(THREADS);
    await full();
    await full();
    const [plainTimes, fullTimes, limits]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < runs; i++) {
      limits.push(await product.rate());
      plainTimes.push(await timeOf(step));
      await optimise();
      limits.push(await product.rate());
      fullTimes.push(await timeOf(full));
    }
    await product.release();
    return { forwardBackward: median(plainTimes), withOptimiser: median(fullTimes), limit: median(limits) };
  });
}

function torch({ config, rows, length }: Case): { forwardBackward: number; withOptimiser: number } | null {
  const figures = runPeer('bench_torch.py', [
    JSON.stringify({
      hidden: config.hiddenSize,
      layers: config.layers,
      heads: config.heads,
      kv_heads: config.kvHeads,
      feed_forward: config.feedForward,
      vocab: config.vocabSize,
      batch: rows,
      length,
      threads: THREADS,
    }),
  ]);
  if (figures === null) return null;
  return {
    forwardBackward: 1000 * (figures.get('forward+backward s') as number),
    withOptimiser: 1000 * (figures.get('forward+backward+optimiser s') as number),
  };
}

export async function benchTrain(json: boolean, only: string | undefined): Promise<void> {
  for (const entry of cases) {
    if (only !== undefined && entry.name !== only) continue;
    const tokens = entry.rows * entry.length;
    const gigaflop = (6 * parameterCount(entry.config) * tokens) / 1e9;
    const peer = torch(entry);
    const mine = await ours(entry);
    print({ bench: 'train', case: 'matrix product', value: mine.limit, unit: 'GFLOP/s' }, json);
    const own = { value: await ownProducts(entry), against: 'matrix product' };
    print(
      {
        bench: 'train',
        case: `${entry.name} its products alone`,
        unit: 'GFLOP/s',
        ...own,
        ratio: own.value / mine.limit,
      },
      json,
    );
    for (const [label, key] of [
      ['forward+backward', 'forwardBackward'],
      ['forward+backward+AdamW', 'withOptimiser'],
    ] as const) {
      const name = `${entry.name} ${label}`;
      const rate = gigaflop / (mine[key] / 1000);
      print(
        {
          bench: 'train',
          case: name,
          value: rate,
          unit: 'GFLOP/s',
          against: 'matrix product',
          ratio: rate / mine.limit,
        },
        json,
      );
      const speed = { bench: 'train', case: name, value: (1000 * tokens) / mine[key], unit: 'tokens/s' };
      print(peer === null ? speed : { ...speed, against: 'PyTorch', ratio: peer[key] / mine[key] }, json);
    }
  }
}
