import { expect, test } from 'vitest';
import { slowPrices } from './slow-prices.ts';
import { syntheticMarket } from './synthetic-market.ts';

const COUNT = 2601;
const drawn = syntheticMarket({
  ...{ seed: 3, correlation: 0, count: COUNT, frequency: 'weekly', from: '1976-01-02' },
  assets: [{ symbol: 'A', mean: 0.05, volatility: 0.15 }],
});
const logs = drawn.map(({ close }) => Math.log(close as number));

/** Of each true move the part 1 − `late` is seen at once, and so of the rest. */
function followed(late: number, size = 1) {
  let seen = logs[0] as number;
  return slowPrices({
    dates: drawn.map(({ date }) => date),
    symbols: ['A'],
    closes: logs.map((log) => {
      seen += (1 - late) * (log - seen);
      return [Math.exp(size * seen)];
    }),
    ...{ frequency: 'weekly', periodsPerYear: 52 },
  });
}

test('the factor is that of moves each of which repeats a part of the one before', () => {
  for (const late of [0.6, 0.8]) {
    const [finding] = followed(late);
    // The variance ratio of a first-order autoregression, in closed form.
    let ratio = 1;
    for (let lag = 1; lag < 13; lag++) ratio += 2 * (1 - lag / 13) * late ** lag;
    expect(finding).toMatchObject({ kind: 'slow', symbol: 'A', treatment: 'kept', count: COUNT });
    expect((finding?.move ?? NaN) / Math.sqrt(ratio)).toBeCloseTo(1, 1);
  }
});

test('nothing is told of moves that are independent, hardly late, or small over any time', () => {
  expect(followed(0)).toEqual([]);
  expect(followed(0.2)).toEqual([]);
  expect(followed(0.8, 0.2)).toEqual([]);
});
