import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../core/random.ts';
import { Exact } from './exact.ts';

const Wide = Decimal.clone({ precision: 40, defaults: true });

/** Printed figures small and large, so that fractions and decimals both occur. */
function figure(random: Random): string {
  const whole = random.int(-(10 ** random.int(1, 9)), 10 ** random.int(1, 15));
  return random.int(0, 1) === 0 ? String(whole) : `${whole}.${random.int(0, 999)}`;
}

describe('Exact', () => {
  it('calculates and compares as decimals of 40 digits do', () => {
    const random = Random.derive(1, 'exact');
    for (let round = 0; round < 2000; round++) {
      const [a, b, c] = [figure(random), figure(random), figure(random)];
      const [x, y, z] = [a, b, c].map((digits) => Exact.scaled(digits, 0)) as [Exact, Exact, Exact];
      const [u, v, w] = [a, b, c].map((digits) => new Wide(digits)) as [Decimal, Decimal, Decimal];
      const results: [Exact, Decimal][] = [
        [x.plus(y).minus(z), u.plus(v).minus(w)],
        [x.times(y).plus(z), u.times(v).plus(w)],
        [x.minus(y).dividedBy(z), u.minus(v).dividedBy(w)],
        [x.dividedBy(y.negated()).abs(), u.dividedBy(v.negated()).abs()],
      ];
      for (const [own, wide] of results) {
        expect(own.toNumber(), `${a} ${b} ${c}`).toBe(wide.toNumber());
        expect(Math.sign(own.comparedTo(z)), `${a} ${b} ${c}`).toBe(wide.comparedTo(w));
      }
    }
  });

  it.each([
    ['12.5', 6, '12500000'],
    ['-0.05', -2, '-0.0005'],
    ['123456789012345678.9', 0, '123456789012345678.9'],
    ['1', 40, '1e+40'],
  ])('reads %s times ten to the %i', (digits, power, value) => {
    expect(Exact.scaled(digits, power).toDecimal().toString()).toBe(value);
  });

  it('compares fractions whose products no double holds', () => {
    const third = Exact.of(3_000_000_000_000_001).dividedBy(9_000_000_000_000_003);
    expect(third.comparedTo(Exact.of(1).dividedBy(3))).toBe(0);
    expect(
      Exact.of(3_000_000_000_000_002).dividedBy(9_000_000_000_000_003).comparedTo(third),
    ).toBeGreaterThan(0);
  });
});
