/** True explanations as a model might write them: other words than ours, numbers rounded in other ways, one sentence for a figure. */

import { Random } from '../../../core/random.ts';
import type { Figure } from '../figure.ts';
import { testFigures, testNames } from '../test-figures.ts';
import type { Language } from '../wording.ts';
import { fillPlaceholders } from './placeholders.ts';
import { writtenExplanation } from './written.ts';

const english = [
  'We place you at risk level {{profile.level}}.',
  'You can expect {{plan.return}} expected return a year with {{plan.volatility}} volatility.',
  'The plan aims at an expected return of {{plan.return}} and accepts a volatility of about {{plan.volatility}}.',
  'Volatility ({{plan.volatility}}) shows how far the value may swing, while the expected return ({{plan.return}}) is only an estimate.',
  'A bad year could cost you {{plan.loss95}} of what you invest.',
  'The largest drawdown so far was {{backtest.drawdown}}, and it may be deeper next time.',
  'Fees take {{plan.cost}} of the value every year.',
  'You hold an emergency reserve of {{profile.reserveMonths}}, which is one of the strengths of your plan.',
  'World Bond Fund gets {{plan.weight.BOND}} and World Share Fund gets {{plan.weight.WORLD}}.',
  'About {{plan.weight.BOND}} sits in BOND, {{plan.weight.WORLD}} in WORLD, and {{plan.weight.510300}} in 510300.',
  'CSI 300 Fund receives {{plan.amount.510300}}.',
  'Your goal House has a probability of {{goal.house.probability}}; School has a probability of {{goal.school.probability}}.',
  'House needs {{goal.house.amount}}, and it is due in {{goal.house.year}}.',
  'For School we see a {{goal.school.probability}} chance of success.',
  'The median outcome is {{plan.wealth.2039.p50}}, yet in a poor case only {{plan.wealth.2039.p5}} is there.',
  'You invest {{profile.investPerMonth}} each month over a horizon of {{profile.horizon}}.',
  'The loss you accept, {{profile.largestLoss}}, is above what a bad year would bring ({{plan.loss95}}).',
  'No one can know what markets do next, so please look at this plan once again every year.',
];

const chinese = [
  '您的风险等级为{{profile.level}}。',
  '组合预期收益率约{{plan.return}}，波动率约{{plan.volatility}}。',
  '预期年化收益{{plan.return}}和波动率{{plan.volatility}}均为估计值。',
  '若遇不利年份，可能亏损{{plan.loss95}}。',
  '历史上最大回撤达{{backtest.drawdown}}，今后可能更大。',
  '每年费用为{{plan.cost}}。',
  '您有可支撑{{profile.reserveMonths}}的备用金。',
  '全球债券基金占{{plan.weight.BOND}}，全球股票基金占{{plan.weight.WORLD}}，沪深300基金占{{plan.weight.510300}}。',
  '其中{{plan.amount.BOND}}投入全球债券基金。',
  '买房目标的实现概率为{{goal.house.probability}}，教育目标的实现概率为{{goal.school.probability}}。',
  '买房所需金额{{goal.house.amount}}，计划于{{goal.house.year}}使用。',
  '中位情形下期末资产为{{plan.wealth.2039.p50}}；不利情形下只有{{plan.wealth.2039.p5}}。',
  '您每月投入{{profile.investPerMonth}}，投资期限{{profile.horizon}}。',
  '您可接受的亏损为{{profile.largestLoss}}，请进一步确认是否一致。',
  '市场有风险，请您每年重新检查一次计划，任何一种情形都可能出现。',
];

export interface TrueExplanation {
  language: Language;
  figures: Figure[];
  /** With placeholders. */
  draft: string;
  text: string;
}

export function trueExplanation(seed: number): TrueExplanation {
  const random = Random.derive(seed, 'explanation');
  const language = random.pick(['en', 'zh'] as const);
  const figures = testFigures(seed, language === 'en' ? 'USD' : 'CNY');
  const own = random.chance(0.2);
  const sentences = random.sample(language === 'en' ? english : chinese, random.int(4, 9));
  const draft = own
    ? writtenExplanation(figures, testNames, language)
    : sentences.join(language === 'en' ? ' ' : '');
  const { text } = fillPlaceholders(draft, figures, language);
  return { language, figures, draft, text: random.chance(0.3) ? inOtherPrint(text) : text };
}

/** Full-width signs, blanks before the sign, `percent` in words: true all the same. */
function inOtherPrint(text: string): string {
  return text
    .replace(/(\d)%/, '$1 %')
    .replace(/(\d)%/, '$1％')
    .replace(/ (\d[\d.]*)%/, ' $1 percent');
}
