import { expect, it } from 'vitest';
import { pointsText } from './points.ts';

it.each([
  [0.0297, '+3.0'],
  [-0.125, '−12.5'],
  [0, '0.0'],
  [-0.0004, '0.0'],
])('%d is %s points', (difference, text) => {
  expect(pointsText(difference)).toBe(text);
});
