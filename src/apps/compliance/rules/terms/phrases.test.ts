import { expect, test } from 'vitest';
import { PreparedText } from '../prepared-text.ts';
import type { RuleLanguage } from '../rule.ts';
import { Lexicon, TermPool } from './lexicon.ts';

const lists = {
  promise: ['guarantee*', 'pledge'],
  gain: ['(return|profit)[s]', 'yield'],
  both: ['$promise … $gain'],
};

/** What a phrase finds in a text. */
function found(phrase: string, text: string, language: RuleLanguage = 'en'): string[] {
  const term = new Lexicon(language, language === 'en' ? lists : {}, new TermPool()).term(phrase);
  return new PreparedText(text).find(term, language).map(({ start, end }) => text.slice(start, end));
}

test.each([
  ['guarantee', 'We Guarantee it', ['Guarantee']],
  ['guarantee', 'no guarantees', []],
  ['guarantee*', "guaranteed, guarantees; guarantee's", ['guaranteed', 'guarantees', "guarantee's"]],
  ['art', 'start article art', ['art']],
  ['risk-free', 'risk free, risk-free, riskfree', ['risk free', 'risk-free', 'riskfree']],
  ["can't lose", "cant lose, can't lose", ['cant lose', "can't lose"]],
  ['(safe|secure) bet', 'a safe bet, a secure bet, a bet', ['safe bet', 'secure bet']],
  ['lose [any|your] money', 'lose money; lose your money; lose all money', ['lose money', 'lose your money']],
  ['never _ money', 'never lose money, never money', ['never lose money']],
  ['promise … profit', 'we promise you a very nice profit', ['promise you a very nice profit']],
  [
    'promise … profit',
    'promise one two three four five six profit',
    ['promise one two three four five six profit'],
  ],
  ['promise … profit', 'promise one two three four five six seven profit', []],
  ['promise … profit', 'we promise. Your profit', []],
  ['promise … profit', 'promise 3.5 or more profit', ['promise 3.5 or more profit']],
  [
    '# trades',
    'twenty-two trades, 62 trades, 1,250 trades',
    ['twenty-two trades', '62 trades', '1,250 trades'],
  ],
  [
    '#% return',
    '8% return, 7.5 percent return, 18-20% return',
    ['8% return', '7.5 percent return', '18-20% return'],
  ],
  ['\\$# watch', 'a $600 watch', ['$600 watch']],
  ['one | two words', 'one, two words', ['one', 'two words']],
  ['$promise', 'I pledge and guarantee', ['pledge', 'guarantee']],
  ['$both', 'they guarantee a good return', ['guarantee a good return']],
  ['401\\(k\\)', 'her 401(k)', ['401(k)']],
  ['/\\bx{2,3}y/', 'xxy xxxy xy', ['xxy', 'xxxy']],
])('%s in "%s"', (phrase, text, expected) => expect(found(phrase, text)).toEqual(expected));

test.each([
  ['承诺保本', '我们承诺保本。', ['承诺保本']],
  ['承诺…收益', '承诺每年给您固定收益', ['承诺每年给您固定收益']],
  ['承诺…收益', '承诺服务。收益另说', []],
  ['承诺…收益', '承诺一二三四五六七八九十一二三收益', []],
  ['年化#%', '年化8%、年化 6.5 %', ['年化8%', '年化 6.5 %']],
  ['(保本|稳赚)[不赔]', '保本，稳赚不赔', ['保本', '稳赚不赔']],
  ['买入A股', '买入 A 股', ['买入 A 股']],
])('%s in "%s"', (phrase, text, expected) => expect(found(phrase, text, 'zh')).toEqual(expected));

test.each([
  ['$nothing', 'no term list $nothing'],
  ['$gains', 'did you mean $gain?'],
  ['a (b', '"(" without ")"'],
  ['a b)', '")" without its beginning'],
  ['(a||b)', 'empty alternative'],
  ['… profit', 'begins or ends with …'],
  ['/(a+)+$/', 'can take for ever'],
  ['/(?:a|b{2,})*c/', 'can take for ever'],
  ['/a[/', 'no regular expression'],
  ['/a*/', 'fits the empty text'],
])('refuses %s', (phrase, message) => expect(() => found(phrase, 'x')).toThrow(message));

test('refuses lists that contain each other', () => {
  const lexicon = new Lexicon('en', { a: ['x $b'], b: ['y $a'] }, new TermPool());
  expect(() => lexicon.term('$a')).toThrow('$a → $b → $a');
});

test('a phrase with gaps and choices does not backtrack for ever', () => {
  const hostile = 'promise '.repeat(20_000);
  const phrase = '(promise|promise promise) … (promise|promise promise) … [_] [_] [_] (profit|yield)';
  expect(found(phrase, `${hostile} .profit`)).toEqual([]);
});

test('the same phrase in two rulebooks is one term, which a text is searched for once', () => {
  const pool = new TermPool();
  const shared = new Lexicon('en', lists, pool);
  const [one, other] = [new Lexicon('en', {}, pool, shared), new Lexicon('en', { own: ['x'] }, pool, shared)];
  expect(one.term('$gain')).toBe(other.term('$gain'));
});
