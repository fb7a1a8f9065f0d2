import { expect, test } from 'vitest';
import { InputError, RequestError } from '../../../core/errors.ts';
import type { Generation, TextModel } from '../../../models/index.ts';
import { PromptTooLongError } from '../../../models/index.ts';
import { loadAdviceRules } from '../advice-tools.ts';
import { testFigures, testNames } from '../test-figures.ts';
import { explainAdvice } from './explain.ts';
import type { CheckPromises } from './check-draft.ts';
import type { Explanation } from './explain.ts';

const GOOD =
  'The plan has an expected return of {{plan.return}}. Its volatility is {{plan.volatility}}. A bad year could cost you {{plan.loss95}}. World Share Fund gets {{plan.weight.WORLD}}.';
const WRONG = 'Volatility is 99%.';
const PROMISE = 'The volatility of {{plan.volatility}} is guaranteed.';

/** Says one text after another, and keeps what it was asked. */
function saying(...texts: readonly (string | Error)[]): TextModel & { asked: string[] } {
  const asked: string[] = [];
  return {
    ...{ id: 'test', asked },
    generate(messages): Promise<Generation[]> {
      const text = texts[Math.min(asked.length, texts.length - 1)];
      asked.push(messages[0]?.content ?? '');
      if (text instanceof Error) return Promise.reject(text);
      const finishReason = text?.endsWith('…') === true ? 'length' : 'stop';
      return Promise.resolve([
        { text: text ?? '', finishReason, promptTokens: 1, completionTokens: 1, requestKey: 'key' },
      ]);
    },
  };
}

const noGuarantee: CheckPromises = (text) =>
  Promise.resolve(
    [...text.matchAll(/guaranteed/g)].map(({ index }) => ({
      start: index,
      end: index + 10,
      reason: 'a promise',
    })),
  );

function explain(model: TextModel | null): Promise<Explanation> {
  return explainAdvice({
    ...{
      figures: testFigures(3),
      names: testNames,
      language: 'en',
      findings: ['Take care.'],
      model,
      seed: 1,
    },
    checkPromises: noGuarantee,
  });
}

test('without a model the sentences are ours, and it is said', async () => {
  const { by, text, numbers, removed } = await explain(null);
  expect(by).toEqual({ kind: 'written' });
  expect(text).toMatch(/^Your answers give a risk level of 3/);
  expect(numbers.length).toBeGreaterThan(15);
  expect(numbers.every(({ figure }) => figure !== null)).toBe(true);
  expect(removed).toEqual([]);
});

test('a text that holds is taken, its figures filled in', async () => {
  const model = saying(`<think>\nhm\n</think>\n${GOOD}`);
  const told = await explain(model);
  expect(told).toMatchObject({ by: { kind: 'model', model: 'test' }, removed: [], refused: null });
  expect(told.text).toMatch(/^The plan has an expected return of \d\.\d%\. Its volatility is [89]\.\d%/);
  expect(told.numbers.map(({ figure }) => figure)).toEqual([
    ...['plan.return', 'plan.volatility', 'plan.loss95', 'plan.weight.WORLD'],
  ]);
  expect(model.asked).toHaveLength(1);
  expect(model.asked[0]).toContain('- plan.volatility: plan.volatility = ');
  expect(model.asked[0]).toContain('- Take care.');
});

test('a text that does not hold is written anew, told why', async () => {
  const model = saying(`${GOOD} ${WRONG}`, GOOD);
  const told = await explain(model);
  expect(told).toMatchObject({ by: { kind: 'model' }, removed: [] });
  expect(told.tries[0]?.reasons).toEqual(['99% is the value of no figure']);
  expect(model.asked[1]).toContain('99% is the value of no figure');
});

test('what stays wrong is taken out, sentence by sentence', async () => {
  const told = await explain(saying(`${GOOD} ${WRONG} ${PROMISE}`));
  expect(told.removed).toEqual([WRONG, expect.stringMatching(/guaranteed/)]);
  expect(told.text).not.toMatch(/99%|guaranteed/);
  expect(told.by.kind).toBe('model');
  expect(told.tries).toHaveLength(3);
});

