import { describe, expect, it } from 'vitest';
import { cohenKappa, kappaInterval, type RatedPair } from './kappa.ts';

function table(yesYes: number, yesNo: number, noYes: number, noNo: number): RatedPair[] {
  const cell = (count: number, a: boolean, b: boolean): RatedPair[] =>
    Array.from({ length: count }, (): RatedPair => [a, b]);
  return [
    ...cell(yesYes, true, true),
    ...cell(yesNo, true, false),
    ...cell(noYes, false, true),
    ...cell(noNo, false, false),
  ];
}

describe('cohenKappa', () => {
  it.each<[string, RatedPair[], number]>([
    // (20 + 15) / 50 = 0.7 agree; 0.5 × 0.6 + 0.5 × 0.4 = 0.5 by chance; (0.7 − 0.5) / (1 − 0.5).
    ['agreement beyond chance', table(20, 5, 10, 15), 0.4],
    // The same share of agreement, 0.6, is worth less where one class prevails: chance gives 0.54 and 0.46.
    ['one class prevails', table(45, 15, 25, 15), 0.06 / 0.46],
    ['and less so', table(25, 35, 5, 35), 0.14 / 0.54],
    ['full agreement', table(3, 0, 0, 4), 1],
    ['always the opposite', table(0, 5, 5, 0), -1],
    ['a judge that always says yes', table(5, 0, 5, 0), 0],
  ])('%s', (_, pairs, kappa) => {
    expect(cohenKappa(pairs)).toBeCloseTo(kappa, 12);
  });

  it('says nothing of no items, and of one class on both sides', () => {
    expect(cohenKappa([])).toBeNull();
    expect(cohenKappa(table(5, 0, 0, 0))).toBeNull();
    expect(kappaInterval(table(0, 0, 0, 9), 1)).toBeNull();
  });
});

describe('kappaInterval', () => {
  it('is close to the asymptotic interval, and the same for the same seed', () => {
    const pairs = table(80, 20, 40, 60);
    // Standard error √(0.7 · 0.3 / 200) / (1 − 0.5) = 0.0648.
    const { low, high } = kappaInterval(pairs, 1) ?? { low: NaN, high: NaN };
    expect(low).toBeGreaterThan(0.4 - 1.96 * 0.0648 - 0.02);
    expect(low).toBeLessThan(0.4 - 1.96 * 0.0648 + 0.02);
    expect(high).toBeGreaterThan(0.4 + 1.96 * 0.0648 - 0.02);
    expect(high).toBeLessThan(0.4 + 1.96 * 0.0648 + 0.02);
    expect(kappaInterval(pairs, 1)).toEqual({ low, high });
    expect(kappaInterval(pairs, 2)).not.toEqual({ low, high });
  });
});
