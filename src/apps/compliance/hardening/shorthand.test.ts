import { expect, test } from 'vitest';
import { MappedText } from './mapped-text.ts';
import { spelledOut } from './shorthand.ts';

test.each([
  ['u can buy w/ ur acct tmrw', 'you can buy with your account tomorrow'],
  ['buy b4 xmas cuz ppl & banks sell', 'buy before christmas because people and banks sell'],
  ['U.S. bonds, U-turns, u盾 and AT&T', 'U.S. bonds, U-turns, u盾 and AT&T'],
  ['George W Bush, CO2, $u, @ur and ur.com', 'George W Bush, CO2, $u, @ur and ur.com'],
])('%s', (text, full) => expect(spelledOut(MappedText.of(text)).text).toBe(full));

test('a quote is what was written', () => {
  const full = spelledOut(MappedText.of('keep it off ur acct'));
  const start = full.text.indexOf('your account');
  expect(full.quote(start, start + 'your account'.length).text).toBe('ur acct');
});
