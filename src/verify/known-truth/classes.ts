/** Labels, yes and no, in words and statements, right or the other. */

import type { Random } from '../../core/random.ts';
import type { KnownPair } from './known-pair.ts';
import type { Write } from './wordings.ts';

const sentiments = {
  bearish: ['bearish', 'negative', '看跌', '消极'],
  bullish: ['bullish', 'positive', '看涨', '积极'],
  neutral: ['neutral', '中性'],
};
const labelWordings: readonly Write[] = [
  (x) => x,
  (x) => x.toUpperCase(),
  (x) => `${x}.`,
  (x) => `**${x}**`,
  (x) => `\\boxed{${x}}`,
  (x) => `\\boxed{\\text{${x}}}`,
  (x) => `The sentiment of this post is ${x}.`,
  (x) => `Sentiment: ${x}`,
  (x) => `${x}, since the company raised its guidance for 2019`,
  (x) => `情感为${x}`,
  (x) => `答案：${x}。`,
];

export function labelPair(random: Random): KnownPair {
  const [said, other] = random.sample(Object.keys(sentiments) as (keyof typeof sentiments)[], 2) as [
    keyof typeof sentiments,
    keyof typeof sentiments,
  ];
  const correct = random.chance(0.5);
  return {
    kind: `label: ${correct ? 'right' : 'another'}`,
    answer: random.pick(labelWordings)(random.pick(sentiments[said])),
    reference: { kind: 'label', label: correct ? said : other, labels: sentiments },
    correct,
  };
}

const affirmed = [
  ...[
    '是',
    '是的',
    '合规',
    '符合要求',
    '答案：是',
    '答案是“是”。',
    '\\boxed{是}',
    '该行为合规。',
    '该输入没有违规。',
  ],
  ...[
    '不违反任何规定',
    '是，该输入安全合规，不包含违规内容。',
    '输出：是',
    '安全',
    '未发现违规',
    '是，该内容符合监管规定。',
    '判断结果：是',
    '**是**',
  ],
  ...['Yes', 'yes.', 'YES', 'True', '**Yes**', '\\boxed{Yes}', '\\boxed{\\text{yes}}', 'The answer is yes.'],
  ...['Yes, it meets the rules.', 'It is compliant.', 'The statement complies with the rule.'],
  ...['It does not violate any rule.', 'No violation was found, so it is compliant.', 'Answer: Yes'],
];
const denied = [
  ...[
    '否',
    '不是',
    '违规',
    '不合规',
    '答案：否',
    '答案是“否”。',
    '\\boxed{否}',
    '该行为违反规定。',
    '该输入不符合要求。',
  ],
  ...[
    '存在违规行为',
    '否，该内容属于违规荐股。',
    '判断结果：否',
    '**否**',
    '不合法',
    '不安全合规',
    '无法认定该行为合规',
    '不应视为合规',
    '输出：否',
  ],
  ...['No', 'no.', 'NO', 'False', '**No**', '\\boxed{No}', '\\boxed{\\text{no}}', 'The answer is no.'],
  ...['No, because the client was not told of the risk.', 'It is not compliant.', 'This violates the rule.'],
  ...[
    'It is prohibited.',
    'The conduct is a breach of duty.',
    'It cannot be considered compliant.',
    'Answer: No',
  ],
];

export function booleanPair(random: Random): KnownPair {
  const says = random.chance(0.5);
  const correct = random.chance(0.5);
  return {
    kind: `boolean: ${correct ? 'right' : 'other'}`,
    answer: random.pick(says ? affirmed : denied),
    reference: { kind: 'boolean', value: says === correct },
    correct,
  };
}
