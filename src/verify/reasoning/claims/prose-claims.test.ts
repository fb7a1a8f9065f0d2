/** Changes, small units and comparisons as prose puts them: with the first of the figures in « » each holds, with the second it is caught. */

import { describe, expect, it } from 'vitest';
import { findClaims } from './claims.ts';

const RIGHT_OR_WRONG = [
  'Operating income improved from (84) to 716, an increase of «800|700».',
  'From a loss of $84 million to a profit of $716 million is a swing of $«800|700» million.',
  'The three years add up as 512 + (84) + 430 = «858|868».',
  '净利润从亏损84增至516，增加«600|500»。',
  'Net loss: (31,640) thousand, i.e. $«31.6|36.1» million.',
  'Leverage is 270 / 90 = «3.0|3.6»x, above the limit.',
  'The fee went from $3.40 to $3.85, a rise of «45|55» cents.',
  'The dividend moved from £1.10 to £1.28, up «18|28» pence.',
  '票价从2.40元涨到2.85元，上涨了«45|55»分钱。',
  '电价由0.52元降到0.46元，下降«6|5»分钱。',
  '单价由3.20元提高到3.60元，提高«4|5»角。',
  '4分除以5角，就是«8|6»%。',
  '12.4%减14.1%，即下降«1.7|2.7»个百分点。',
  '640减720，也就是减少«80|90»。',
  '25%减28%，等于降低了«3|4»个百分点。',
  'The share moved from $64.00 to $68.00, an advance of «6.3|7.3»%.',
  'Staff went from 412 to 463, adding «51|61».',
  'The gap narrowed from 320 to 250, or by «$70|$80» million.',
  'The spread widened from 140 to 185, or by «45|55».',
  'Output went from 840 to 910, an extra «70|80».',
  'Inventory slid from 640 to 590, shedding «50|60».',
  'Debt went from 900 to 720, which trimmed it by «180|190».',
  'Loans grew from 400 to 450, up 50, or «12.5|11.1»%.',
  'Assets rose from 800 to 920, an increase of 120, a «15|13»% rise.',
  'Costs fell from 500 to 430, down 70, that is «14|16.3»%.',
  '存货由8,000增至9,200，增加1,200万元，增幅约«15|13»%。',
  '收入从24,000万元增加到27,000万元，多了3,000万元，增幅为«12.5|11.1»%。',
  '费用从640降到560，少了80，降幅«12.5|14.3»%。',
  '净利润从12,400万元到13,950万元，三年间增加了«1,550|1,450»万元。',
  '人数从640人到720人，净增«80|90»人。',
  '一年前为2.40元，现在是2.58元，一年里涨了«7.5|7.0»%。',
  '去年末是6.40亿份，到今年末为7.25亿份，净增加了«0.85|0.95»亿份。',
  '2021年末有5.20亿元，到2022年末有6.15亿元，两年间多了«0.95|1.05»亿元。',
  '年初价格为32元，目前价格是36元，价格上涨了«12.5|11.1»%。',
  'The margin was 31.0% in 2021 and 27.0% in 2022, so the margin slipped by «four|five» points.',
  'The ratio was 31.0% in 2021 and 29.0% in 2022, so it fell by «2|3» points.',
  'Churn was 6.4% a year earlier and is 5.2% now, which means it improved by «1.2|1.4» points.',
  'Gross margin was 41.0% last year, 38.5% this year, down «2.5|3.5» points.',
  'Cash was 640 in 2021 and 560 in 2022, hence cash declined by «80|90».',
  'The ratio went from 41% to 44%, up «three|four» percentage points.',
  'The fee fell from 0.85% to 0.80%, a reduction of «five|eight» basis points.',
  'The yield rose from 3.20% to 3.28%, an increase of «eight|two» basis points.',
  '毛利率从31%提高到33%，提高了«两|三»个百分点。',
  '毛利率由31%降到26%，下降«五|四»个百分点。',
  'The multiple: four times 320 is «1,280|1,380».',
  'Three times 145 makes «435|455».',
  '120 × 40 is 4,800, minus 350 gives «4,450|4,550».',
  '64 × 50 is 3,200, plus 128 gives «3,328|3,428».',
  'That makes 9,600, less 450 leaves «9,150|9,250».',
];

