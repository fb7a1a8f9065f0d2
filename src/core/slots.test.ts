import { expect, it } from 'vitest';
import { Slots } from './slots.ts';

it('are given together and in the order of asking', async () => {
  const slots = new Slots(3);
  const order: string[] = [];
  await slots.take(2);
  const large = slots.take(3).then(() => order.push('large'));
  const small = slots.take(1).then(() => order.push('small'));
  slots.giveBack();
  await Promise.resolve();
  expect(order).toEqual([]);
  slots.giveBack();
  await large;
  expect(order).toEqual(['large']);
  slots.giveBack();
  await small;
  expect(order).toEqual(['large', 'small']);
  await expect(slots.take(4)).rejects.toThrow('4 slots');
});

it('runs so many tasks at a time, the others in order', async () => {
  const slots = new Slots(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const tasks = [0, 1, 2, 3].map((n) =>
    slots.run(async () => {
      begun.push(n);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (n === 1) throw new Error('one failed');
    }),
  );
  const settled = Promise.allSettled(tasks);
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  await expect(tasks[1]).rejects.toThrow('one failed');
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  await tasks[0];
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const end of ends) end();
  expect((await settled).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});
