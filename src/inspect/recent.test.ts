import { expect, it } from 'vitest';
import { Recent } from './recent.ts';

class Thing {
  closed = 0;
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  close(): Promise<void> {
    this.closed++;
    return Promise.resolve();
  }
}

function things() {
  const made: Thing[] = [];
  const make = (name: string) => () => {
    const thing = new Thing(name);
    made.push(thing);
    return Promise.resolve(thing);
  };
  const closed = () => made.filter((thing) => thing.closed === 1).map(({ name }) => name);
  return { made, make, closed };
}

const name = (thing: Thing): Promise<string> => Promise.resolve(thing.name);

it('makes a thing once, and closes the one that was not used for longest', async () => {
  const { made, make, closed } = things();
  const recent = new Recent<Thing>(2);
  for (const key of ['a', 'b', 'a', 'c', 'a'])
    expect(await recent.use(key, { make: make(key) }, name)).toBe(key);
  expect(made.map((thing) => thing.name)).toEqual(['a', 'b', 'c']);
  expect(closed()).toEqual(['b']);
  await recent.keepOnly((key) => key === 'c');
  expect(closed()).toEqual(['a', 'b']);
  await recent.close();
  expect(closed()).toEqual(['a', 'b', 'c']);
});

it('closes nothing that is in use, and everything once', async () => {
  const { make, closed } = things();
  const recent = new Recent<Thing>(1);
  await recent.use('a', { make: make('old'), stamp: '1' }, async () => {
    await recent.use('a', { make: make('new'), stamp: '2' }, async (item) => {
      expect(item.name).toBe('new');
      await recent.use('b', { make: make('b') }, name);
      expect(closed()).toEqual([]);
    });
    expect(closed()).toEqual(['new']);
  });
  expect(closed()).toEqual(['old', 'new']);
  await recent.close();
  expect(closed()).toEqual(['old', 'new', 'b']);
});

it('tries again what could not be made', async () => {
  const { make } = things();
  const recent = new Recent<Thing>(1);
  const fails = (): Promise<Thing> => Promise.reject(new Error('no'));
  await expect(recent.use('a', { make: fails }, name)).rejects.toThrow('no');
  expect(await recent.use('a', { make: make('a') }, name)).toBe('a');
});
