/** What has to stand beside an advice, by jurisdiction, in our own words; written by engineers, to be checked by a lawyer. */

import type { Jurisdiction } from '../profile/profile.ts';
import type { Wording } from '../wording.ts';

const everywhere: readonly Wording[] = [
  {
    en: 'This is a computed proposal. No order was placed and none will be; nothing is bought or sold by this program.',
    zh: '本文件是计算得出的建议方案。本程序未下达也不会下达任何交易指令，不买卖任何产品。',
  },
  {
    en: 'It is no tax advice and no legal advice. Taxes depend on circumstances that were not asked for.',
    zh: '本文件不构成税务或法律意见。税负取决于未询问的个人情况。',
  },
  {
    en: 'Investments can lose value, and you may get back less than you put in. Past results say little about future ones, and computed outcomes rest on assumptions that may not hold.',
    zh: '投资可能亏损，收回的金额可能少于投入。过往业绩不代表未来表现，计算结果所依据的假设可能不成立。',
  },
  {
    en: 'The proposal rests on what you answered. If an answer changes, it no longer holds.',
    zh: '本方案以您的回答为依据。情况变化后，本方案不再适用。',
  },
];

const byJurisdiction: Record<Jurisdiction, readonly Wording[]> = {
  US: [
    {
      en: 'Whoever gives this to a retail customer has to act in the customer’s best interest and to disclose capacity, fees and conflicts in writing. This document does not replace that disclosure.',
      zh: '向零售客户提供本文件者须以客户最佳利益行事，并书面披露其身份、费用和利益冲突。本文件不能代替该披露。',
    },
    {
      en: 'The simulated and back-tested results are hypothetical: they were computed with hindsight and no money was invested. No authority has approved them.',
      zh: '模拟和回测结果为假设性结果：利用事后数据计算，并未实际投入资金，亦未经任何监管机构批准。',
    },
  ],
  EU: [
    {
      en: 'This is a statement on suitability: it says how the proposal fits your objectives, your ability to bear losses, your risk tolerance, and your knowledge. Read the key information document of each product before you decide.',
      zh: '本文件为适当性说明：说明方案如何符合您的目标、亏损承受能力、风险偏好和知识经验。决定前请阅读各产品的关键信息文件。',
    },
    {
      en: 'Figures on the past and simulated figures are no reliable indicator of future results. Costs reduce what you receive. Where a product is in another currency, the return may rise or fall with the exchange rate.',
      zh: '历史数据和模拟数据不是未来结果的可靠指标。费用会减少您的所得。以其他货币计价的产品，其回报可能随汇率增减。',
    },
  ],
  CN: [
    {
      en: 'The market carries risk; invest with care. A match of risk levels is no statement that a product is safe; principal and return are not assured.',
      zh: '市场有风险，投资需谨慎。风险等级匹配不代表产品没有风险，不保证本金，也不保证收益。',
    },
    {
      en: 'Fund managers manage assets with care but cannot assure a profit. Read the fund contract, the prospectus and the product summary before you decide. Only licensed institutions may give investment advice for a fee.',
      zh: '基金管理人以审慎勤勉原则管理资产，但不保证盈利。决定前请阅读基金合同、招募说明书和产品资料概要。只有持牌机构可以有偿提供投资建议。',
    },
  ],
  other: [
    {
      en: 'No rulebook covers this place. Nothing here is advice.',
      zh: '没有适用于该地的规则库。本文件不构成建议。',
    },
  ],
};

export function disclaimers(jurisdiction: Jurisdiction): readonly Wording[] {
  return [...everywhere, ...byJurisdiction[jurisdiction]];
}
