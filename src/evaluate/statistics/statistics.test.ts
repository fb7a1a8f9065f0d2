import { describe, expect, it } from 'vitest';
import { clusteredInterval } from './bootstrap.ts';
import { macroF1, majorityClass } from './macro-f1.ts';
import { erfc, mcnemar } from './mcnemar.ts';
import { pairedDifference } from './paired-difference.ts';
import { wilson } from '../../core/statistics/wilson.ts';

describe('wilson', () => {
  it.each([
    // Newcombe, Statistics in Medicine 17 (1998), Table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (correct, n, low, high) => {
    const interval = wilson(correct, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('knows nothing without answers, reaches exactly 0 and 1, and refuses impossible counts', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
    expect(wilson(0, 7).low).toBe(0);
    expect(wilson(7, 7).high).toBe(1);
    expect(() => wilson(3, 2)).toThrow(RangeError);
  });
});

describe('mcnemar', () => {
  it('is the exact binomial below 25 disagreements', () => {
    // 2 · (1 + 12 + 66) / 2^12
    expect(mcnemar(10, 2)).toEqual({ pValue: 158 / 4096, method: 'exact' });
    expect(mcnemar(2, 10).pValue).toBe(158 / 4096);
    expect(mcnemar(0, 6).pValue).toBe(2 / 64);
    expect(mcnemar(3, 3).pValue).toBe(1);
    expect(mcnemar(0, 0).pValue).toBe(1);
    expect(mcnemar(12, 12).method).toBe('exact');
  });

  it('is the corrected chi-squared from 25', () => {
    // Approval ratings, Agresti, Categorical Data Analysis: 150 against 86; (64 − 1)² / 236 = 16.818.
    const { pValue, method } = mcnemar(86, 150);
    expect(method).toBe('chi-squared');
    expect(pValue).toBeCloseTo(4.1145622813459e-5, 15);
    expect(mcnemar(13, 13).pValue).toBe(1);
  });

  it('refuses what is no count', () => {
    expect(() => mcnemar(1.5, 2)).toThrow(RangeError);
  });
});

describe('erfc', () => {
  it.each([
    [0, 1],
    [0.1, 0.8875370839817152],
    [1, 0.15729920705028513],
    [1.99, 0.004888586800383003],
    [2.9, 4.109787809945886e-5],
    [5, 1.5374597944280351e-12],
    [8, 1.1224297172982928e-29],
  ])('at %d', (x, expected) => {
    expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(1e-11);
  });
});

describe('pairedDifference', () => {
  it('is second minus first with the Bonett–Price interval', () => {
    // n = 98, b = 9, c = 29: p = 10/100, 30/100; 0.2 ± 1.96 · sqrt((0.4 − 0.04) / 100) = 0.2 ± 0.1176
    const { difference, low, high } = pairedDifference(9, 29, 98);
    expect(difference).toBeCloseTo(20 / 98, 12);
    expect(low).toBeCloseTo(0.0824, 4);
    expect(high).toBeCloseTo(0.3176, 4);
  });

  it('keeps a width when the models never disagree', () => {
    const { difference, low, high } = pairedDifference(0, 0, 50);
    expect(difference).toBe(0);
    expect(high).toBeGreaterThan(0.02);
    expect(low).toBe(-high);
  });
});

describe('classification', () => {
  it('averages F1 over the classes', () => {
    const gold = ['0', '1', '2', '0', '1', '2'];
    const predicted = ['0', '2', '1', '0', '0', '1'];
    // Class 0: 2·2/(2+3) = 0.8; the others never hit.
    expect(macroF1(gold.map((name, i) => ({ gold: name, predicted: predicted[i] ?? null })))).toBeCloseTo(
      0.8 / 3,
      12,
    );
  });

  it('counts an unreadable answer against its class', () => {
    const rows = [
      { gold: 'a', predicted: 'a' },
      { gold: 'a', predicted: null },
    ];
    expect(macroF1(rows)).toBeCloseTo(2 / 3, 12);
    expect(macroF1([])).toBeNull();
  });

  it('finds the commonest class', () => {
    expect(majorityClass(['b', 'a', 'b', 'c'])).toEqual({ label: 'b', accuracy: 0.5 });
    expect(majorityClass(['b', 'a'])?.label).toBe('a');
    expect(majorityClass([])).toBeNull();
  });
});

describe('clusteredInterval', () => {
  const independent = Array.from({ length: 400 }, (_, i) => ({ cluster: `c${i}`, value: i % 2 }));

  it('agrees with the normal interval for independent questions', () => {
    const { low, high } = clusteredInterval(independent, 7);
    expect(low).toBeCloseTo(0.5 - 1.96 * Math.sqrt(0.25 / 400), 1);
    expect(high - low).toBeCloseTo(2 * 1.96 * Math.sqrt(0.25 / 400), 2);
  });

  it('is wider when questions of a document stand or fall together', () => {
    const clustered = independent.map((_row, i) => ({
      cluster: `c${Math.floor(i / 10)}`,
      value: Math.floor(i / 10) % 2,
    }));
    const { low, high } = clusteredInterval(clustered, 7);
    const wide = 2 * 1.96 * Math.sqrt(0.25 / 40);
    expect(high - low).toBeGreaterThan(0.85 * wide);
    expect(high - low).toBeLessThan(1.15 * wide);
  });

  it('comes out the same for the same seed', () => {
    expect(clusteredInterval(independent, 7)).toEqual(clusteredInterval(independent, 7));
    expect(clusteredInterval(independent, 7)).not.toEqual(clusteredInterval(independent, 8));
  });
});
