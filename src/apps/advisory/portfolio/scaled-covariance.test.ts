import { expect, test } from 'vitest';
import { Random } from '../../../core/random.ts';
import type { Returns } from '../market/returns.ts';
import { alikeGroups } from './alike.ts';
import { covarianceOf } from './covariance.ts';
import { meansOf } from './means.ts';
import { scaledCovariance } from './scaled-covariance.ts';

const random = Random.derive(1, 'scaled');
const drawn = Array.from({ length: 60 }, () => {
  const [common, own, third] = [random.normal(), random.normal(), random.normal()];
  return [0.001 * (0.2 * common + own), 0.04 * common, 0.2 * (0.5 * common + third)];
});

function returnsOf(values: number[][]): Returns {
  const symbols = (values[0] ?? []).map((_, i) => 'ABCD'[i] as string);
  const dates = values.map((_, at) => String(at));
  return { kind: 'simple', dates, symbols, values, frequency: 'monthly', periodsPerYear: 12 };
}

/** B once more, to the last digit. */
const twice = returnsOf(drawn.map((row) => [...row, row[1] as number]));
const groups = alikeGroups(covarianceOf(twice, 'sample').matrix, () => false);

test('the risk of a calm asset is its own, beside whatever stands on the list', () => {
  const { matrix, shrinkage } = scaledCovariance(returnsOf(drawn), []);
  const sample = covarianceOf(returnsOf(drawn), 'sample').matrix;
  expect(shrinkage).toBeGreaterThan(0.01);
  for (const i of [0, 1, 2]) expect(matrix[i]?.[i]).toBeCloseTo(((sample[i]?.[i] ?? NaN) * 59) / 60, 12);
  expect(matrix[1]?.[2]).toBeCloseTo((1 - shrinkage) * (((sample[1]?.[2] ?? NaN) * 59) / 60), 12);
});

test('an asset that is there twice spreads nothing, and changes no other estimate', () => {
  expect(groups).toEqual([[1, 3]]);
  const once = scaledCovariance(returnsOf(drawn), []);
  const { matrix } = scaledCovariance(twice, groups);
  for (const i of [0, 1, 2])
    for (const j of [0, 1, 2]) expect(matrix[i]?.[j]).toBeCloseTo(once.matrix[i]?.[j] ?? NaN, 14);
  const at = (i: number, j: number): number => matrix[i]?.[j] ?? NaN;
  // Half in each has the risk of all in one.
  const half = (at(1, 1) + 2 * at(1, 3) + at(3, 3)) / 4;
  expect(half / at(1, 1)).toBeGreaterThan(0.9995);
  const [plain, repeated] = [meansOf(returnsOf(drawn), 'bayes-stein'), meansOf(twice, 'bayes-stein', [3])];
  expect(repeated.values).toEqual([...plain.values, plain.values[1]]);
  expect(repeated.shrinkage).toBe(plain.shrinkage);
});

test('groups are tied through others, and by what is told beside the returns', () => {
  const matrix = [
    [1, 0.9995, 0.9985, 0],
    [0.9995, 1, 0.9995, 0],
    [0.9985, 0.9995, 1, 0],
    [0, 0, 0, 1],
  ];
  expect(alikeGroups(matrix, () => false)).toEqual([[0, 1, 2]]);
  expect(alikeGroups(matrix, (i, j) => i === 3 && j === 0)).toEqual([[0, 1, 2, 3]]);
  expect(
    alikeGroups(
      [
        [1, 0.999],
        [0.999, 1],
      ],
      () => false,
    ),
  ).toEqual([]);
});

test('more assets than periods are drawn to each other by the shrunk covariance', () => {
  const few = returnsOf(drawn.slice(0, 5));
  const { shrinkage, values } = meansOf(few, 'bayes-stein');
  expect(shrinkage).toBeGreaterThan(0);
  expect(shrinkage).toBeLessThan(1);
  expect(values.every(Number.isFinite)).toBe(true);
});
