import { describe, expect, it } from 'vitest';
import { spreadSample } from './spread-sample.ts';

async function* numbers(n: number): AsyncGenerator<number> {
  for (let i = 0; i < n; i++) yield i;
}

async function sample(n: number, count: number, seed = 1): Promise<number[]> {
  const drawn: number[] = [];
  for await (const i of spreadSample(numbers(n), count, { seed, label: 'tfns' })) drawn.push(i);
  return drawn;
}

describe('spreadSample', () => {
  it('comes from all parts of a file that is sorted by class, in file order', async () => {
    const drawn = await sample(3000, 300);
    expect(drawn).toHaveLength(300);
    expect(new Set(drawn).size).toBe(300);
    expect(drawn).toEqual(drawn.toSorted((a, b) => a - b));
    for (const third of [0, 1, 2]) {
      const share = drawn.filter((i) => Math.floor(i / 1000) === third).length;
      // Hypergeometric: 100 expected, standard deviation 7.7.
      expect(share).toBeGreaterThan(65);
      expect(share).toBeLessThan(135);
    }
  });

  it('is the same for a seed, another for another, and part of a greater one', async () => {
    expect(await sample(500, 20)).toEqual(await sample(500, 20));
    expect(await sample(500, 20, 2)).not.toEqual(await sample(500, 20));
    const greater = new Set(await sample(500, 50));
    expect((await sample(500, 20)).filter((i) => !greater.has(i))).toEqual([]);
  });

  it('is everything where there is no more', async () => {
    expect(await sample(5, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(await sample(3, 100)).toEqual([0, 1, 2]);
    expect(await sample(0, 4)).toEqual([]);
  });
});
