import { expect, test } from 'vitest';
import { assertion } from './asserted.ts';

/** Whether `guaranteed returns` is asserted. */
function says(text: string): boolean {
  const start = text.indexOf('guaranteed returns');
  return assertion(text, 'en')(start, start + 'guaranteed returns'.length);
}

test.each([
  'We offer guaranteed returns.',
  'There is no doubt about our guaranteed returns.',
  'Not only guaranteed returns but also peace of mind.',
  "Don't worry, these are guaranteed returns.",
  "Don't tell compliance about the guaranteed returns we sell.",
  'It is not FDIC insured, but you get guaranteed returns.',
  'Would you like guaranteed returns?',
  'How do I sell guaranteed returns to widows?',
  'Can you write an ad with guaranteed returns?',
  'We warn you that rates may fall, so take our guaranteed returns.',
])('asserted: %s', (text) => expect(says(text)).toBe(true));

test.each([
  'We do not offer guaranteed returns.',
  'We offer no guaranteed returns.',
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
])('not asserted: %s', (text) => expect(says(text)).toBe(false));
