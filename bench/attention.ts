/**
 * Causal attention in blocks, forward and backward as a training step runs them, against the same attention under one mask over all
 * keys. 9 heads of 64 on 3 key heads, as SmolLM2-135M has them; also with four samples in the row. Both take turns on one thread.
 */

import { compile, gradients, Graph, operators, sizeOf } from '../src/autograd/index.ts';
import type { Compiled, Tensor, TensorArray } from '../src/autograd/index.ts';
import { Random } from '../src/core/random.ts';
import { median, print, ratioOver, timeOf } from './measure.ts';

const [HEADS, KV_HEADS, WIDTH] = [9, 3, 64];
const BLOCKS = 8;
const TURNS = 15;

/** 0 where a token looks: at those before it, from the start of its sample. */
function maskOf(length: number, sample: number): Float32Array {
  const mask = new Float32Array(length * length).fill(-1e9);
  for (let i = 0; i < length; i++) mask.fill(0, i * length + i - (i % sample), i * length + i + 1);
  return mask;
}

interface Timed {
  run(): Promise<number>;
  release(): Promise<void>;
}

/** Without `mask` the attention is causal by itself. */
async function attentionOf(length: number, blocks: number, mask: Float32Array | null): Promise<Timed> {
  const graph = new Graph(operators);
  const random = Random.derive(1, 'attention');
  const feeds: Record<string, TensorArray> = mask === null ? {} : { bias: mask };
  const input = (name: string, ...shape: number[]): Tensor => {
    feeds[name] = Float32Array.from({ length: sizeOf(shape) }, () => random.normal());
    return graph.input(name, 'float32', shape);
  };
  const q = input('q', 1, HEADS, length, WIDTH);
  const k = input('k', 1, KV_HEADS, length, WIDTH);
  const v = input('v', 1, KV_HEADS, length, WIDTH);
  const bias = mask === null ? [] : [graph.input('bias', 'float32', [1, 1, length, length])];
  const y = graph.one('Attention', [q, k, v, ...bias], { causal: { int: blocks } });
  const [dq, dk, dv] = gradients(graph, y, [q, k, v], [], input('dy', ...y.shape)) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  const passes: { compiled: Compiled; places: Record<string, Float32Array> }[] = [];
  const parts: readonly Record<string, Tensor>[] = [{ y }, { dq, dk, dv }];
  for (const outputs of parts) {
    const places = Object.entries(outputs).map(([name, { shape }]) => [
      name,
      new Float32Array(sizeOf(shape)),
    ]);
    const compiled = await compile(graph, outputs, { threads: 1 });
    passes.push({ compiled, places: Object.fromEntries(places) as Record<string, Float32Array> });
  }
  return {
    run: () =>
      timeOf(async () => {
        for (const { compiled, places } of passes) await compiled.run(feeds, places);
      }),
    async release() {
      for (const { compiled } of passes) await compiled.release();
    },
  };
}

export async function benchAttention(json: boolean): Promise<void> {
  for (const length of [128, 256, 512, 1024, 2048]) {
    for (const samples of [1, 4]) {
      const mask = maskOf(length, length / samples);
      const ours = await attentionOf(length, BLOCKS, samples === 1 ? null : mask);
      const whole = await attentionOf(length, 0, mask);
      const turns: { ours: number; whole: number }[] = [];
      for (let i = 0; i <= TURNS; i++) {
        const turn = { ours: await ours.run(), whole: await whole.run() };
        if (i > 0) turns.push(turn);
      }
      await ours.release();
      await whole.release();
      print(
        {
          bench: 'attention',
          case: `${length} tokens${samples === 1 ? '' : ` in ${samples} samples`}`,
          value: median(turns.map((turn) => turn.ours)),
          unit: 'ms',
          against: 'one mask over all keys',
          ...ratioOver(turns.map((turn) => turn.whole / turn.ours)),
        },
        json,
      );
    }
  }
}
