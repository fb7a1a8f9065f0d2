import { expect, it } from 'vitest';
import { readNumber } from './number-input.tsx';

it('reads what people write for numbers, and nothing else', () => {
  expect(readNumber('12,000', 1)).toBe(12_000);
  expect(readNumber(' 1 234 567.5 ', 1)).toBe(1_234_567.5);
  expect(readNumber('15', 100)).toBe(0.15);
  expect(readNumber('7', 100)).toBe(0.07);
  for (const text of ['', '1,5', '12,00', '1.', '3 %', 'x']) expect(readNumber(text, 1)).toBeUndefined();
});
