import { expect, test } from 'vitest';
import { harden } from './harden.ts';
import { MappedText } from './mapped-text.ts';
import { withoutMarkup } from './markup.ts';

test.each([
  ['We guarantee[1] that[2] it returns 12%[a].', 'We guarantee that it returns 12%.'],
  ['> We guar-\n> > antee it.', 'We guar-\nantee it.'],
  ['We ~~do not~~ guarantee it.', 'We guarantee it.'],
  ['\\textbf{We} \\emph{guar}\\/\\emph{antee} 12\\%.', 'We guarantee 12%.'],
  ['把现(对)金分(嗯)成几(好)笔', '把现金分成几笔'],
  ['客户(甲)方与银行(乙)方', '客户(甲)方与银行(乙)方'],
  ['Options [see note] of a[0] and x > y', 'Options [see note] of a and x > y'],
])('%s', (text, bare) => expect(withoutMarkup(MappedText.of(text)).text).toBe(bare));

test('a quote is what was written', () => {
  const bare = withoutMarkup(MappedText.of('We guarantee[1] that'));
  expect(bare.quote(0, bare.text.length).text).toBe('We guarantee[1] that');
});

const codes = (text: string, base: number, width: number) =>
  Array.from(text, (letter) => letter.charCodeAt(0).toString(base).padStart(width, '0')).join(' ');

test.each([codes('We guarantee this fund', 2, 8), codes('We guarantee this fund', 10, 1)])(
  'codes of letters are read: %s',
  (text) => expect(harden(text).views.map((view) => view.text)).toContain('We guarantee this fund'),
);

test('figures of a table are no letters', () => {
  const table = '34 45 56 67 78 89 90 101 102 103 104 105 106 107';
  expect(harden(table).manipulations).toEqual([]);
});
