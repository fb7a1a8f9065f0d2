import { expect, it } from 'vitest';
import { memoryText } from './machine-memory.ts';
import { requireMemory } from './require-memory.ts';

it('a refusal says what needs how much, what is free, and the largest parts', () => {
  const need = { bytes: 9.1 * 2 ** 30, terms: { weights: 8 * 2 ** 30, cache: 1.1 * 2 ** 30 } };
  expect(() => requireMemory('m', need, 'Use less.', { free: 24 * 2 ** 30, total: 0 })).not.toThrow();
  expect(() => requireMemory('m', need, 'Use less.', { free: 4 * 2 ** 30, total: 0 })).toThrow(
    'm needs 9.1 GiB, 4.0 GiB free (weights 8.0 GiB, cache 1.1 GiB',
  );
  expect(memoryText(100 * 2 ** 20)).toBe('100 MiB');
});
