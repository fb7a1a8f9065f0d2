import { expect, it } from 'vitest';
import type { Score } from '../../src/core/results.ts';
import type { EvaluatedModel } from '../../src/inspect/shapes.ts';
import { bestOf, chosenWith, columnsOf, nextOrder, orderedModels, orderIn } from './matrix-order.ts';

const model = (id: string): EvaluatedModel => ({ id, run: id, stage: 'sft', title: id, when: '', seed: 1 });
const score = (accuracy: number | null, n = 10): Score => ({
  ...{ n, correct: Math.round((accuracy ?? 0) * n), accuracy, low: 0, high: 1, formatValid: null },
});
const models = ['b', 'a', 'c'].map(model);
const scores = {
  a: { x: score(0.5), total: score(0.5, 10) },
  b: { x: score(0.9), total: score(0.9, 20) },
  c: { x: score(null) },
};
const ids = (list: readonly EvaluatedModel[]): string => list.map(({ id }) => id).join('');

it('orders by score or name, either way, those without a score last', () => {
  expect(ids(orderedModels(models, scores, orderIn(undefined)))).toBe('bac');
  expect(ids(orderedModels(models, scores, orderIn('x')))).toBe('bac');
  expect(ids(orderedModels(models, scores, orderIn('-x')))).toBe('abc');
  expect(ids(orderedModels(models, scores, orderIn('model')))).toBe('abc');
  expect(ids(orderedModels(models, scores, orderIn('-model')))).toBe('cba');
});

it('goes from order to order and back to none', () => {
  expect(nextOrder(undefined, 'x')).toBe('x');
  expect(nextOrder('x', 'x')).toBe('-x');
  expect(nextOrder('-x', 'x')).toBeNull();
  expect(nextOrder('-x', 'y')).toBe('y');
});

it('names no best among totals over different questions or equal scores, nor of one', () => {
  expect(bestOf(models, scores, 'x')).toBe(0.9);
  expect(bestOf(models, scores, 'total')).toBeNull();
  expect(bestOf([model('a')], scores, 'x')).toBeNull();
  const equal = { a: { x: score(0) }, b: { x: score(0) }, c: { x: score(null) } };
  expect(bestOf(models, equal, 'x')).toBeNull();
  expect(bestOf(models, { ...equal, c: { x: score(0.1) } }, 'x')).toBe(0.1);
});

it('has a total where it says more than the benchmark', () => {
  expect(columnsOf({ models, scores, benchmarks: ['x', 'y'] })).toEqual(['total', 'x', 'y']);
  expect(columnsOf({ models, scores, benchmarks: ['x'] })).toEqual(['x']);
  expect(columnsOf({ models, scores: {}, benchmarks: ['x', 'y'] })).toEqual(['x', 'y']);
});

it('keeps the last two chosen', () => {
  expect(chosenWith(['a', 'b'], 'c')).toEqual(['b', 'c']);
  expect(chosenWith(['a', 'b'], 'a')).toEqual(['b']);
});
