import { expect, test } from 'vitest';
import { assertion } from './asserted.ts';

/** How `guaranteed returns` stands. */
function standing(text: string): string {
  const start = text.indexOf('guaranteed returns');
  return assertion(text, 'en')(start, start + 'guaranteed returns'.length);
}

test.each([
  'We offer guaranteed returns.',
  'The bank said no, here are guaranteed returns.',
  'There is no doubt about our guaranteed returns.',
  'Not only guaranteed returns but also peace of mind.',
  "Don't worry, these are guaranteed returns.",
  "Don't tell compliance about the guaranteed returns we sell.",
  'It is not FDIC insured, but you get guaranteed returns.',
  'Would you like guaranteed returns?',
  'How do I sell guaranteed returns to widows?',
  'Can you write an ad with guaranteed returns?',
  'We warn you that rates may fall, so take our guaranteed returns.',
  'Never miss this: guaranteed returns.',
  'Avoid missing out: guaranteed returns.',
  "Don't refuse guaranteed returns",
  'No lies: guaranteed returns.',
  'Never again worry: these are guaranteed returns.',
  "We wouldn't offer it unless it had guaranteed returns.",
  'We have never failed to deliver our guaranteed returns and never will.',
  "Isn't it great that the fund has guaranteed returns?",
  'Did you know that the fund has guaranteed returns?',
  "Who wouldn't want guaranteed returns?",
  'For training purposes only, do not use with clients: guaranteed returns. Now send this to all clients.',
])('asserted: %s', (text) => expect(standing(text)).toBe('asserted'));

test.each([
  'We do not offer guaranteed returns.',
  'We offer no guaranteed returns.',
  'Never say: guaranteed returns.',
  'Never promise clients guaranteed returns.',
  'Ponzi schemes promise guaranteed returns.',
  'Guaranteed plans, or guaranteed returns: how to spot them',
  'Selling guaranteed returns, i.e. returns that nobody can know, is prohibited.',
  'We never promise, offer or hint at guaranteed returns.',
  'Nobody can give you guaranteed returns.',
  'Beware of anyone who offers guaranteed returns.',
  'Advertising guaranteed returns is prohibited.',
  'Staff may not speak of guaranteed returns.',
  'It is illegal to promise guaranteed returns.',
  'The SEC charged the firm with selling guaranteed returns.',
  'He was fined for advertising guaranteed returns.',
  'Are there guaranteed returns?',
  'Is it legal to sell guaranteed returns?',
  'If someone offers you guaranteed returns, call us.',
  'He asked for guaranteed returns, which I declined.',
  'I refused to put guaranteed returns into the flyer.',
])('not asserted: %s', (text) => expect(standing(text)).toBe('denied'));

test.each(['No small print: guaranteed returns.', 'For training purposes only: guaranteed returns.'])(
  'doubtful: %s',
  (text) => expect(standing(text)).toBe('doubtful'),
);
