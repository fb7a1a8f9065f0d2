import { expect, test } from 'vitest';
import { testFigures, testNames } from '../test-figures.ts';
import { checkNumbers } from './check-text.ts';
import { fillPlaceholders } from './placeholders.ts';
import { writtenExplanation } from './written.ts';

test.each(['en', 'zh'] as const)(
  'every number of the written explanation in %s is bound to its figure',
  (language) => {
    for (let seed = 0; seed < 40; seed++) {
      const figures = testFigures(seed, language === 'en' ? 'USD' : 'CNY');
      const filled = fillPlaceholders(writtenExplanation(figures, testNames, language), figures, language);
      expect(filled.unknown).toEqual([]);
      // Negative returns need a word of loss, which the sentence does not have: the sign is printed.
      const plain = checkNumbers(filled.text, figures, testNames);
      expect(plain.faults.map(({ reason }) => reason)).toEqual([]);
      expect(plain.numbers.map((one) => one.figure)).toEqual(filled.placed.map((one) => one.figure));
      expect(checkNumbers(filled.text, figures, testNames, filled.placed).faults).toEqual([]);
    }
  },
);
