import { describe, expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { HashIndex } from './hash-index.ts';

function find(index: HashIndex, hash: number): number[] {
  const found: number[] = [];
  index.find(hash, found);
  return found;
}

describe('HashIndex', () => {
  it('finds what was filed, after any number of growths, and nothing else', () => {
    const random = Random.derive(3, 'hash-index');
    const index = new HashIndex(1000);
    const expected = new Map<number, Set<number>>();
    for (let i = 0; i < 8000; i++) {
      // Few slots apart, so that chains of different hashes run into each other.
      const hash = random.chance(0.5) ? random.uint32() : random.int(0, 3000);
      const value = random.int(0, 50);
      index.add(hash, value);
      expected.set(hash, (expected.get(hash) ?? new Set()).add(value));
    }
    const sorted = (values: Iterable<number>): string => [...values].sort((a, b) => a - b).join(' ');
    const wrong = [...expected].filter(([hash, values]) => sorted(find(index, hash)) !== sorted(values));
    expect(wrong).toEqual([]);
    expect(find(index, 0xfffffff0)).toEqual([]);
  });

  it('keeps one more than the limit under a hash', () => {
    const index = new HashIndex(2);
    for (const value of [5, 5, 6, 7, 8, 9]) index.add(42, value);
    expect(find(index, 42)).toEqual([5, 6, 7]);
  });
});
