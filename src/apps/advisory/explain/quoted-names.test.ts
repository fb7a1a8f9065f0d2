/** The name of a product is data; a promise around it is one. */

import { expect, test } from 'vitest';
import { loadAdviceRules } from '../advice-tools.ts';
import { testFigures, testNames } from '../test-figures.ts';
import type { Language } from '../wording.ts';
import { checkDraft } from './check-draft.ts';
import { withoutQuotedNames } from './quoted-names.ts';

const { checkPromises } = loadAdviceRules().tools('2026-11-28', null);

const faultsOf = async (draft: string, name: string, language: Language): Promise<string[]> => {
  const products = { ...testNames.products, WORLD: [name, name, 'WORLD'] };
  const options = {
    figures: testFigures(3),
    names: { ...testNames, products },
    language,
    findings: [],
    checkPromises,
  };
  const { faults } = await checkDraft(
    draft.replaceAll('NAME', () => name),
    options,
    'us',
  );
  return faults.map(({ reason }) => reason);
};

test.each<[Language, string]>([
  ['en', 'Guaranteed Income Fund'],
  ['en', 'No Loss Certain Profit Fund'],
  ['en', 'GUARANTEED-8'],
  ['zh', '保本增利基金'],
  ['zh', '稳赚不赔1号'],
])(
  'a name is no promise (%s, %s); a promise beside it, or the name as a word of the text, is',
  async (language, name) => {
    const honest = { en: '“NAME” takes {{plan.weight.WORLD}}.', zh: '“NAME”占{{plan.weight.WORLD}}。' }[
      language
    ];
    expect(await faultsOf(honest, name, language)).toEqual([]);
    const promise = {
      en: '“NAME” takes {{plan.weight.WORLD}}, and its return is guaranteed.',
      zh: '“NAME”占{{plan.weight.WORLD}}，保证收益，绝不亏损。',
    }[language];
    expect(await faultsOf(promise, name, language)).not.toEqual([]);
    const apart = { en: `${honest} You cannot lose money with it.`, zh: `${honest}投资它稳赚不赔。` }[
      language
    ];
    expect(await faultsOf(apart, name, language)).not.toEqual([]);
  },
);

test('a name is one only in quotation marks, beside what the product takes', () => {
  const names = { goals: {}, products: { A: ['Guaranteed', '保本', 'A'] } };
  const said = (text: string, at: number): string =>
    withoutQuotedNames(text, names, [
      { start: at, end: at + 3, raw: '40%', figure: 'plan.weight.A', fault: '' },
    ]);
  expect(said('“Guaranteed” takes 40%.', 19)).toBe('“□□□□□□□□□□” takes 40%.');
  for (const text of ['Guaranteed it takes 40%.', '“guaranteed” takes 40%.'])
    expect(said(text, text.length - 4)).toBe(text);
  expect(said('It takes 40%. Returns are “Guaranteed”.', 9)).toContain('“Guaranteed”');
});
