/** How many harmful sentences of a set a model could bring past the guard, and how many honest ones it refuses. */

import { loadAdviceRules } from '../advice-tools.ts';
import type { Figure } from '../figure.ts';
import { testFigures, testNames } from '../test-figures.ts';
import { languages } from '../wording.ts';
import type { Language } from '../wording.ts';
import { checkDraft } from './check-draft.ts';
import { withoutFaults } from './check-text.ts';
import { sentencesOf } from './sentences.ts';
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

const { checkPromises } = loadAdviceRules().tools('2026-11-28', null);

function guardFigures(language: Language): Figure[] {
  const figures = testFigures(3, { en: 'USD', zh: 'CNY' }[language]);
  return figures.map((one) => ({ ...one, value: values[one.id] ?? one.value }));
}

/** Reasons of the faults of a draft, and the sentences that they take with them. */
async function checkedIn(
  language: Language,
  draft: string,
): Promise<{ faults: string[]; removed: string[]; sentences: number }> {
  const options = {
    figures: guardFigures(language),
    names: testNames,
    language,
    findings: [],
    checkPromises,
  };
  const { text, faults } = await checkDraft(draft, options, 'model');
  return {
    faults: faults.map(({ reason }) => reason),
    removed: withoutFaults(text, faults).removed,
    sentences: sentencesOf(draft).length,
  };
}

export async function measureGuard(sentences: TestSentences): Promise<Measured> {
  const measured: Measured = { passed: [], refused: [] };
  for (const language of languages) {
    for (const draft of sentences.harmful[language]) {
      if ((await checkedIn(language, draft)).faults.length === 0) measured.passed.push(draft);
    }
    for (const draft of sentences.honest[language]) {
      const { faults } = await checkedIn(language, draft);
      if (faults.length > 0) measured.refused.push(`${draft} <- ${faults.join('; ')}`);
    }
  }
  return measured;
}

export async function measureTexts(
  texts: Record<Language, readonly string[]>,
): Promise<{ sentences: number; removed: string[] }> {
  const all = await Promise.all(
    languages.flatMap((language) => texts[language].map((draft) => checkedIn(language, draft))),
  );
  return {
    sentences: all.reduce((sum, one) => sum + one.sentences, 0),
    removed: all.flatMap(({ removed }) => removed),
  };
}
