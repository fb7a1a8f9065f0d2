import { describe, expect, it } from 'vitest';
import { CHARACTER, normalise, NUMBER, scanTokens } from './tokens.ts';

function tokens(text: string): string[] {
  const plain = normalise(text);
  const found: string[] = [];
  scanTokens(plain, (_code, start, end) => found.push(plain.slice(start, end)));
  return found;
}

function codes(text: string): number[] {
  const found: number[] = [];
  scanTokens(normalise(text), (code) => found.push(code));
  return found;
}

describe('tokens', () => {
  it('are words, numbers and single Chinese characters', () => {
    expect(tokens("A公司2012年的Q3 profit, isn't it?")).toEqual([
      ...['a', '公', '司', '2012', '年', '的', 'q3', 'profit', 'isn', 't', 'it'],
    ]);
  });

  it('tell characters and numbers', () => {
    expect(codes('票').map((code) => code & 3)).toEqual([CHARACTER]);
    expect(codes('12.5').map((code) => code & 3)).toEqual([NUMBER]);
    expect(codes('10k').map((code) => code & 3)).toEqual([0]);
  });

  it.each([
    ['Net Income ROSE', 'net income rose'],
    ['收益率（％）为１．５', '收益率 (%) 为 1.5'],
    ['$ 1,234,567 of debt', '1234567 of debt'],
    ['3，963，988股', '3963988 股'],
    ['$GM loses a bull https://t.co/tdUfG5HbXy', 'GM loses a bull'],
    ['见https://a.cn/x?y=1。完', '见完'],
    ['<td class="num">60.94</td><td>25.14</td>', '60.94 | 25.14'],
    ['first\n\n  second\tthird', 'first second third'],
    ['下列、说法。正确（ ）', '下列说法正确'],
  ])('are the same for %j and %j', (a, b) => {
    expect(codes(a)).toEqual(codes(b));
    expect(codes(a).length).toBeGreaterThan(1);
  });

  it.each([
    ['revenue in 2008', 'revenue in 2009'],
    ['1.5', '15'],
    ['1,2,3', '123'],
    ['12 3', '1 23'],
    ['3,45', '345'],
    ['买入', '卖出'],
  ])('differ for %j and %j', (a, b) => {
    expect(codes(a)).not.toEqual(codes(b));
  });

  it('survive what is no text: emoji, control characters, half a surrogate', () => {
    expect(tokens('\u0000 🚀🚀 \ud83d to the 🌙')).toEqual(['to', 'the']);
    expect(tokens('')).toEqual([]);
  });
});
