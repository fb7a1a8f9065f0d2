import { describe, expect, it } from 'vitest';
import type { Manipulation } from '../check/verdict.ts';
import { MappedText } from './mapped-text.ts';
import { normalised } from './normalise.ts';

/** What the text reads as, and each disguise with what it reads as. */
function read(original: string) {
  const found: Manipulation[] = [];
  const text = normalised(original, found);
  return { text: text.text, found: found.map(({ kind, quote, plain }) => [kind, quote.text, plain]) };
}

describe('MappedText', () => {
  it('knows where every letter stood after any number of edits', () => {
    const text = MappedText.of('a<b>cd & ef')
      .replace(/<b>/g, () => '')
      .replace(/cd/g, () => 'CD')
      .replace(/&/g, () => 'and')
      .replace(/ +/g, () => ' ');
    expect(text.text).toBe('aCD and ef');
    expect(text.quote(0, 3)).toEqual({ text: 'a<b>cd', start: 0, end: 6 });
    expect(text.quote(2, 3).text).toBe('d');
    expect(text.quote(4, 7).text).toBe('&');
    expect(text.quote(8, 10).text).toBe('ef');
    expect(text.spanOf({ start: 4, end: 6 })).toEqual({ start: 1, end: 3 });
  });

  it('puts a blank in place of spans that lie over each other', () => {
    const text = MappedText.of('one two three four').without([
      { start: 8, end: 13 },
      { start: 4, end: 9 },
      { start: 5, end: 5 },
    ]);
    expect(text.text).toBe('one   four');
    expect(text.quote(6, 10).text).toBe('four');
  });
});

describe('normalised', () => {
  it.each([
    ['Ｆｕｌｌ　ｗｉｄｔｈ，“quoted” – it’s ½', 'Full width,"quoted" – it\'s 1⁄2'],
    ['café naïve g̶u̶a̶r̶a̶n̶t̶e̶e̶', 'cafe naive guarantee'],
    ['co\u00adop\u00aderate\r\nnext', 'cooperate\nnext'],
    ['bet-\nween acco-\nunts, high-\nyield, risk-\naverse', 'between accounts, high-yield, risk-\naverse'],
    ['&#103;uar&#x61;ntee &amp; &copy; & co', 'guarantee & &copy; & co'],
    ['我們 保證 保本，收益１２％', '我们保证保本,收益12%'],
    ['保💰本保⭐️收益 高💰 ', '保本保收益高💰 '],
    ['gu<b>ar</b>an<!-- x -->tee <a href="x">b</a>', 'guarantee <a href="x">b</a>'],
    ['where a<b>c and x<i>y', 'where a<b>c and x<i>y'],
    ['A   B   C\n1   2   3\nx  y', 'A B C\n1 2 3\nx y'],
    ['[ɡɪft] ɪ', '[gift] ɪ'],
    ['保*本*保*收*益', '保本保收益'],
    ['股票/基金 A、B，高/中/低', '股票/基金 A、B,高/中/低'],
    ['Options A, B, C, D of the U.S. and I, a man', 'Options A, B, C, D of the U.S. and I, a man'],
    ['Рост in Москва, β is 1.2', 'Рост in Москва, β is 1.2'],
    [
      'The value of an investment can fall as well\nas rise, and you may\n- lose\n- all',
      'The value of an investment can fall as well as rise, and you may\n- lose\n- all',
    ],
    ['本产品不保证本金安全，投资者可能会损失\n全部本金。', '本产品不保证本金安全,投资者可能会损失全部本金。'],
  ])('%j', (original, plain) => {
    expect(read(original).text).toBe(plain);
  });

  it.each([
    ['guarаntee', 'mixed scripts', 'guarantee'],
    ['gu\u200barantee', 'hidden text', 'guarantee'],
    ['保\u200b本', 'hidden text', '保本'],
    ['𝐠𝐮𝐚𝐫𝐚𝐧𝐭𝐞𝐞', 'lookalike letters', 'guarantee'],
    ['🅶🆄🅰🆁🅰', 'lookalike letters', 'GUARA'],
    ['g u a r a n t e e', 'lookalike letters', 'guarantee'],
    ['r-e-t-u-r-n-s', 'lookalike letters', 'returns'],
    ['g u a r a n t e e d r e t u r n s', 'lookalike letters', 'guaranteed returns'],
    ['N o   r i s k ,   g e t   1 2 %', 'lookalike letters', 'No risk, get 12%'],
    ['Y o u r  c a p i t a l  i s  s a f e', 'lookalike letters', 'Your capital is safe'],
    ['ɢᴜᴀʀᴀɴᴛᴇᴇᴅ', 'lookalike letters', 'guaranteed'],
    ['ɴᴏ', 'lookalike letters', 'no'],
    ['保.本.收.益', 'lookalike letters', '保本收益'],
    ['\u{E0061}\u{E006E}\u{E0073}', 'hidden text', 'ans'],
  ])('undoes and reports %j', (disguised, kind, plain) => {
    const { text, found } = read(`x: ${disguised} end`);
    expect(text.replace(/\s+/g, ' ')).toBe(`x: ${plain} end`);
    expect(found).toEqual([[kind, disguised, plain]]);
  });

  it('reports nothing where nothing is disguised', () => {
    const usual = 'Fund “A” – ＡＢＣ，👨‍👩‍👧 family; co\u00adoperate… 證券（香港） №1 ™';
    expect(read(usual).found).toEqual([]);
  });

  it('keeps quotes verbatim', () => {
    const original = 'So: gu\u200barаntee  𝟏𝟐 ％，“sure” 保💰本。';
    const text = normalised(original);
    const at = text.text.indexOf('guarantee');
    expect(text.quote(at, at + 12).text).toBe('gu\u200barаntee  𝟏𝟐');
    for (let unit = 0; unit < text.text.length; unit++) {
      const { text: quoted, start, end } = text.quote(unit, unit + 1);
      expect(original.slice(start, end)).toBe(quoted);
      expect(end).toBeGreaterThan(start);
    }
  });

  it('takes a second for a long text, whatever is in it', () => {
    for (const hostile of ['a ', '保 ', 'a-', '*保', '&#9', 'a  ', '<b>', '\u200b', 'А', '1 2', 'a\n'])
      expect(normalised(hostile.repeat(50_000)).original).toHaveLength(50_000 * hostile.length);
  }, 15_000);
});
