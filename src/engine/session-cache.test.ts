import { expect, it } from 'vitest';
import { SessionCache } from './session-cache.ts';

it('keeps what was used last, up to a weight of all, and releases the rest', async () => {
  const released: string[] = [];
  const made: string[] = [];
  const cache = new SessionCache(10);
  const use = (name: string, weight: number): Promise<unknown> =>
    cache.get(
      name,
      async () => {
        made.push(name);
        return { compiled: { release: async () => void released.push(name) } };
      },
      weight,
    );
  await use('a', 4);
  await use('b', 4);
  await use('a', 4);
  await use('c', 4);
  expect([made, released]).toEqual([['a', 'b', 'c'], ['b']]);
  // The newest stays, however heavy it is.
  await use('d', 50);
  expect(released).toEqual(['b', 'a', 'c']);
  await use('e', 1);
  await use('f', 1);
  expect(released).toEqual(['b', 'a', 'c', 'd']);
  await cache.clear();
  expect(released).toEqual(['b', 'a', 'c', 'd', 'e', 'f']);
});
