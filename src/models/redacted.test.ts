import { expect, it } from 'vitest';
import { keyIn, redacted } from './redacted.ts';

it('takes out every mention of the key that the headers bear', () => {
  const key = keyIn({ authorization: 'Bearer sk-1' });
  expect(redacted('{"a":"sk-1, sk-12"}', key)).toBe('{"a":"[key], [key]2"}');
  expect(keyIn({})).toBeNull();
  expect(redacted('sk-1', null)).toBe('sk-1');
});
