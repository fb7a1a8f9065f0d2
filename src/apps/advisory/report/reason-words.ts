/** Why a model's text, or a sentence of it, was not taken, as a reader is told it. */

import type { Language } from '../wording.ts';

const reasons: readonly (readonly [RegExp, string])[] = [
  [/^too little is said$/, '可用的内容过少'],
  [/^no figure of risk is named$/, '未提及风险数字'],
  [/^the largest position, (.+), is left out$/, '未提及占比最大的产品$1'],
  [/^every text was cut off$/, '每次文本都被截断'],
  [/^the text was cut off$/, '文本被截断'],
  [/^the prompt has .+$/, '提示文本超过模型的长度'],
  [/^(.+) gave no answer$/, '$1没有回答'],
  [/^(.+) is the value of no figure$/, '$1不是任何计算结果'],
  [/^(.+) is \S+, but the words beside it speak of .+$/, '$1旁边的文字说的是别的数字'],
  [/^(.+) is printed as negative; .+$/, '$1被写成负数'],
  [/^\S+ is negative; (.+) hides it$/, '$1是亏损，文字没有说明'],
  [/^\S+ is no loss, as the words beside (.+) say$/, '$1不是亏损，文字却这样说'],
  [/^\S+ is a loss, and (.+) is said to be a gain$/, '$1是亏损，文字却说成收益'],
  [/^this does not hold: (.+)$/, '算式不成立：$1'],
  [/^.+ names no figure$/, '引用了不存在的数字'],
  [/^“(.+?)” is no word that an explanation needs.*$/s, '含有说明中不用的词“$1”'],
  [
    /^“(.+?)” says no number of a figure, and is no known caution or description.*$/s,
    '“$1”既没有数字，也不是风险提示',
  ],
  [/^it says no number of a figure.*$/s, '句中没有计算得出的数字'],
  [/^(?:(?:us|eu|cn)-[a-z0-9-]+) \((.+?)\): .+$/s, '不符合宣传规则（$1）'],
];

/** In English as it is; in Chinese a general word where it is none of the known ones. */
export function reasonText(reason: string, language: Language): string {
  if (language === 'en') return reason;
  for (const [form, words] of reasons) if (form.test(reason)) return reason.replace(form, words);
  return '表述与计算结果不符或不允许';
}
