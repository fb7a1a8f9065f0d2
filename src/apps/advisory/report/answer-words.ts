/** Keys and choices of a profile as a reader is told them. */

import { toleranceItems } from '../profile/questionnaire.ts';
import type { Language, Wording } from '../wording.ts';

const keys: Readonly<Record<string, Wording>> = {
  jurisdiction: { en: 'law', zh: '适用法域' },
  clientClass: { en: 'kind of client', zh: '客户类别' },
  currency: { en: 'currency', zh: '币种' },
  age: { en: 'age', zh: '年龄' },
  dependants: { en: 'dependants', zh: '被扶养人数' },
  vulnerability: { en: 'need of special care', zh: '特别保护情形' },
  incomeStability: { en: 'how steady the income is', zh: '收入稳定性' },
  incomePerMonth: { en: 'income a month', zh: '月收入' },
  spendingPerMonth: { en: 'spending a month', zh: '月支出' },
  reserves: { en: 'reserves', zh: '备用金' },
  debts: { en: 'debts', zh: '债务' },
  investNow: { en: 'to invest now', zh: '一次性投入' },
  investPerMonth: { en: 'to invest each month', zh: '每月投入' },
  horizonYears: { en: 'horizon', zh: '投资期限' },
  goals: { en: 'goals', zh: '目标' },
  'lossesLived.largest': { en: 'largest loss lived through', zh: '经历过的最大亏损' },
  'lossesLived.reaction': { en: 'what was done then', zh: '当时的做法' },
  largestLossInYear: { en: 'loss accepted within a year', zh: '一年内可接受的亏损' },
  wantedLevel: { en: 'risk asked for', zh: '希望的风险等级' },
  esgExclusions: { en: 'what is to be kept out', zh: '不投资的领域' },
  'constraints.largestWeight': { en: 'most that one product may take', zh: '单一产品最高占比' },
  'constraints.excludeSymbols': { en: 'products not wanted', zh: '不要的产品' },
  answers: { en: 'answers on risk', zh: '风险问题的回答' },
  prices: { en: 'prices', zh: '价格数据' },
  products: { en: 'products', zh: '产品' },
};

const families: Readonly<Record<string, Wording>> = {
  deposits: { en: 'deposits', zh: '存款' },
  bonds: { en: 'bonds', zh: '债券' },
  shares: { en: 'shares', zh: '股票' },
  funds: { en: 'funds', zh: '基金' },
  structured: { en: 'structured products', zh: '结构化产品' },
  derivatives: { en: 'derivatives', zh: '衍生品' },
};

const choices: Readonly<Record<string, Wording>> = {
  none: { en: 'none', zh: '无' },
  basic: { en: 'the basics', zh: '基本了解' },
  experienced: { en: 'experienced', zh: '有经验' },
  uncertain: { en: 'uncertain', zh: '不确定' },
  varying: { en: 'varying', zh: '有波动' },
  steady: { en: 'steady', zh: '稳定' },
  complex: { en: 'complex', zh: '复杂' },
  simple: { en: 'simple', zh: '简单' },
  US: { en: 'United States', zh: '美国' },
  EU: { en: 'European Union', zh: '欧盟' },
  CN: { en: 'China', zh: '中国' },
  retail: { en: 'retail', zh: '普通投资者' },
  qualified: { en: 'qualified', zh: '合格投资者' },
  professional: { en: 'professional', zh: '专业投资者' },
  other: { en: 'another place', zh: '其他地区' },
  bereaved: { en: 'a death in the family', zh: '亲人去世' },
  ill: { en: 'a grave illness', zh: '重病' },
  'lost-work': { en: 'work was lost', zh: '失去工作' },
  'hard-to-follow': { en: 'this is hard to follow', zh: '难以理解' },
  'cannot-follow': { en: 'this cannot be followed', zh: '无法理解' },
  'under-pressure': { en: 'under pressure', zh: '受人催促' },
  'up-to-10': { en: 'up to 10%', zh: '10%以内' },
  '10-to-25': { en: '10 to 25%', zh: '10%至25%' },
  'over-25': { en: 'over 25%', zh: '25%以上' },
  'no-loss': { en: 'there was no loss', zh: '没有亏损' },
  'sold-everything': { en: 'sold everything', zh: '全部卖出' },
  'sold-some': { en: 'sold a part', zh: '卖出部分' },
  held: { en: 'held it', zh: '继续持有' },
  'bought-more': { en: 'bought more', zh: '买入更多' },
  tobacco: { en: 'tobacco', zh: '烟草' },
  weapons: { en: 'weapons', zh: '武器' },
  'fossil-fuels': { en: 'fossil fuels', zh: '化石燃料' },
  gambling: { en: 'gambling', zh: '博彩' },
  alcohol: { en: 'alcohol', zh: '酒类' },
  nuclear: { en: 'nuclear power', zh: '核电' },
};

const COMMA = { en: ', ', zh: '、' };

/** E.g. `largestLossInYear, wantedLevel` → `loss accepted within a year, risk asked for`. */
export function answerName(answer: string, language: Language): string {
  return answer
    .split(', ')
    .map((key) => keyName(key, language))
    .join(COMMA[language]);
}

function keyName(key: string, language: Language): string {
  const [, family] = /^knowledge\.(\w+)$/.exec(key) ?? [];
  if (family !== undefined) {
    const name = families[family]?.[language] ?? family;
    return { en: `knowledge of ${name}`, zh: `对${name}的了解` }[language];
  }
  const item = toleranceItems.find(({ id }) => key === `answers.${id}`);
  return (item?.text ?? keys[key])?.[language] ?? key;
}

/** A choice of a question on risk; undefined where `answer` is none, or has no such choice. */
export function itemChoice(answer: string, given: string, language: Language): string | undefined {
  const item = toleranceItems.find(({ id }) => answer === `answers.${id}`);
  return item?.choices.find(({ id }) => id === given)?.text[language];
}

/** A choice, or several of them, as `none` or `tobacco, weapons`; what is none stays. */
export function choiceName(given: string, language: Language): string {
  return given
    .split(/, | \/ /)
    .map((one) => choices[one]?.[language] ?? one)
    .join(given.includes(' / ') ? ' / ' : COMMA[language]);
}
