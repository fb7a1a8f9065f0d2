import { expect, test } from 'vitest';
import { reasonText } from './reason-words.ts';

test.each([
  ['the largest position, 全球股票基金, is left out', '未提及占比最大的产品全球股票基金'],
  [
    '12.4% is plan.volatility, but the words beside it speak of something else',
    '12.4%旁边的文字说的是别的数字',
  ],
  ['99% is the value of no figure', '99%不是任何计算结果'],
  ['cn-ad-guarantee (《广告法》): 承诺保本。', '不符合宣传规则（《广告法》）'],
  ['“稳赚” is no word that an explanation needs: 稳赚12%。', '含有说明中不用的词“稳赚”'],
  ['a figure for a year is told for another period: 每月', '表述与计算结果不符或不允许'],
])('%s', (reason, zh) => {
  expect(reasonText(reason, 'zh')).toBe(zh);
  expect(reasonText(reason, 'en')).toBe(reason);
});
