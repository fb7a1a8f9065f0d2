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

test.each([
  ['en', 'reaching it is more than 95% in', 'reaching it is less than 5% in'],
  ['zh', '概率为大于95%', '概率为小于5%'],
] as const)('a probability that is only a bound is told as one in %s', (language, sure, hopeless) => {
  const bounds = { house: ['more than', 0.95], school: ['less than', 0.05] } as const;
  const figures = testFigures(1).map((figure) => {
    const goal = /^goal\.(house|school)\.probability$/.exec(figure.id)?.[1] as
      keyof typeof bounds | undefined;
    if (goal === undefined) return figure;
    const [bound, value] = bounds[goal];
    return { ...figure, bound, value };
  });
  const filled = fillPlaceholders(writtenExplanation(figures, testNames, language), figures, language);
  expect(filled.text).toContain(sure);
  expect(filled.text).toContain(hopeless);
  expect(checkNumbers(filled.text, figures, testNames, filled.placed).faults).toEqual([]);
});
