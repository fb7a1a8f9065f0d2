import { expect, test } from 'vitest';
import { z } from 'zod';
import { checkedYaml } from './checked-yaml.ts';
import { InputError } from './errors.ts';

const read = (text: string): unknown => checkedYaml(text, 'a.yaml', z.record(z.string(), z.unknown()), 'it');

test('aliases that grow beyond all measure, or lead nowhere, are the fault of the input', () => {
  const rows = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let i = 0; i < 8; i++) rows.push(`k${i}: &${'bcdefghi'[i]} [${`*${'abcdefgh'[i]}, `.repeat(9)}]`);
  for (const text of [rows.join('\n'), 'a: *nothing']) expect(() => read(text)).toThrow(InputError);
  expect(read('a: &a 1\nb: *a')).toEqual({ a: 1, b: 1 });
});
