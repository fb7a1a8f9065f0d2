import { expect, it } from 'vitest';
import { Likeness, type KnownText } from './likeness.ts';

const breach = (rule: string, text: string, quote = text): KnownText => ({ text, breach: { rule, quote } });
const kept = (text: string): KnownText => ({ text, breach: null });

const english: KnownText[] = [
  breach(
    'promise',
    'Dear Ann, thank you for your call. You will get 7% whatever the market does.',
    'You will get 7% whatever the market does.',
  ),
  breach('promise', 'This fund pays 9% whatever happens.'),
  breach('promise', 'Your money is safe whatever happens to the market.'),
  breach('tip', 'Keep it to yourself: they announce the takeover on Monday, so buy now.'),
  breach('tip', 'Buy before Monday, the takeover is not public yet.'),
  kept('Dear Ann, thank you for your call. The fund aims at 7% and can lose money.'),
  kept('This fund paid 9% last year and can fall.'),
  kept('Your money is at risk when the market falls.'),
  kept('They announced the takeover on Monday, and the shares rose.'),
  kept('The meeting is on Monday at ten.'),
];
const learnt = Likeness.learn(english, 'en') as Likeness;

it('scores a text by the sentence that is most like a breach, and names the rule and the nearest breach', () => {
  const text = 'Hello Bob. It pays 8% whatever the market does. Regards, Eve';
  const like = learnt.of(text, 0);
  expect(like?.rule).toBe('promise');
  expect(text.slice(like?.span.start, like?.span.end)).toBe('It pays 8% whatever the market does.');
  expect(like?.nearest).toBe('You will get 7% whatever the market does.');
  expect(learnt.of('Buy, the takeover is not public', 0)?.rule).toBe('tip');
});

it('finds nothing in what is like texts that keep the rules, nor in words it has never seen', () => {
  for (const text of ['The fund can fall and lose money.', 'Lorem ipsum dolor sit amet', '您好', '', ' \n '])
    expect(learnt.of(text, 0), text).toBeNull();
});

it('is not drowned by what stands around', () => {
  const around = 'The meeting is on Monday at ten. The fund can fall and lose money. ';
  const text = `${around.repeat(20)}Your money is safe whatever happens. ${around.repeat(20)}`;
  expect(learnt.of(text, 0)?.rule).toBe('promise');
});

it('says the same when it learns the same again', () => {
  const again = Likeness.learn(english, 'en') as Likeness;
  expect(again.of('It pays 8% whatever happens.', -9)).toEqual(learnt.of('It pays 8% whatever happens.', -9));
});

it('reads Chinese by its letters', () => {
  const chinese = Likeness.learn(
    [
      breach('g', '稳赚不赔，放心买'),
      breach('g', '包你赚钱，绝不会亏'),
      kept('投资有风险，可能亏损'),
      kept('产品不保本，请谨慎'),
    ],
    'zh',
  );
  expect(chinese?.of('这款稳赚，不会亏，放心', 0)?.rule).toBe('g');
  expect(chinese?.of('有风险，请谨慎', 0)).toBeNull();
});

it('learns nothing from breaches alone, or from none', () => {
  expect(Likeness.learn([breach('a', 'x')], 'en')).toBeNull();
  expect(Likeness.learn([kept('x')], 'en')).toBeNull();
});
