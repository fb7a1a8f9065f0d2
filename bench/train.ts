/**
 * Training steps of our engine against the machine's matrix product, and against PyTorch, transformers and PEFT on the same model and batch.
 * GFLOP/s counts the products alone, as PaLM's model FLOPs utilisation does (arXiv 2204.02311, appendix B): 6 · parameters ·
 * tokens, and 12 · layers · width · length a token for attention.
 */

import type { LocalTrainingClient } from '../src/engine/local/training-client.ts';
import { RANK, randomBatch, THREADS, withTrainingClient } from './bench-model.ts';
import { cases, parameterCount, setupsOf } from './cases.ts';
import type { Case } from './cases.ts';
import { matrixProduct } from './matrix-product.ts';
import { median, print, timeOf } from './measure.ts';
import { ownProducts } from './own-products.ts';
import { peerCase, runPeer } from './peer.ts';

interface StepTimes {
  forwardBackward: number;
  withOptimiser: number;
  /** GFLOP/s of the matrix product, sustained and at its best: medians of measurements between the timed runs, as the machine's speed drifts. */
  limit: number;
  best: number;
}

async function ours({ config, rows, length, runs }: Case, rank = 0): Promise<StepTimes> {
  const work = async (client: LocalTrainingClient): Promise<StepTimes> => {
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
    const [plainTimes, fullTimes]: [number[], number[]] = [[], []];
    const limits: Awaited<ReturnType<typeof product.rate>>[] = [];
    for (let i = 0; i < runs; i++) {
      limits.push(await product.rate());
      plainTimes.push(await timeOf(step));
      await optimise();
      limits.push(await product.rate());
      fullTimes.push(await timeOf(full));
    }
    await product.release();
    return {
      forwardBackward: median(plainTimes),
      withOptimiser: median(fullTimes),
      limit: median(limits.map(({ sustained }) => sustained)),
      best: median(limits.map(({ best }) => best)),
    };
  };
  return withTrainingClient(config, work, rank);
}

function peerTimes(script: string, entry: Case, rank: number): Omit<StepTimes, 'limit' | 'best'> | null {
  const figures = runPeer(script, [JSON.stringify({ ...peerCase(entry), rank })]);
  if (figures === null) return null;
  return {
    forwardBackward: 1000 * (figures.get('forward+backward s') as number),
    withOptimiser: 1000 * (figures.get('forward+backward+optimiser s') as number),
  };
}

const labels = [
  ['forward+backward', 'forwardBackward'],
  ['forward+backward+AdamW', 'withOptimiser'],
] as const;

/** Steps of all weights and of an adapter against transformers and PEFT. */
async function againstPeft(entry: Case, full: StepTimes, json: boolean): Promise<void> {
  for (const [kind, rank, peerName] of [
    ['', 0, 'transformers'],
    [' LoRA', RANK, 'PEFT'],
  ] as const) {
    const mine = rank === 0 ? full : await ours(entry, rank);
    const peer = peerTimes('bench_peft.py', entry, rank);
    for (const [label, key] of labels) {
      const value = (1000 * entry.rows * entry.length) / mine[key];
      const row = { bench: 'train', case: `${entry.name}${kind} ${label}`, value, unit: 'tokens/s' };
      print(peer === null ? row : { ...row, against: peerName, ratio: peer[key] / mine[key] }, json);
    }
  }
}

/** Floating point operations in the products of forward and backward. */
function productFlop({ config, rows, length }: Case): number {
  const { layers, heads, headDim } = config;
  return rows * length * (6 * parameterCount(config) + 12 * layers * heads * headDim * length);
}

export async function benchTrain(json: boolean, only: string | undefined): Promise<void> {
  for (const entry of setupsOf(cases, only)) {
    const tokens = entry.rows * entry.length;
    const gigaflop = productFlop(entry) / 1e9;
    const peer = peerTimes('bench_torch.py', entry, 0);
    const mine = await ours(entry);
    print({ bench: 'train', case: 'matrix product', value: mine.limit, unit: 'GFLOP/s' }, json);
    print(
      { bench: 'train', case: 'matrix product, its best moment', value: mine.best, unit: 'GFLOP/s' },
      json,
    );
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
    for (const [label, key] of labels) {
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
    if (entry.name === '135M') await againstPeft(entry, mine, json);
  }
}
