import { describe, expect, it } from 'vitest';
import { MappedText } from '../hardening/mapped-text.ts';
import { locateQuote } from './locate-quote.ts';

const located = (text: string, quoted: string) => locateQuote(MappedText.of(text), quoted)?.text ?? null;

describe('locateQuote', () => {
  it.each([
    ['Hello Ann, we guarantee a  return.', 'we guarantee a return', 'we guarantee a  return'],
    ['Hello Ann, returns vary.', 'Hello', null],
    ['Hello Ann, returns vary.', 'returns vary', null],
    ['Guaranteed profit!', '"Guaranteed profit"', 'Guaranteed profit'],
    ['Returns vary.', 'Returns', null],
    ['您好，本产品保本保收益。', '您好', null],
    ['您好，本产品保本保收益。', '保本保收', '保本保收'],
    ['保本。', '保本', '保本'],
    ['Buy it now.', '', null],
    ['Buy it now.', 'Sell it now', null],
    ['…', '', null],
  ])('in %j of %j finds %j', (text, quoted, passage) => {
    expect(located(text, quoted)).toBe(passage);
  });
});
