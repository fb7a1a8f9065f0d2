import { describe, expect, it } from 'vitest';
import { Random } from '../../core/random.ts';
import { print } from './digits.ts';
import { drawFault, faultyPair, type Fault } from './faults.ts';

/** The digits that the answer states, among all wordings: those of `written` and what each fault makes of them. */
function statedWith(fault: Fault<'own'>, seed: number) {
  const bodies: string[] = [];
  const pair = faultyPair(Random.derive(seed, 'faults'), {
    ...{ family: 'plain', unit: 'plain', gold: 12.34, negative: false, fault, places: [2] },
    written: { mantissa: 1234, decimals: 2 },
    body: (digits) => {
      bodies.push(print(digits));
      return print(digits);
    },
    own: () => 'twelve',
  });
  return { pair, bodies };
}
const seeds = Array.from({ length: 40 }, (_, i) => i);

describe('faultyPair', () => {
  it('states the number itself, and says so, where there is no fault', () => {
    for (const seed of seeds) {
      const { pair, bodies } = statedWith(null, seed);
      expect(pair).toMatchObject({ kind: 'plain: right', correct: true, reference: { value: 12.34 } });
      expect(bodies).toEqual(['12.34']);
    }
  });

  it('puts in the fault it names, and no other', () => {
    for (const seed of seeds) {
      expect(statedWith('near miss', seed).bodies).not.toContain('12.34');
      expect(statedWith('magnitude', seed).bodies).toEqual(['1234']);
      const sign = statedWith('sign', seed);
      expect(sign.bodies).toEqual(['12.34']);
      expect(sign.pair.answer).toMatch(/[-−－负(]12\.34|[-−－负(][１２３４．]|negative 12\.34/);
      const own = statedWith('own', seed);
      expect(own.pair).toMatchObject({ kind: 'plain: own', correct: false });
      expect(own.pair.answer).toContain('twelve');
      expect(own.bodies).toEqual([]);
    }
  });
});

it('draws every fault, and none in half of the cases', () => {
  const random = Random.derive(1, 'drawn');
  const drawn = Array.from({ length: 2000 }, () => drawFault(random, 'unit'));
  expect(new Set(drawn)).toEqual(new Set([null, 'sign', 'near miss', 'unit', 'magnitude']));
  const none = drawn.filter((fault) => fault === null).length;
  expect(none).toBeGreaterThan(900);
  expect(none).toBeLessThan(1100);
});
