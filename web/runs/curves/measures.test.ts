import { expect, it } from 'vitest';
import { measuredIn, measuresOf, valueOf } from './measures.ts';

const row = {
  ...{ stage: 'grpo', step: 3, loss: 0.1, rewardMean: 1.2, kl: null, logprobGapAlarm: false, gradNorm: 0.5 },
  ...{ learningRate: 1e-4, losses: { 'two words': 2, empty: null }, verdicts: { correct: 3 }, accuracy: 0.5 },
};

it('finds the numbers of a row, those by name inside of it too, but not its step', () => {
  expect(measuredIn(row)).toEqual([
    ...['loss', 'rewardMean', 'gradNorm', 'learningRate', 'losses.two words', 'accuracy'],
  ]);
});

it('puts learning before health before pace, and what it does not know last', () => {
  const measures = measuresOf(['surprise', ...measuredIn(row)]);
  expect(measures.map(({ key, part }) => `${part}: ${key}`)).toEqual([
    ...['learning: rewardMean', 'learning: accuracy', 'learning: loss', 'health: gradNorm'],
    ...['pace: learningRate', 'pace: surprise', 'kinds: losses.two words'],
  ]);
  expect(measures.find(({ key }) => key === 'accuracy')?.form).toBe('share');
});

it('reads a value by its key, and null where there is none', () => {
  expect(valueOf(row, 'loss')).toBe(0.1);
  expect(valueOf(row, 'losses.two words')).toBe(2);
  for (const key of ['kl', 'losses.empty', 'losses.absent', 'absent', 'absent.inner', 'stage', 'losses']) {
    expect(valueOf(row, key)).toBeNull();
  }
});
