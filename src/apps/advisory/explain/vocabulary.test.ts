import { expect, test } from 'vitest';
import { testFigures, testNames } from '../test-figures.ts';
import { checkNumbers } from './check-text.ts';
import { sentenceFaults } from './model-sentences.ts';
import { unknownWord } from './vocabulary.ts';
import { uncovered } from './vocabulary-zh.ts';

const values: Record<string, number> = { 'plan.volatility': 0.09, 'plan.loss95': 0.15 };
const figures = testFigures(3).map((one) => ({ ...one, value: values[one.id] ?? one.value }));
const limit = { ...figures[0], id: 'plan.volatilityLimit', value: 0.12, unit: 'fraction' } as const;
const all = [...figures, { ...limit, label: { en: 'volatility limit', zh: '波动率上限' }, formula: '-' }];

function faults(text: string): string[] {
  const { numbers } = checkNumbers(text, all, testNames);
  return sentenceFaults(text, numbers, { names: testNames, figures: all, findings: ['Mind the gap.'] }).map(
    ({ reason }) => reason,
  );
}

test('the first word outside of the vocabulary is named, in any script or print', () => {
  expect(unknownWord('the volatility of the □ is ■')).toBeNull();
  expect(unknownWord('the volatility is ■, grab it')).toBe('grab');
  expect(unknownWord('the volatility is ■, sеll')).toBe('s');
  expect(unknownWord('the volatility is ■ @acme')).toBe('acme');
  expect(unknownWord('the volatility is ■!')).toBe('!');
  expect(unknownWord('波动率为■，可以加仓')).toBe('可以加仓');
  expect(unknownWord('□占■')).toBeNull();
});

test('simple inflection is allowed, negations and comparatives in their phrases only', () => {
  expect(unknownWord('investing in equities varied, and costs are included')).toBeNull();
  expect(unknownWord('it is not guaranteed')).toBeNull();
  expect(unknownWord('it does not fall')).toBe('not');
  expect(unknownWord('losses could be larger')).toBeNull();
  expect(unknownWord('returns are larger')).toBe('larger');
});

test('Chinese words have to cover a passage without a gap', () => {
  expect(uncovered('组合的预期年化收益率')).toBe('');
  expect(uncovered('组合不会下跌')).toBe('不会下跌');
});

test('a comparison of two figures stays where it is true', () => {
  expect(faults('The volatility of 9% is below the limit of 12%.')).toEqual([]);
  expect(faults('The volatility of 9% is above the limit of 12%.')[0]).toContain('is not above');
  expect(faults('波动率9%低于上限12%。')).toEqual([]);
  expect(faults('波动率9%高于上限12%。')[0]).toContain('is not above');
  expect(faults('The volatility of 9% is lower than usual.')[0]).toContain('two figures');
  expect(faults('In a bad year a loss of 15% is below the volatility limit of 12%.')).toHaveLength(1);
});

test('a rank is told of the position that has it', () => {
  const percent = (id: string): string =>
    `${((all.find((one) => one.id === id)?.value ?? NaN) * 100).toFixed(1)}%`;
  const [world, bond] = [percent('plan.weight.WORLD'), percent('plan.weight.BOND')];
  expect(faults(`The largest part, ${world}, is in World Share Fund.`)).toEqual([]);
  expect(faults(`The largest part, ${bond}, is in World Bond Fund.`)).toHaveLength(1);
  expect(faults(`The largest part is in World Share Fund with ${world}.`)).toEqual([]);
  expect(faults(`The largest part is in World Bond Fund with ${bond}.`)[0]).toContain('largest part');
  expect(faults(`占比最大的是全球债券基金，为${bond}。`)[0]).toContain('占比最大');
  expect(
    faults(`Most of the money is in World Share Fund (${world}) and World Bond Fund (${bond}).`),
  ).toEqual([]);
  expect(faults(`Most of the money is in World Bond Fund (${bond}).`)[0]).toContain('Most of the money');
});

test('a figure that is only a bound is told as one', () => {
  const told = (text: string): string[] => {
    const bounded = all.map((one) =>
      one.id === 'goal.house.probability' ? { ...one, value: 0.95, bound: 'more than' as const } : one,
    );
    const { numbers } = checkNumbers(text, bounded, testNames);
    const context = { names: testNames, figures: bounded, findings: [] };
    return sentenceFaults(text, numbers, context).map(({ reason }) => reason);
  };
  expect(told('House has a probability of more than 95%.')).toEqual([]);
  expect(told('买房的实现概率大于95%。')).toEqual([]);
  expect(told('House has a probability of 95%.')[0]).toContain('only a bound');
  expect(told('House has a probability of less than 95%.')[0]).toContain('only a bound');
  expect(faults('House has a probability of more than 60.5%.')).toHaveLength(1);
});

test('a caution of the gate may be repeated word by word', () => {
  expect(faults('Mind the gap.')).toEqual([]);
  expect(faults('Mind the gap, please.')).toHaveLength(1);
});
