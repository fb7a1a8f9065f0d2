/** Strings that `interop/parity_tokenizers.py` makes from a seed, made again: pieces of text, added tokens, characters from everywhere. */

import { readGolden } from './read-golden.ts';

/** xorshift32: the same numbers in any language. */
export class Numbers {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  below(limit: number): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state % limit;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

export function stringsOf(seed: number, count: number, added: readonly string[]): string[] {
  const { fragments, ranges } = readGolden('tokenizers/pieces.json') as {
    fragments: string[];
    ranges: [number, number][];
  };
  const numbers = new Numbers(seed);
  const piece = (): string => {
    const kind = numbers.below(20);
    if (kind < 14) return numbers.pick(fragments);
    if (kind < 16) return numbers.pick(added);
    const [low, high] = numbers.pick(ranges);
    return String.fromCodePoint(low + numbers.below(high - low + 1));
  };
  return Array.from({ length: count }, () => Array.from({ length: numbers.below(13) }, piece).join(''));
}

/** FNV-1a, 32 bits. */
export function fnv(bytes: Uint8Array): number {
  let value = 0x811c9dc5;
  for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}
