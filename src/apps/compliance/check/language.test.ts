import { expect, it } from 'vitest';
import { languageOf, unreadIn } from './language.ts';

it.each([
  ['Die Rendite ist garantiert und ohne Risiko.'],
  ['Nous garantissons un rendement sans risque.'],
  ['Garantizamos una rentabilidad sin riesgo para usted.'],
  ['O seu investimento não tem risco.'],
  ['Il rendimento è garantito, senza rischio.'],
  ['Het rendement is gegarandeerd, zonder risico voor uw geld.'],
  ['원금을 보장합니다'],
  ['元本を保証いたします。'],
  ['Доходность гарантирована без риска.'],
  ['نحن نضمن العائد'],
])('knows that %s is neither English nor Chinese', (text) => {
  expect(languageOf(text)).toBe('other');
  expect(unreadIn(text, new Set(['en', 'zh']))?.isWhole).toBe(true);
});

it.each([
  ['We guarantee the return.', 'en'],
  ['AAPL 12.5%', 'en'],
  ['Banco de Chile', 'en'],
  ['We met Ms de la Cruz of Banco del Sol.', 'en'],
  ['We gu\u0430rantee it', 'en'],
  ['本产品保本保收益', 'zh'],
])('calls %s what it is', (text, language) => {
  expect(languageOf(text)).toBe(language);
  expect(unreadIn(text, new Set(['en', 'zh']))).toBeNull();
});

it('tells a text from rulebooks of another language', () => {
  expect(unreadIn('本产品保本保收益', new Set(['en']))).toMatchObject({ isWhole: true });
  expect(unreadIn('AAPL 12.5%', new Set(['zh']))).toBeNull();
});
