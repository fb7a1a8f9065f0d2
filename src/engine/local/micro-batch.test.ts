/** Samples of many lengths that begin alike, laid out so that none pays for another. */

import { describe, expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { layOut } from './micro-batch.ts';
import type { MicroBatch, Sample } from './micro-batch.ts';
import { bundles } from './shared-prefix.ts';

const BALANCE = 1536;
const limits = { lanes: 2, maxTokens: 512, balanceLength: BALANCE };

/** Samples of these lengths whose first `prefix` tokens are the same. */
function samplesOf(lengths: readonly number[], prefix: number): Sample[] {
  const random = Random.derive(1, 'layout');
  return lengths.map((length) => {
    const tokens = Int32Array.from({ length }, (_, i) => (i < prefix ? i : random.int(1000, 40_000)));
    return { tokens, targets: tokens, inputs: { weights: new Float32Array(length).fill(1) } };
  });
}

/** Tokens computed, a token of a long row weighing as much more as its attention costs. */
function costOf(batches: readonly MicroBatch[]): number {
  return batches.reduce((sum, { rows, length }) => sum + rows * length * (1 + length / BALANCE), 0);
}

const short = Array.from({ length: 27 }, (_, i) => 110 + ((i * 7) % 60));
const mixed = [...short.slice(0, 14), 620, 980, 450, ...short.slice(14)];

describe('the layout of micro-batches', () => {
  it('does not put short samples into rows as long as the longest', () => {
    const batches = layOut(samplesOf(mixed, 0), () => true, limits);
    const alone = layOut(samplesOf(short, 0), () => true, limits);
    const long = layOut(samplesOf([620, 980, 450], 0), () => true, limits);
    expect(costOf(batches)).toBeLessThan(1.1 * (costOf(alone) + costOf(long)));
    expect(Math.max(...batches.map(({ length }) => length))).toBe(1024);
    expect(batches.filter(({ length }) => length <= 512).length).toBeGreaterThan(5);
  });

  it('keeps every wanted position once, with its sample', () => {
    const samples = samplesOf(mixed, 31);
    const seen = new Set<string>();
    for (const { computed } of layOut(samples, () => true, limits)) {
      const { owners, indices } = computed;
      owners.forEach((owner, i) => owner >= 0 && seen.add(`${owner}:${indices[i]}`));
    }
    expect(seen.size).toBe(mixed.reduce((sum, length) => sum + length, 0));
  });

  it('lets a system prompt stretch no row, and pays no more than without sharing', () => {
    const shared = layOut(samplesOf(mixed, 31), () => true, limits);
    const apart = layOut(samplesOf(mixed, 0), () => true, limits);
    expect(Math.max(...shared.map(({ length }) => length))).toBeLessThanOrEqual(1280);
    expect(costOf(shared)).toBeLessThan(1.1 * costOf(apart));
  });
});

describe('common beginnings', () => {
  it('are shared by a whole group where the prompt is long', () => {
    const group = samplesOf(
      Array.from({ length: 8 }, () => 400 + 60),
      400,
    );
    expect(bundles(group, BALANCE)).toEqual([{ prefix: 400, members: [0, 1, 2, 3, 4, 5, 6, 7] }]);
  });

  it('are shared by few where the prompt is short', () => {
    const group = samplesOf(
      Array.from({ length: 32 }, () => 140),
      31,
    );
    expect(Math.max(...bundles(group, BALANCE).map(({ members }) => members.length))).toBeLessThanOrEqual(3);
  });
});