const NO_FAULT = [
  'At that price the company is worth about $412 million, plus 95 of debt is $507 million.',
  'Their share of the two would be 64 over (64 + 96) = 64 / 160 = 40%.',
  '260的5%就是26的一半，即13。',
  '18,400 plus 0.5 × 18,400 = 9,200, together 27,600.',
  'Both cost the same when 450 − 300 = 0.003x, so x = 50,000.',
  'Net loss: (31,640) thousand, i.e. $31.6 million.',
  '收入由150.0亿元降到96.0亿元，再降到84.0亿元。',
  '比率从12%升至14%，再升至15%。',
  '利润从800减少到640，随后又下降至600。',
  'Sales fell from 150 to 96, falling further to 84.',
  'Sales rose from 96 to 120 and then climbed to 150.',
  'Divide by 320: four times 320 is 1,280, which leaves 40.',
  'The effect is minus 4.53 times half a percent, so -2.265%, or about -2.27%.',
  'The effect is -2.265%, or about -2.27% after rounding.',
  'Sum: 120,000 + 150,000 + 80,000 = 340,000. Hmm, wait: 120 and 150 is 270, and 80 more is 350. So 350,000, not 340,000.',
  '12 × 64 = 758. Wait, 12 × 60 is 720 and 12 × 4 is 48, so 768.',
  '合计640+275=905。等等，640加275应该是915。',
  'Sales went from 640 to 720, adding 93 new customers.',
  'The margin was 31.0% in 2021 and 27.0% in 2022, so revenue fell by 3 points.',
  '2021年末收入为8.5亿元，到2022年末为9.5亿元，利润增加了0.8亿元。',
  'A mean of times from 1 to 10 is never more than 12.',
  'The ratio went from 41% to 44%, up more than two percentage points.',
  'The ratio went from 41.2% to 43.9%, up about three percentage points.',
  '毛利率从31%提高到33%，每提高一个百分点，利润增加50。',
  '价格从6,500元一路下行至4,000元左右，跌幅近40%。',
  'Loans grew from 400 to 450, up 50, or 20% of all new lending.',
  'Sales rose from 400 to 484, up 84, or 10% a year.',
  'Items 10, 20, minus 5 gives 25.',
  'Costs are 37.5% - 36%, a decline of 1.5 points.',
  '62 cents plus 20 cents is 82 cents.',
  '收入从24,000万元增加到27,000万元，多了3,000万元，增速比上年的10%高2.5个百分点。',
  '收入从24,000万元增加到27,000万元，两年复合增长率约6.1%。',
  '存货由8,000增至9,200，增加1,200万元，占总资产的比重增加到14%。',
  '2021年末股价为8.5元，2022年末为9.52元，每股分红增加了0.8元。',
  'Sales grew from 400 to 484, an annual rate of 10%.',
  'Costs fell from 500 to 430, down 70, while prices rose 12%.',
  'Headcount went from 412 to 463, more than 50 people.',
  '考试得80分，高于去年的70分。',
];

const COMPARISONS: [string, boolean][] = [
  ['Costs rose by 12.0%, more slowly than sales, which rose by 8.5%.', false],
  ['Costs rose by 8.0%, more slowly than sales, which rose by 8.5%.', true],
  ['Costs rose by 8.0%, faster than sales at 8.5%.', false],
  ['The margin was 13.0%, lower than its peer, which had 12.1%.', false],
  ['The margin was 13.0%, higher than its peer, which had 12.1%.', true],
  ['月供6,900元，6,900元大于7,000元，那就不满足要求了？', false],
  ['月供7,100元，7,100元大于7,000元，那还满足要求吗？', true],
  ['2021年为80%，2022年为77.0%左右，2023年约为75.0%，高于2022年的水平。', false],
  ['2022年为77.0%左右，2023年约为75.0%，低于2022年的水平。', true],
  ['去年为8.4%，今年是7.9%，高于去年。', false],
  ['The ratio was 8.4% in 2022 and 7.9% in 2023, above the level of 2022.', false],
  ['In 2022 the ratio was 8.4%; in 2023 it was 7.9%, below 2022.', true],
];

const NO_COMPARISON = [
  '6,900元大于7,000元吗？',
  'The profit is 13 million, more than three times last year, which was 5 million.',
  '2022年为77.0%，2023年为75.0%，高于2021年的水平。',
  '如果2022年为77.0%，2023年为75.0%，高于2022年，就不成立。',
];

const wrongIn = (text: string) => findClaims(text).filter(({ holds, abandoned }) => !holds && !abandoned);

describe('claims in prose', () => {
  it.each(RIGHT_OR_WRONG)('%s', (frame) => {
    expect(wrongIn(frame.replace(/«([^|]*)\|[^»]*»/, '$1'))).toEqual([]);
    const at = frame.indexOf('«');
    const wrong = wrongIn(frame.replace(/«[^|]*\|([^»]*)»/, '$1'));
    expect(wrong.some(({ start, end }) => start <= at && end > at)).toBe(true);
  });

  it.each(NO_FAULT)('without a fault: %s', (text) => {
    expect(wrongIn(text)).toEqual([]);
  });

  it.each(COMPARISONS)('%s', (text, holds) => {
    expect(findClaims(text).filter(({ kind }) => kind === 'comparison')).toMatchObject([{ holds }]);
  });

  it.each(NO_COMPARISON)('compares nothing: %s', (text) => {
    expect(findClaims(text).filter(({ kind }) => kind === 'comparison')).toEqual([]);
  });

  it('tells cents in cents', () => {
    expect(wrongIn('The fee went from $3.40 to $3.85, a rise of 55 cents.')).toMatchObject([
      { stated: 55, computed: 45 },
    ]);
  });
});
