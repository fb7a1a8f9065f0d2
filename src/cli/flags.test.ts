import { expect, it } from 'vitest';
import { positiveNumber } from './flags.ts';

it('takes amounts above 0, and says the same of all others', () => {
  expect(positiveNumber('0.5')).toBe(0.5);
  for (const text of ['0', '-1', '', 'many', 'Infinity'])
    expect(() => positiveNumber(text), text).toThrow('Give a number above 0.');
});
