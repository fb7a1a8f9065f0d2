/** Formulas of figures as a reader is told them: in English as they are, in Chinese with the names of figures and answers in place of keys. */

import type { Figure } from '../figure.ts';
import type { Language } from '../wording.ts';
import { answerName } from './answer-words.ts';

/** Longer ones first: a shorter one may be a part of them. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/share of simulated paths, told from 5 % to 95 %/, '模拟路径中实现的比例，只在5%至95%之间表述'],
  [/at the ends of (\S+), with the error of the simulation \(Wilson\)/, '取$1区间两端，含模拟误差（Wilson）'],
  [/at the ends of (\S+)/, '取$1区间两端'],
  [
    /years until the first essential goal, or important ones of a fifth of what is paid in/,
    '距首个必要目标的年数，或重要目标累计达投入五分之一时的年数',
  ],
  [
    /level below (\S+) with the highest share of simulated paths that pay \S+/,
    '低于$1的各等级中模拟实现比例最高者',
  ],
  [/as of plan, at level (\S+)/, '与本方案同法，等级取$1'],
  [/as (\S+), at level (\S+)/, '与$1同法，等级取$2'],
  [/p(\d+) of simulated wealth after goals, deflated/, '支付目标后模拟资产的$1%分位数，按现在的币值'],
  [/block bootstrap of past returns, 95 %/, '历史收益率分块自助法，95%'],
  [/, before tax, fee and trading/, '，未扣除税、费和交易费用'],
  [/shrunk \((.+?)(?:, correlations)?\)/, '经收缩估计（$1）'],
  [/ and its interval, no return counted/, '及其区间，不计收益'],
  [/Σ weight · ongoingCost, within the prices/, 'Σ 占比 · 持续费用，已含在价格中'],
  [/max μ, volatility ≤ (\S+), bounds of the gate/, '在波动率 ≤ $1及适当性上限内使μ最大'],
  [/level of the sum of points over answers/, '各题得分之和对应的等级'],
  [/level of the points, caps/, '得分对应的等级，封顶等级'],
  [/limit of the level/, '该等级的上限'],
  [/payments on debts/, '每月还债'],
  [/months until the goal/, '距目标的月数'],
  [/median of what is missing/, '缺口比例的中位数'],
  [/mean over the paths that miss it/, '未实现的模拟路径的平均缺口'],
  [/date of the goal/, '目标的日期'],
  [/amount of the goal/, '目标的金额'],
  [/1 − wealth \/ highest wealth before/, '1 − 资产 / 此前最高资产'],
  [/−mean of the lowest 5 % of r/, '−最低5%的r的平均值'],
  [/−5 % quantile of r/, '−r的5%分位数'],
  [/mean\(r\) a year/, '年化的r平均值'],
  [/mean\(r\)/, 'r平均值'],
  [/downside deviation a year/, '年化下行偏差'],
  [/Σ\|trades\| \/ wealth \/ years/, 'Σ|交易额| / 资产 / 年数'],
  [/Σ cost \/ wealth at the trade/, 'Σ 费用 / 交易时资产'],
  [/Σ tax \/ wealth at the trade/, 'Σ 税费 / 交易时资产'],
  [/\(periods\/n\)/, '(每年期数/n)'],
  [/return − benchmark return/, '历史年化收益率 − 基准年化收益率'],
  [/riskFree/, '无风险利率'],
  [/tradingCost/, '交易费用率'],
  [/\bfee\b/, '费率'],
  [/interval: /, '区间：'],
  [/; /, '；'],
];

/** `figures`: those that a formula may name. */
export function formulaText(
  { formula }: Pick<Figure, 'formula'>,
  figures: readonly Figure[],
  language: Language,
): string {
  if (language === 'en') return formula;
  const told = phrases.reduce((text, [phrase, words]) => text.replace(phrase, words), formula);
  const named = figures
    .filter(({ id }) => told.includes(id))
    .toSorted((a, b) => b.id.length - a.id.length)
    .reduce((text, { id, label }) => text.replaceAll(id, () => label.zh), told);
  // Of a plan that is refused the figure itself is not told.
  const whole = named.replaceAll('plan.return', '预期年化收益率');
  return whole.replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b|\breserves\b/g, (key) => answerName(key, 'zh'));
}
