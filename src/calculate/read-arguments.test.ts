import { expect, it } from 'vitest';
import { npv } from './npv.ts';
import { readArguments } from './read-arguments.ts';

it('keeps numbers as numbers, unless a float would change them', () => {
  expect(
    readArguments('{"a":[1,-2.50,1e3,0.1],"b":12345678901234567.25,"c":0.12345678901234567891}'),
  ).toEqual({
    ...{ a: [1, -2.5, 1000, 0.1], b: '12345678901234567.25', c: '0.12345678901234567891' },
  });
});

it('computes with every digit that was written', () => {
  const args = readArguments('{"rate_percent":0,"cash_flows":[0,12345678901234567890.12345]}');
  expect(npv.run(args).value).toBe('12345678901234567890.12345');
});

it.each(['', '{"a":', 'npv', '{"a":1}}'])('refuses %j', (text) => {
  expect(() => readArguments(text)).toThrow(expect.objectContaining({ exitCode: 2 }));
});
