/**
 * Training steps of our engine against the machine's matrix product, and against PyTorch, transformers and PEFT on the same model and batch.
 * Steps and products take turns, since a machine's speed drifts: a step's ratio is the median over the turns, each against what stood
 * beside it. The model's own products alone are measured once, behind them.
 * GFLOP/s counts the products alone, as PaLM's model FLOPs utilisation does (arXiv 2204.02311, appendix B): 6 · parameters ·
 * tokens, and 12 · layers · width · length a token for attention.
 */

import { performance } from 'node:perf_hooks';
import { RANK, randomBatch, THREADS, withTrainingClient } from './bench-model.ts';
import { cases, parameterCount, setupsOf } from './cases.ts';
import type { Case } from './cases.ts';
import { matrixProduct } from './matrix-product.ts';
import { median, print, ratioOver } from './measure.ts';
import { ownProducts } from './own-products.ts';
import { peerCase } from './peer.ts';
import { SteppingPeer } from './stepping-peer.ts';
import type { StepTime } from './stepping-peer.ts';

/** What was measured in one turn: a step of ours, the products before and behind it, and a step of every peer. */
interface Turn {
  ours: StepTime;
  /** GFLOP/s, sustained and at its best. */
  limit: number;
  best: number;
  peers: ReadonlyMap<string, StepTime>;
}

async function takeTurns(
  { config, rows, length, runs }: Case,
  rank: number,
  peers: readonly SteppingPeer[],
): Promise<Turn[]> {
  const turns: Turn[] = [];
  await withTrainingClient(
    config,
    async (client) => {
      const batch = randomBatch(config, rows, length);
      const product = await matrixProduct(THREADS);
      const step = async (): Promise<StepTime> => {
        const start = performance.now();
        await client.forwardBackward(batch, 'cross_entropy');
        const forwardBackward = performance.now() - start;
        await client.optimStep({ learningRate: 1e-4, gradClipNorm: 1 });
        return { forwardBackward, withOptimiser: performance.now() - start };
      };
      const ours = async (): Promise<Pick<Turn, 'ours' | 'limit' | 'best'>> => {
        const before = await product.rate();
        const times = await step();
        const after = await product.rate();
        return {
          ours: times,
          limit: (before.sustained + after.sustained) / 2,
          best: Math.max(before.best, after.best),
        };
      };
      const theirs = async (): Promise<Map<string, StepTime>> => {
        const times = new Map<string, StepTime>();
        for (const peer of peers) times.set(peer.name, await peer.step());
        return times;
      };
      for (let i = 0; i < 2; i++) {
        await step();
        await theirs();
      }
      for (let i = 0; i < runs; i++) {
        // Who begins changes from turn to turn.
        const first = i % 2 === 0 ? await ours() : null;
        const others = await theirs();
        turns.push({ ...(first ?? (await ours())), peers: others });
      }
      await product.release();
    },
    rank,
  );
  return turns;
}

/** Starts the peers, takes turns with them and ends them. */
async function measured(
  entry: Case,
  rank: number,
  scripts: readonly (readonly [name: string, script: string])[],
): Promise<Turn[]> {
  const peers = scripts.flatMap(
    ([name, script]) => SteppingPeer.start(name, script, { ...peerCase(entry), rank }) ?? [],
  );
  try {
    return await takeTurns(entry, rank, peers);
  } finally {
    for (const peer of peers) await peer.close();
  }
}

const labels = [
  ['forward+backward', 'forwardBackward'],
  ['forward+backward+AdamW', 'withOptimiser'],
] as const;

/** Tokens per second of a kind of step, alone where there is no peer. */
function printSpeed(name: string, entry: Case, turns: readonly Turn[], json: boolean): void {
  const names = [...(turns[0]?.peers.keys() ?? [])];
  for (const [label, key] of labels) {
    const value = (1000 * entry.rows * entry.length) / median(turns.map(({ ours }) => ours[key]));
    const row = { bench: 'train', case: `${name} ${label}`, value, unit: 'tokens/s' };
    if (names.length === 0) print(row, json);
    for (const against of names) {
      const ratio = ratioOver(
        turns.map(({ ours, peers }) => (peers.get(against) as StepTime)[key] / ours[key]),
      );
      print({ ...row, against, ...ratio }, json);
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
    const gigaflop = productFlop(entry) / 1e9;
    const isLarge = entry.name === '135M';
    const transformers = isLarge ? [['transformers', 'bench_peft.py'] as const] : [];
    const turns = await measured(entry, 0, [['PyTorch', 'bench_torch.py'], ...transformers]);
    const row = { bench: 'train', unit: 'GFLOP/s', against: 'matrix product' };
    const limit = median(turns.map((turn) => turn.limit));
    const best = median(turns.map((turn) => turn.best));
    print({ bench: 'train', case: 'matrix product', value: limit, unit: 'GFLOP/s' }, json);
    print({ ...row, case: 'matrix product, its best moment', value: best, ratio: best / limit }, json);
    const own = await ownProducts(entry);
    print({ ...row, case: `${entry.name} its products alone`, value: own, ratio: own / limit }, json);
    for (const [label, key] of labels) {
      const rate = ({ ours }: Turn): number => gigaflop / (ours[key] / 1000);
      const value = median(turns.map(rate));
      const ratio = ratioOver(turns.map((turn) => rate(turn) / turn.limit));
      print({ ...row, case: `${entry.name} ${label}`, value, ...ratio }, json);
    }
    printSpeed(entry.name, entry, turns, json);
    if (!isLarge) continue;
    printSpeed(`${entry.name} LoRA`, entry, await measured(entry, RANK, [['PEFT', 'bench_peft.py']]), json);
  }
}
