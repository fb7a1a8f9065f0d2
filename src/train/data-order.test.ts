import { expect, it } from 'vitest';
import { DataOrder } from './data-order.ts';

it('meets every item once an epoch, in another order each epoch', () => {
  const order = new DataOrder(3, 'sft', 20);
  const first = order.range(0, 20);
  const second = order.range(20, 40);
  const all = Array.from({ length: 20 }, (_, index) => index);
  expect([...first].sort((a, b) => a - b)).toEqual(all);
  expect([...second].sort((a, b) => a - b)).toEqual(all);
  expect(first).not.toEqual(second);
});

it('needs nothing but the position: any place can be read first', () => {
  const whole = new DataOrder(3, 'sft', 7).range(0, 28);
  expect(new DataOrder(3, 'sft', 7).range(12, 18)).toEqual(whole.slice(12, 18));
});

it('differs between seeds and stages', () => {
  const order = (seed: number, stage: string): number[] => new DataOrder(seed, stage, 30).range(0, 30);
  expect(order(1, 'sft')).not.toEqual(order(2, 'sft'));
  expect(order(1, 'sft')).not.toEqual(order(1, 'grpo'));
});
