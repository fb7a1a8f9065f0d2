import { expect, it } from 'vitest';
import type { Advice } from '../../apps/advisory/index.ts';
import { withSaid } from './said-figures.ts';

const none = { parts: [] };
const adviceOf = (change: object): Advice =>
  ({
    figures: [],
    findings: [],
    risk: { capacity: none, tolerance: none },
    explanation: null,
    ...change,
  }) as unknown as Advice;

it('tells findings, answers and reasons in both languages, without keys', () => {
  const finding = { id: 'knowledge', value: 'none', limit: 'experienced', answer: 'knowledge.funds' };
  const said = withSaid(
    adviceOf({
      findings: [finding],
      risk: {
        capacity: { parts: [{ answer: 'incomeStability', given: 'steady' }] },
        tolerance: { parts: [{ answer: 'answers.sleep', given: 'uneasy' }] },
      },
      explanation: { tries: [{ reasons: ['too little is said'] }], refused: 'every text was cut off' },
    }),
  );
  expect(said.findings[0]).toMatchObject({ found: { en: 'none', zh: '无' }, bound: { zh: '有经验' } });
  expect(said.given.capacity).toEqual([{ en: 'steady', zh: '稳定' }]);
  expect(said.given.tolerance[0]?.zh).toMatch(/^\p{Script=Han}/u);
  expect(said.faults).toEqual([{ en: 'too little is said', zh: '可用的内容过少' }]);
  expect(said.refusal?.zh).toBe('每次文本都被截断');
});

it('gives each figure as it is said, with its interval', () => {
  const label = { en: 'a', zh: '甲' };
  const figures: Advice['figures'] = [
    { id: 'a', value: 0.1094, unit: 'fraction', label, formula: '', interval: [0.1, 0.12] },
    { id: 'b', value: 28_800, unit: 'money', currency: 'USD', label, formula: '' },
    { id: 'c', value: 0.95, unit: 'fraction', label, formula: '', bound: 'more than', interval: [0.6, 0.95] },
    {
      id: 'd',
      value: 0.95,
      unit: 'fraction',
      label,
      formula: '',
      bound: 'more than',
      interval: [0.95, 0.95],
    },
  ];
  const said = withSaid(adviceOf({ figures })).figures;
  expect(said.map((figure) => figure.said)).toEqual([
    { en: '10.9%', zh: '10.9%' },
    { en: '$28,800', zh: '28,800美元' },
    { en: 'more than 95%', zh: '大于95%' },
    { en: 'more than 95%', zh: '大于95%' },
  ]);
  expect(said.map((figure) => figure.saidInterval?.en ?? null)).toEqual([
    ...['10% – 12%', null, '60% – 95%'],
    // It says no more than the bound does.
    null,
  ]);
});
