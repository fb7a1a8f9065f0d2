import { expect, test } from 'vitest';
import { ModelQueue } from './model-queue.ts';

const job = (seq: number | null): { seq: number | null } => ({ seq });

/** The numbers of all jobs that can be taken at once. */
function takeAll(queue: ModelQueue<{ seq: number | null }>, now: number): (number | null)[] {
  const taken: (number | null)[] = [];
  for (;;) {
    const next = queue.take(now);
    if (next === null || 'waitMs' in next) return taken;
    taken.push(next.job.seq);
  }
}

test('jobs run by their numbers, however they came', () => {
  const queue = new ModelQueue(1, 60_000);
  for (const seq of [3, 2]) queue.add(job(seq), 0);
  expect(queue.take(10)).toEqual({ waitMs: 59_990 });
  queue.add(job(1), 20);
  queue.add(job(5), 20);
  expect(takeAll(queue, 30)).toEqual([1, 2, 3]);
  expect(queue.next).toBe(4);
});

test('a gap is waited for, from when it came to nothing else, and then passed over', () => {
  const queue = new ModelQueue(1, 60_000);
  queue.add(job(3), 0);
  queue.add(job(1), 1000);
  expect(takeAll(queue, 1000)).toEqual([1]);
  expect(queue.take(2000)).toEqual({ waitMs: 59_000 });
  expect(takeAll(queue, 61_000)).toEqual([3]);
  // What comes after all runs at once.
  queue.add(job(2), 70_000);
  expect(takeAll(queue, 70_000)).toEqual([2]);
});

test('a refused number leaves no gap', () => {
  const queue = new ModelQueue(1, 60_000);
  queue.refuse(2);
  queue.add(job(3), 0);
  queue.add(job(1), 0);
  expect(takeAll(queue, 0)).toEqual([1, 3]);
  queue.refuse(4);
  queue.refuse(5);
  queue.add(job(6), 0);
  expect(takeAll(queue, 0)).toEqual([6]);
});

test('jobs without a number run as they came', () => {
  const queue = new ModelQueue(1, 60_000);
  for (const seq of [1, null, 2, 9]) queue.add(job(seq), 0);
  expect(takeAll(queue, 0)).toEqual([1, null, 2]);
});

test('after a restart the one that had begun runs before those that only came earlier', () => {
  const queue = new ModelQueue(3, 60_000);
  for (const seq of [3, 2]) queue.add(job(seq), 0);
  expect(takeAll(queue, 0)).toEqual([2, 3]);
});
