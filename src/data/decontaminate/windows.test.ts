import { describe, expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { CHARACTER } from './tokens.ts';
import { forEachWindow, longGram, shingle, shortGram, weightOf, type WindowSize } from './windows.ts';

const sizes = { longGram, shortGram, shingle };

interface Window {
  hash: number;
  check: number;
  start: number;
  end: number;
}

function windows(codes: Uint32Array, size: WindowSize, from = 0, to = codes.length): Window[] {
  const found: Window[] = [];
  forEachWindow(codes, [from, to], size, (hash, start, end, check) =>
    found.push({ hash, check, start, end }),
  );
  return found;
}

/** Tokens of two scripts in a random mix. */
function mixed(random: Random, length: number): Uint32Array {
  const chinese = random.float();
  return Uint32Array.from(
    { length },
    () => (random.int(0, 40) << 4) | (random.chance(chinese) ? CHARACTER : 0),
  );
}

const words = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i << 2);
const characters = (n: number): Uint32Array =>
  Uint32Array.from({ length: n }, (_, i) => (i << 2) | CHARACTER);

describe('windows', () => {
  it.each([
    ['longGram', 13, 18],
    ['shortGram', 8, 11],
    ['shingle', 3, 5],
  ] as const)('%s: %d words or %d characters', (name, inWords, inCharacters) => {
    expect(windows(words(inWords - 1), sizes[name])).toHaveLength(0);
    expect(windows(words(inWords + 2), sizes[name])).toHaveLength(3);
    expect(windows(characters(inCharacters - 1), sizes[name])).toHaveLength(0);
    expect(windows(characters(inCharacters + 2), sizes[name])).toHaveLength(3);
  });

  it('are the shortest that reach the length, from every start, in mixed scripts', () => {
    const random = Random.derive(1, 'windows');
    for (let round = 0; round < 50; round++) {
      const codes = mixed(random, random.int(0, 60));
      for (const size of Object.values(sizes)) {
        const expected: [number, number][] = [];
        for (let start = 0; start < codes.length; start++) {
          let end = start;
          let weight = 0;
          while (end < codes.length && weight < size.length) weight += weightOf(codes[end++] as number, size);
          if (weight >= size.length) expected.push([start, end]);
        }
        expect(windows(codes, size).map(({ start, end }) => [start, end])).toEqual(expected);
      }
    }
  });

  it('have the same hashes wherever the same tokens stand, and others for other tokens', () => {
    const random = Random.derive(2, 'windows');
    const contents = new Map<string, string>();
    const hashes = new Set<string>();
    for (let round = 0; round < 50; round++) {
      const codes = mixed(random, 80);
      for (const { hash, check, start, end } of windows(codes, shingle, random.int(0, 20))) {
        const content = codes.subarray(start, end).join(' ');
        const key = `${hash} ${check}`;
        expect(contents.get(content) ?? key).toBe(key);
        contents.set(content, key);
        hashes.add(key);
      }
    }
    expect(contents.size).toBeGreaterThan(1000);
    expect(hashes.size).toBe(contents.size);
  });
});
