import { expect, it } from 'vitest';
import { readFunnel, reasonsOf } from './funnel.ts';
import { stepsOf } from './losses.ts';

const total = {
  ...{ asked: 100, answered: 95, correct: 70, wellReasoned: 60, sft: 60, rl: 30, dropped: 9, setAside: 1 },
  rlReasons: { 'wrong answer': 20, 'reasoning: term overlap': 6, truncated: 4 },
  dropReasons: {
    'wrong answer; not objective': 4,
    'difficulty: never solved': 4,
    'truncated; not objective': 1,
  },
  setAsideReasons: { 'the answer judge failed': 1 },
};

it('says at each step how many were lost, why and where they went', () => {
  const steps = stepsOf(readFunnel({ total }).total);
  expect(steps.map(({ step, share, lost }) => [step, share, lost])).toEqual([
    ['asked', 1, 0],
    ['answered', 0.95, 5],
    ['correct', 0.7, 25],
    ['wellReasoned', 0.6, 10],
  ]);
  expect(
    steps.map(({ losses }) => losses.map(({ reason, count, to }) => `${count} ${reason} > ${to}`)),
  ).toEqual([
    [],
    ['4 truncated > rl', '1 truncated; not objective > dropped'],
    [
      '20 wrong answer > rl',
      '4 wrong answer; not objective > dropped',
      '1 the answer judge failed > setAside',
    ],
    ['6 reasoning: term overlap > rl'],
  ]);
});

it('knows no share of nothing, and takes what an older file lacks as nothing', () => {
  const { total: empty, teacher, bySource } = readFunnel({});
  expect([teacher, bySource]).toEqual([null, []]);
  expect(stepsOf(empty).map(({ share }) => share)).toEqual([null, null, null, null]);
  expect(reasonsOf(empty, 'excludedReasons')).toEqual([]);
});