test.each([
  ['nothing is left', `${WRONG} ${PROMISE}`, 'too little is said'],
  [
    'no risk is told',
    'The expected return is {{plan.return}}. World Share Fund gets {{plan.weight.WORLD}}. The ongoing cost is {{plan.cost}}.',
    'no figure of risk',
  ],
  ['an id is unknown in every sentence', 'It is {{plan.profit}}. Or {{plan.gain}}.', 'too little is said'],
  [
    'the largest position is left out',
    GOOD.replaceAll('WORLD', 'BOND').replace('Share', 'Bond'),
    'the largest position, World Share Fund, is left out',
  ],
  ['it is cut off', `${GOOD} And…`, 'every text was cut off'],
  ['the prompt is too long', new PromptTooLongError('test', 9, 8), 'the prompt has 9 tokens'],
  ['no answer comes', new RequestError('the provider is down', { retryable: true }), 'the provider is down'],
])('the model is refused where %s, and our sentences stand there', async (_, said, reason) => {
  const told = await explain(saying(said));
  expect(told.by).toEqual({ kind: 'written' });
  expect(told.refused).toContain(reason);
  expect(told.text).toMatch(/^Your answers give/);
});

test('a sentence goes without its paragraph break, and the caveat on the return is added', async () => {
  const { text } = await explain(saying(GOOD.replace(' World', '\n\nSell your reserve. World')));
  expect(text).toMatch(/return is an estimate from past prices and may well not come true\.\n\nWorld Share/);
  const { text: last } = await explain(saying(GOOD.replace(' World', ' Sell it.\n\nWorld')));
  expect(last).toMatch(/come true\.\n\nWorld Share/);
});

test('a fault that is not of the text ends the command', async () => {
  await expect(explain(saying(new InputError('no such model')))).rejects.toThrow('no such model');
  const refused = new RequestError('wrong key', { retryable: false, stopsRun: true });
  await expect(explain(saying(refused))).rejects.toThrow('wrong key');
});

const { checkPromises } = loadAdviceRules().tools('2026-11-28', null);

test.each([
  ['en', 'Safe Harbor Capital Guaranteed Fund', 'Guaranteed doubling', 'the goal numbered 2,'],
  ['zh', '保本增值混合基金', '保本翻倍', '目标“编号2”'],
] as const)(
  'a product keeps its name, whatever it promises, a goal has a plain one: %s, %s',
  async (...row) => {
    const [language, fund, goal, aim] = row;
    const names = {
      products: { ...testNames.products, WORLD: [fund, fund, 'WORLD'] },
      goals: { ...testNames.goals, school: [goal, goal, 'school'] },
    };
    const told = await explainAdvice({
      ...{ figures: testFigures(3), names, language, findings: [], model: null, seed: 1, checkPromises },
    });
    expect(told.removed).toEqual([]);
    expect(told.text).toContain(`“${fund}”`);
    expect(told.text).toContain(aim);
    expect(told.text.replace(fund, '')).not.toMatch(/guarantee|保本/i);
    expect(told.text).toContain(testNames.products['BOND']?.[language === 'en' ? 0 : 1]);
    const figures = told.numbers.map(({ figure }) => figure);
    expect(figures).toEqual(expect.arrayContaining(['plan.weight.WORLD', 'goal.school.probability']));
  },
);

test('a name that breaks a sentence gives way to the symbol', async () => {
  const fund = 'Safe. Guaranteed Fund';
  const names = { ...testNames, products: { ...testNames.products, WORLD: [fund, fund, 'WORLD'] } };
  const told = await explainAdvice({
    ...{ figures: testFigures(3), names, language: 'en', findings: [], model: null, seed: 1, checkPromises },
  });
  expect(told).toMatchObject({ removed: [], text: expect.stringContaining('“WORLD” takes') });
});
