/** An empty `profile.yaml` to be filled in: every key with its question and choices, nothing answered in advance. */

import type { Language, Wording } from '../wording.ts';
import {
  clientClasses,
  esgTopics,
  families,
  jurisdictions,
  knowledgeLevels,
  vulnerabilitySigns,
} from './profile.ts';
import { toleranceItems } from './questionnaire.ts';

interface Line {
  key: string;
  about: Wording;
}

const list = (choices: readonly string[]): string => choices.join(' | ');

const head: readonly Line[] = [
  { key: 'client:', about: { en: 'what the report calls the client', zh: '报告中对客户的称呼' } },
  { key: 'asOf:', about: { en: 'day of the answers, e.g. 2026-11-28', zh: '填写日期，例如 2026-11-28' } },
  { key: 'language: LANGUAGE', about: { en: 'language of the report: en | zh', zh: '报告语言：en | zh' } },
  {
    key: 'jurisdiction:',
    about: { en: `whose law holds: ${list(jurisdictions)}`, zh: `适用法域：${list(jurisdictions)}` },
  },
  { key: 'clientClass: retail', about: { en: list(clientClasses), zh: `客户类别：${list(clientClasses)}` } },
  { key: 'currency:', about: { en: 'of all amounts below, e.g. USD', zh: '以下金额的币种，例如 CNY' } },
  { key: 'age:', about: { en: 'years', zh: '年龄' } },
  {
    key: 'dependants:',
    about: { en: 'people who live on your income besides you', zh: '靠您收入生活的其他人数' },
  },
  { key: 'incomePerMonth:', about: { en: 'after tax', zh: '税后月收入' } },
  {
    key: 'incomeStability:',
    about: {
      en: 'none | uncertain | varying | steady',
      zh: '收入稳定性：none 无 | uncertain 不确定 | varying 有波动 | steady 稳定',
    },
  },
  { key: 'spendingPerMonth:', about: { en: 'without payments on debts', zh: '月支出，不含还债' } },
  {
    key: 'reserves:',
    about: {
      en: 'at hand within days, besides what is to be invested',
      zh: '几天内可动用的备用金，不含拟投资金额',
    },
  },
  {
    key: 'debts: []',
    about: {
      en: 'e.g. [{ name: card, amount: 900, interestRate: 0.19, monthlyPayment: 60, secured: false }]',
      zh: '例如 [{ name: 信用卡, amount: 9000, interestRate: 0.18, monthlyPayment: 600, secured: false }]',
    },
  },
  { key: 'investNow:', about: { en: 'amount to invest at once', zh: '一次性投入金额' } },
  { key: 'investPerMonth:', about: { en: 'amount to invest each month', zh: '每月投入金额' } },
  {
    key: 'horizonYears:',
    about: { en: 'years until the first large part is needed', zh: '距离首次大额用钱的年数' },
  },
  {
    key: 'goals: []',
    about: {
      en: 'e.g. [{ id: house, name: { en: House, zh: 买房 }, amount: 60000, date: 2036-06-30, priority: essential }]; priority: essential | important | wish',
      zh: '例如 [{ id: house, name: { en: House, zh: 买房 }, amount: 600000, date: 2036-06-30, priority: essential }]；priority：essential 必要 | important 重要 | wish 愿望',
    },
  },
  {
    key: 'lossesLived:',
    about: {
      en: 'the largest loss on investments that you lived through, and what you did',
      zh: '您经历过的最大投资亏损以及当时的做法',
    },
  },
  {
    key: '  largest:',
    about: {
      en: 'none | up-to-10 | 10-to-25 | over-25 (per cent)',
      zh: 'none 无 | up-to-10 | 10-to-25 | over-25（百分比）',
    },
  },
  {
    key: '  reaction:',
    about: {
      en: 'no-loss | sold-everything | sold-some | held | bought-more',
      zh: 'no-loss 无亏损 | sold-everything 全部卖出 | sold-some 卖出部分 | held 持有 | bought-more 买入更多',
    },
  },
  {
    key: 'largestLossInYear:',
    about: {
      en: 'loss within a year that you could bear and would accept, e.g. 0.15 for 15 %',
      zh: '一年内您能够并愿意承受的亏损，例如 0.15 表示 15%',
    },
  },
  {
    key: '# wantedLevel:',
    about: {
      en: 'the risk you ask for, 1 (lowest) to 5; leave out to take what the answers give',
      zh: '您希望的风险等级，1（最低）到 5；不填则按回答评定',
    },
  },
];

const tail: readonly Line[] = [
  {
    key: 'constraints: {}',
    about: {
      en: 'e.g. { excludeSymbols: [ABC], largestWeight: 0.4 }',
      zh: '例如 { excludeSymbols: [ABC], largestWeight: 0.4 }',
    },
  },
  {
    key: 'esgExclusions: []',
    about: { en: `kept out: ${list(esgTopics)}`, zh: `不投资：${list(esgTopics)}` },
  },
  {
    key: 'vulnerability: []',
    about: {
      en: `signs that call for special care: ${list(vulnerabilitySigns)}`,
      zh: `需要特别保护的情形：${list(vulnerabilitySigns)}`,
    },
  },
];

/** YAML that `parseProfile` refuses, key by key, until it is filled in. */
export function profileTemplate(language: Language): string {
  const lines = (part: readonly Line[]): string[] =>
    part.map(({ key, about }) => {
      const indent = /^ */.exec(key)?.[0] ?? '';
      return `${indent}# ${about[language]}\n${key.replace('LANGUAGE', language)}`;
    });
  const knowledge = { en: 'what you know of these, and have done with them', zh: '您对以下产品的了解和经验' };
  const questions = {
    en: 'How you think about risk. Write the word before the colon.',
    zh: '您对风险的看法。请填写冒号前的词。',
  };
  return [
    ...lines(head),
    `# ${knowledge[language]}: ${list(knowledgeLevels)}`,
    'knowledge:',
    ...families.map((family) => `  ${family}:`),
    ...lines(tail),
    `# ${questions[language]}`,
    'answers:',
    ...toleranceItems.flatMap(({ id, text, choices }) => [
      `  # ${text[language]}`,
      ...choices.map((choice) => `  #   ${choice.id}: ${choice.text[language]}`),
      `  ${id}:`,
    ]),
    '',
  ].join('\n');
}
