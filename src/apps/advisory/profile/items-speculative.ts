/** Risk tolerance: what the client would stake on a small chance of much. */

import type { Item } from './questionnaire.ts';

export const speculativeItems: readonly Item[] = [
  {
    id: 'orderShare',
    dimension: 'speculative',
    text: {
      en: 'A small firm owes you a fee and offers a share of its next order in its place. What do you take?',
      zh: '一家小公司欠您一笔费用，提出改用下一笔订单的分成来支付，您选择？',
    },
    choices: [
      { id: 'fee', points: 1, text: { en: 'the whole fee', zh: '全部拿费用' } },
      {
        id: 'mostlyFee',
        points: 2,
        text: { en: 'most of the fee, a little of the share', zh: '大部分拿费用，小部分拿分成' },
      },
      {
        id: 'mostlyShare',
        points: 3,
        text: { en: 'a little of the fee, most of the share', zh: '小部分拿费用，大部分拿分成' },
      },
      { id: 'share', points: 4, text: { en: 'the whole share', zh: '全部拿分成' } },
    ],
  },
  {
    id: 'longShot',
    dimension: 'speculative',
    text: {
      en: 'Something will most likely fail, and may multiply what is put in. Would you put in a small part of what you own?',
      zh: '某项投入很可能失败，但也可能成倍增长，您会投入一小部分财产吗？',
    },
    choices: [
      { id: 'never', points: 1, text: { en: 'never', zh: '绝不' } },
      { id: 'perhaps', points: 2, text: { en: 'perhaps', zh: '也许' } },
      { id: 'gladly', points: 3, text: { en: 'gladly', zh: '很愿意' } },
    ],
  },
  {
    id: 'payMix',
    dimension: 'speculative',
    text: {
      en: 'You may choose how your pay of next year is made up.',
      zh: '您可以选择明年收入的构成。',
    },
    choices: [
      { id: 'fixed', points: 1, text: { en: 'all of it fixed', zh: '全部固定' } },
      {
        id: 'smallBonus',
        points: 2,
        text: { en: 'mostly fixed, a small bonus', zh: '大部分固定，少量奖金' },
      },
      { id: 'largeBonus', points: 3, text: { en: 'partly fixed, a large bonus', zh: '部分固定，较多奖金' } },
      { id: 'mostlyBonus', points: 4, text: { en: 'mostly bonus', zh: '主要靠奖金' } },
    ],
  },
];
