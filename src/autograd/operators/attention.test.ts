/** Causal attention skips blocks of what is masked, and gives what a mask over everything gives. */

import { expect, test } from 'vitest';
import { Random } from '../../core/random.ts';
import { compile } from '../compile.ts';
import { gradients } from '../gradient.ts';
import { Graph } from '../graph.ts';
import { sizeOf } from '../tensor.ts';
import type { Tensor } from '../tensor.ts';
import { operators } from './table.ts';

const [ROWS, HEADS, KV_HEADS, WIDTH] = [2, 4, 2, 8];

/** 0 where a token looks: at those before it from the start of its sample, `sample` tokens long. */
function biasOf(length: number, sample: number): Float32Array {
  const bias = new Float32Array(ROWS * length * length).fill(-1e9);
  for (let row = 0; row < ROWS * length; row++) {
    const i = row % length;
    bias.fill(0, row * length + i - (i % sample), row * length + i + 1);
  }
  return bias;
}

type Result = Record<'y' | 'dq' | 'dk' | 'dv', Float32Array>;

async function run(
  length: number,
  { isCausal, bias }: { isCausal: boolean; bias: Float32Array | null },
  scale = 1,
): Promise<Result> {
  const graph = new Graph(operators);
  const random = Random.derive(1, 'attention');
  const feeds: Record<string, Float32Array> = {};
  const input = (name: string, ...shape: number[]): Tensor => {
    feeds[name] = Float32Array.from({ length: sizeOf(shape) }, () => scale * random.normal());
    return graph.input(name, 'float32', shape);
  };
  const q = input('q', ROWS, HEADS, length, WIDTH);
  const k = input('k', ROWS, KV_HEADS, length, WIDTH);
  const v = input('v', ROWS, KV_HEADS, length, WIDTH);
  const given = bias === null ? [] : [graph.input('bias', 'float32', [ROWS, 1, length, length])];
  if (bias !== null) feeds['bias'] = bias;
  const y = graph.one('Attention', [q, k, v, ...given], { causal: { int: isCausal ? 8 : 0 } });
  const [dq, dk, dv] = gradients(graph, y, [q, k, v], [], input('dy', ...y.shape)) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  const compiled = await compile(graph, { y, dq, dk, dv }, { threads: 1 });
  const out = Object.fromEntries(
    Object.entries({ y, dq, dk, dv }).map(([name, { shape }]) => [name, new Float32Array(sizeOf(shape))]),
  ) as Result;
  await compiled.run(feeds, out);
  await compiled.release();
  return out;
}

function furthest(a: Result, b: Result): number {
  const gaps = Object.entries(a).flatMap(([name, values]) =>
    Array.from(values, (value, i) => Math.abs(value - (b[name as keyof Result][i] as number))),
  );
  return gaps.some(Number.isNaN) ? Infinity : Math.max(...gaps);
}

// One block; a last one that is shorter; more than eight of the smallest size.
test.each([48, 150, 600])('%d tokens: blocks give what one mask gives', async (length) => {
  const whole = await run(length, { isCausal: false, bias: biasOf(length, length) });
  expect(furthest(await run(length, { isCausal: true, bias: null }), whole)).toBeLessThan(2e-5);
});

test('several samples in a row: blocks give what one mask gives', async () => {
  const bias = biasOf(150, 40);
  const whole = await run(150, { isCausal: false, bias });
  expect(furthest(await run(150, { isCausal: true, bias }), whole)).toBeLessThan(2e-5);
});

test('scores a thousand apart leave all attention to one key, masked or not', async () => {
  const large = await run(150, { isCausal: true, bias: biasOf(150, 150) }, 20);
  const plain = await run(150, { isCausal: true, bias: null }, 20);
  expect(furthest(large, plain)).toBeLessThan(1e-3);
  expect(large.y.every(Number.isFinite)).toBe(true);
});

test('as many queries as keys are needed', () => {
  const graph = new Graph(operators);
  const q = graph.input('q', 'float32', [1, 2, 3, 4]);
  const k = graph.input('k', 'float32', [1, 2, 5, 4]);
  expect(() => graph.one('Attention', [q, k, k], { causal: { int: 4 } })).toThrow(/t = s where it is causal/);
});
