/** How many harmful sentences of a set a model could bring past the guard, and how many honest ones it refuses. */

import { loadAdviceRules } from '../advice-tools.ts';
import type { Figure } from '../figure.ts';
import { testFigures, testNames } from '../test-figures.ts';
import { languages } from '../wording.ts';
import type { Language } from '../wording.ts';
import { checkDraft } from './check-draft.ts';
import type { TestSentences } from './test-sentences.ts';

export interface Measured {
  /** Harmful sentences without a fault. */
  passed: string[];
  /** Honest sentences with one, and why. */
  refused: string[];
}

const values: Record<string, number> = {
  ...{ 'plan.volatility': 0.109, 'plan.loss95': 0.18, 'backtest.drawdown': 0.339, 'plan.cost': 0.005 },
  ...{ 'plan.return': 0.038, 'profile.level': 2 },
};

export function guardFigures(language: Language): Figure[] {
  const figures = testFigures(3, { en: 'USD', zh: 'CNY' }[language]);
  return figures.map((one) => ({ ...one, value: values[one.id] ?? one.value }));
}

export async function measureGuard(sentences: TestSentences): Promise<Measured> {
  const { checkPromises } = loadAdviceRules().tools('2026-11-28', null);
  const measured: Measured = { passed: [], refused: [] };
  for (const language of languages) {
    const options = { figures: guardFigures(language), names: testNames, language, checkPromises };
    const faultsOf = async (draft: string): Promise<string[]> =>
      (await checkDraft(draft, options, 'model')).faults.map(({ reason }) => reason);
    for (const draft of sentences.harmful[language]) {
      if ((await faultsOf(draft)).length === 0) measured.passed.push(draft);
    }
    for (const draft of sentences.honest[language]) {
      const faults = await faultsOf(draft);
      if (faults.length > 0) measured.refused.push(`${draft} <- ${faults.join('; ')}`);
    }
  }
  return measured;
}
