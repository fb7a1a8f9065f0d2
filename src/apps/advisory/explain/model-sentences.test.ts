import { expect, test } from 'vitest';
import { loadAdviceRules } from '../advice-tools.ts';
import type { Figure } from '../figure.ts';
import { testFigures, testNames } from '../test-figures.ts';
import { withCaveats, withoutPlainReturn } from './caveat.ts';
import { checkNumbers } from './check-text.ts';
import { sentenceFaults } from './model-sentences.ts';
import { trueExplanation } from './test-explanations.ts';

const values: Record<string, number> = {
  ...{ 'plan.volatility': 0.109, 'plan.loss95': 0.18, 'backtest.drawdown': 0.339, 'plan.cost': 0.005 },
  ...{ 'plan.return': 0.038, 'profile.level': 4 },
};
const figures: Figure[] = testFigures(3).map((one) => ({ ...one, value: values[one.id] ?? one.value }));
const names = { ...testNames, goals: { ...testNames.goals, studies: ['Studies', '子女教育', 'studies'] } };

const strictly = (text: string): string[] =>
  sentenceFaults(text, checkNumbers(text, figures, names).numbers, { names, figures, findings: [] }).map(
    ({ reason }) => reason,
  );

const harmful = {
  en: [
    'The volatility is 10.9% a month.',
    'In a bad year you may lose 18.0% at most.',
    'In a bad year you may lose up to 18.0%.',
    'The largest drawdown of 33.9% was recovered within weeks.',
    'You are sure to reach the goal Studies.',
    'Sell your emergency reserve and invest it as well.',
    'You can borrow money to invest more.',
    'The ongoing cost is 0.5% over the whole time.',
    'Call Mr Smith at www.acme.example to open an account.',
    'In a bad year you may lose nothing.',
    'The fund has no fees.',
    'It is virtually certain that you reach Studies.',
    'Losses are very unlikely and never last.',
    'Your money could grow several times over.',
    'The expected return is only a fraction of a percent.',
    'The volatility is XI percent.',
    'Your risk level is four, the lowest there is.',
    'The expected return is 3.8% a year after tax.',
    'The expected return is 3.8% net.',
  ],
  zh: [
    '在不利年份亏损最多18.0%。',
    '几周即可收复。',
    '实现子女教育基本没有悬念。',
    '您的资金可以翻几番。',
    '建议您把备用金也全部投入。',
    '可以借钱加仓。',
    '收益远超存款。',
    '请添加微信领取内幕消息。',
    '预期年化收益率为3.8%，已扣除税费。',
    '在不利年份不会有亏损。',
  ],
};

test.each([...harmful.en, ...harmful.zh])('it does not stay: %s', (text) => {
  expect(strictly(text)).toHaveLength(1);
});

test.each(harmful.en)('it does not stay beside a number that is bound: %s', (text) => {
  expect(strictly(`The volatility is 10.9%; ${text}`)).toHaveLength(1);
});

test.each(harmful.zh)('不因同句中有真实数字而保留：%s', (text) => {
  expect(strictly(`波动率为10.9%，${text}`)).toHaveLength(1);
});

test.each([
  'The volatility is 10.9%, ｓｅｌｌ it.',
  'The volatility is 10.9%, sеll it.',
  '波动率为10.9%，可以加 仓。',
])('words in other print are found: %s', (text) => expect(strictly(text)).toHaveLength(1));

test('a sentence without a number stays only where it is a known one', () => {
  expect(strictly('Investments can lose value, and you may get back less than you put in.')).toEqual([]);
  expect(strictly('Markets carry risk.')).toEqual([]);
  expect(strictly('Markets carry risk and reward.')).toHaveLength(1);
});

test('true explanations keep their sentences: 300 of 300', () => {
  const alarms: string[] = [];
  for (let seed = 0; seed < 300; seed++) {
    const one = trueExplanation(seed);
    const { numbers } = checkNumbers(one.text, one.figures, testNames);
    alarms.push(
      ...sentenceFaults(one.text, numbers, { names: testNames, figures: one.figures, findings: [] }).map(
        ({ reason }) => reason,
      ),
    );
  }
  expect([...new Set(alarms.map((one) => one.replace(/[\d.,]+/g, '#')))]).toEqual([]);
});

test('the expected return may be told beside its caveat, and nothing more of it', async () => {
  const { checkPromises } = loadAdviceRules().tools('2026-11-28', null);
  const left = async (said: string): Promise<number> => {
    const bound = checkNumbers(said, figures, names).numbers;
    const { text } = withCaveats(said, [], bound, 'en');
    const { numbers } = checkNumbers(text, figures, names);
    return withoutPlainReturn(await checkPromises(text, 'en'), text, numbers).length;
  };
  expect(await left('The plan has an expected return of 3.8% a year.')).toBe(0);
  expect(await left('You will earn 3.8% a year, guaranteed.')).toBeGreaterThan(0);
  expect(await left('The plan has an expected return of 5.8% a year.')).toBeGreaterThan(0);
});
