/**
 * A seeded sample of a stream, spread over all of it and in its order: the first rows of a file that is sorted by class are one class.
 * Each item draws a number by its place, and the `count` smallest stay; so a smaller sample is part of a greater one of the same seed.
 */

import { Random } from '../core/random.ts';

interface Drawn<T> {
  item: T;
  index: number;
  key: number;
}

/** Reads all of `items`, and keeps at most twice `count` of them in memory. `label` tells streams of one seed apart. */
export async function* spreadSample<T>(
  items: AsyncIterable<T>,
  count: number,
  { seed, label }: { seed: number; label: string },
): AsyncGenerator<T> {
  let drawn: Drawn<T>[] = [];
  let index = 0;
  for await (const item of items) {
    const key = Random.derive(seed, 'spread', label, index).float();
    drawn.push({ item, index: index++, key });
    if (drawn.length >= 2 * count) drawn = smallest(drawn, count);
  }
  for (const { item } of smallest(drawn, count).sort((a, b) => a.index - b.index)) yield item;
}

function smallest<T>(drawn: Drawn<T>[], count: number): Drawn<T>[] {
  return drawn.sort((a, b) => a.key - b.key || a.index - b.index).slice(0, count);
}
