/** The explanation that needs no model: our own sentences around the figures. */

import type { Figure } from '../figure.ts';
import type { Language, Wording } from '../wording.ts';
import type { Names } from './cues.ts';

interface Sentence {
  /** Figures without which it is not said. */
  needs: readonly string[];
  text: Wording;
}

export const returnCaveat: Wording = {
  en: 'The expected return is an estimate from past prices and may well not come true.',
  zh: '预期收益率是根据历史价格得出的估计，可能无法实现。',
};

/** Without the words that the rule on hypothetical performance takes for a safeguard of the whole text. */
export const simulationCaveat: Wording = {
  en: 'The simulation assumes that the estimates above hold, with the inflation, fee and costs of this plan; the true course may well differ.',
  zh: '模拟假设上述估计成立，并计入本方案的通胀和费用，实际情况可能不同。',
};

const opening: readonly Sentence[] = [
  {
    needs: ['profile.level', 'profile.capacity', 'profile.tolerance'],
    text: {
      en: 'Your answers give a risk level of {{profile.level}}: the lower of capacity ({{profile.capacity}}) and tolerance ({{profile.tolerance}}) binds, or less where you asked for less.',
      zh: '根据您的回答，风险等级为{{profile.level}}；承受能力（{{profile.capacity}}）与承受意愿（{{profile.tolerance}}）取较低者，您要求更低时从其要求。',
    },
  },
  {
    needs: ['plan.return', 'plan.volatility'],
    text: {
      en: 'The portfolio has an expected return of {{plan.return}} a year, before tax and inflation, and a volatility of {{plan.volatility}}.',
      zh: '该组合的预期年化收益率为{{plan.return}}（未扣除税费和通胀），波动率为{{plan.volatility}}。',
    },
  },
  {
    needs: [],
    text: returnCaveat,
  },
  {
    needs: ['plan.loss95', 'profile.largestLoss'],
    text: {
      en: 'In a bad year you may lose {{plan.loss95}} or more; the loss you accept is {{profile.largestLoss}}.',
      zh: '在不利年份，亏损可能达到或超过{{plan.loss95}}；您可接受的亏损为{{profile.largestLoss}}。',
    },
  },
  {
    needs: ['backtest.drawdown'],
    text: {
      en: 'In the past this mix had a largest drawdown of {{backtest.drawdown}}.',
      zh: '该组合历史最大回撤为{{backtest.drawdown}}。',
    },
  },
  {
    needs: ['plan.cost'],
    text: {
      en: 'The products have an ongoing cost of {{plan.cost}} a year.',
      zh: '产品每年的持续费用为{{plan.cost}}。',
    },
  },
  {
    needs: ['profile.reserveMonths'],
    text: {
      en: 'Your emergency reserve covers {{profile.reserveMonths}} of spending.',
      zh: '您的备用金可支撑{{profile.reserveMonths}}的支出。',
    },
  },
];

const goalSentence: Wording = {
  en: 'For the goal NAME, due in {{goal.ID.year}}, the target amount is {{goal.ID.amount}} in the money of today, and the probability of reaching it is {{goal.ID.probability}} in the simulation.',
  zh: '目标“NAME”计划于{{goal.ID.year}}实现，目标金额为{{goal.ID.amount}}（按现在的币值），模拟中实现的概率为{{goal.ID.probability}}。',
};

/** Where a calmer portfolio reaches it more often. */
const calmerSentence: Wording = {
  en: 'The goal NAME is reached more often with the calmer portfolio of risk level {{goal.ID.calmer.level}}: in the simulation that calmer portfolio has a probability of {{goal.ID.calmer.probability}}.',
  zh: '目标“NAME”在较平稳组合下更常实现：较平稳组合的风险等级为{{goal.ID.calmer.level}}，模拟中该较平稳组合的概率为{{goal.ID.calmer.probability}}。',
};

const wealthSentence: Wording = {
  en: 'At the end of the horizon the median outcome is {{plan.wealth.YEAR.p50}}, the unfavourable case is {{plan.wealth.YEAR.p5}} and the favourable case is {{plan.wealth.YEAR.p95}}.',
  zh: '到期限末，中位情形为{{plan.wealth.YEAR.p50}}，不利情形为{{plan.wealth.YEAR.p5}}，有利情形为{{plan.wealth.YEAR.p95}}。',
};

const weightLine: Wording = {
  en: '“NAME” takes {{plan.weight.SYMBOL}}, which is {{plan.amount.SYMBOL}}.',
  zh: '“NAME”占{{plan.weight.SYMBOL}}，即{{plan.amount.SYMBOL}}。',
};

/** Text with placeholders, a sentence for each thing that the figures allow to be said. */
export function writtenExplanation(figures: readonly Figure[], names: Names, language: Language): string {
  const ids = new Set(figures.map(({ id }) => id));
  const can = (text: string): boolean =>
    [...text.matchAll(/\{\{(.*?)\}\}/g)].every(([, id]) => ids.has(id ?? ''));
  const space = language === 'en' ? ' ' : '';
  const nameIn = (all: readonly string[] | undefined, fallback: string): string =>
    all?.[language === 'en' ? 0 : 1] ?? fallback;
  const first = opening
    .filter(({ needs }) => needs.every((id) => ids.has(id)))
    .map(({ text }) => text[language]);
  const weights = Object.keys(names.products).map((symbol) =>
    weightLine[language]
      .replace('NAME', () => nameIn(names.products[symbol], symbol))
      .replaceAll('SYMBOL', () => symbol),
  );
  const goals = Object.keys(names.goals).flatMap((id) =>
    [goalSentence, calmerSentence].map((sentence) =>
      sentence[language].replaceAll('ID', () => id).replace('NAME', () => nameIn(names.goals[id], id)),
    ),
  );
  const years = figures.flatMap(({ id }) => /^plan\.wealth\.(.+)\.p50$/.exec(id)?.[1] ?? []);
  const wealth = years.slice(-1).map((year) => wealthSentence[language].replaceAll('YEAR', year));
  const simulated = [...goals, ...wealth].filter(can);
  const assumed = simulated.length === 0 ? [] : [simulationCaveat[language]];
  return [first, weights, [...simulated, ...assumed]]
    .map((part) => part.filter(can).join(space))
    .filter((part) => part !== '')
    .join('\n\n');
}
