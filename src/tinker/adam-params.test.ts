import { expect, test } from 'vitest';
import { checkAdamParams } from './adam-params.ts';

test.each([
  { learningRate: 0 },
  { learningRate: 1e-4, beta1: 0.9, beta2: 0.95, eps: 1e-12, weightDecay: 0, gradClipNorm: 0 },
])('a step that everybody makes can be made: %j', (params) => {
  expect(() => checkAdamParams(params)).not.toThrow();
});

test.each([
  ['learningRate', [-1, 1e308, NaN, Infinity]],
  ['beta1', [-1, 1, 2, NaN]],
  ['beta2', [-1, 1, NaN]],
  ['eps', [0, -1, 1e-60, NaN]],
  ['weightDecay', [-1, 1e300]],
  ['gradClipNorm', [-1, NaN]],
] as const)('a step that leaves no numbers is refused: %s', (name, values) => {
  for (const value of values)
    expect(() => checkAdamParams({ learningRate: 1e-3, [name]: value })).toThrow(`is ${value}`);
});
