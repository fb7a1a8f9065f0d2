import { expect, test } from 'vitest';
import { Random } from '../../core/random.ts';
import { fillDropoutMask, usedDropout } from './dropout-mask.ts';

test.each([0.1, 0.5, 0.03])('a share of %d is dropped, each input on its own', (dropout) => {
  const mask = new Uint8Array(40_001);
  fillDropoutMask(mask, dropout, Random.derive(1, 'mask'));
  const share = (values: Uint8Array): number => values.filter((kept) => kept === 0).length / values.length;
  // Five standard deviations of a binomial share.
  const room = 5 * Math.sqrt((dropout * (1 - dropout)) / mask.length);
  expect(Math.abs(share(mask) - dropout)).toBeLessThan(room);
  const both = mask.subarray(1).map((kept, i) => (kept === 0 && mask[i] === 0 ? 0 : 1));
  expect(Math.abs(share(both) - dropout ** 2)).toBeLessThan(5 * Math.sqrt(dropout ** 2 / mask.length));
  const again = new Uint8Array(mask.length);
  fillDropoutMask(again, dropout, Random.derive(1, 'mask'));
  expect(again).toEqual(mask);
  expect(Math.abs(usedDropout(dropout) - dropout)).toBeLessThan(2 ** -16);
});
