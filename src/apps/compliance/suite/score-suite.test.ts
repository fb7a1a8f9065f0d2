import { expect, test } from 'vitest';
import type { Decision } from '../check/verdict.ts';
import { answerSuite, samplePairs, type Answered } from './answer-suite.ts';
import type { Label, LabelledText } from './labelled-text.ts';
import { constantScores, decisionTable, scoreAnswers } from './score-suite.ts';
import { checkedText, type Held } from './test-checked.ts';

function row(pair: number, label: Label): LabelledText {
  const breach = label === 'breach';
  return {
    ...{ id: `${pair}-${label}`, pair: `p${pair}`, language: 'en', kind: 'chat', label, rule: 'r' },
    text: breach ? 'We promise eight percent, come what may.' : 'We aim at eight percent.',
    acceptable: breach ? ['r', 'other'] : [],
    quote: breach ? 'promise eight percent' : null,
  };
}

const answer = (pair: number, label: Label, decision: Decision, held: readonly Held[] = []): Answered => {
  const labelled = row(pair, label);
  return { row: labelled, checked: checkedText(labelled.text, decision, held) };
};

const right: Held = { rule: 'other', decision: 'breach', quote: 'We promise eight' };
const wrong: Held = { rule: 'elsewhere', decision: 'breach', quote: 'We promise eight' };
const elsewhere: Held = { rule: 'r', decision: 'breach', quote: 'come what may' };

/** Four pairs: both right; breach under review; both flagged, the rule second and other words quoted; both passed. */
const answers = [
  ...[answer(1, 'breach', 'breach', [right]), answer(1, 'compliant', 'compliant')],
  ...[answer(2, 'breach', 'needs review'), answer(2, 'compliant', 'not applicable')],
  ...[answer(3, 'breach', 'breach', [wrong, elsewhere]), answer(3, 'compliant', 'breach')],
  ...[answer(4, 'breach', 'not applicable'), answer(4, 'compliant', 'needs review')],
];

test('the measures are those worked out by hand', () => {
  const strict = scoreAnswers(answers, 'strict', 1);
  expect(strict.confusion).toEqual({
    truePositives: 2,
    falsePositives: 1,
    falseNegatives: 2,
    trueNegatives: 3,
  });
  expect(strict.precision.value).toBeCloseTo(2 / 3, 12);
  expect(strict.recall).toMatchObject({ value: 0.5, n: 4 });
  expect(strict.specificity.value).toBe(0.75);
  expect(strict.f1.value).toBeCloseTo(4 / 7, 12);
  expect(strict.balancedAccuracy.value).toBe(0.625);
  expect(strict.pairs).toMatchObject({ value: 0.25, n: 4 });
  expect(strict.cited).toMatchObject({ value: 1, n: 2 });
  expect(strict.citedFirst).toMatchObject({ value: 0.5, n: 2 });
  expect(strict.quoted).toMatchObject({ value: 0.5, n: 2 });
  const lenient = scoreAnswers(answers, 'lenient', 1);
  expect(lenient.confusion).toEqual({
    truePositives: 3,
    falsePositives: 2,
    falseNegatives: 1,
    trueNegatives: 2,
  });
  expect(lenient.pairs.value).toBe(0.25 + 0.25);
  expect(decisionTable(answers).breach).toEqual({
    ...{ breach: 2, 'needs review': 1, compliant: 0, 'not applicable': 1 },
  });
});

test('an interval holds its value and is the same for the same seed', () => {
  const { balancedAccuracy, recall } = scoreAnswers(answers, 'strict', 7);
  for (const { value, interval } of [balancedAccuracy, recall]) {
    expect(interval?.low).toBeLessThanOrEqual(value ?? Number.NaN);
    expect(interval?.high).toBeGreaterThanOrEqual(value ?? Number.NaN);
  }
  expect(scoreAnswers(answers, 'strict', 7).balancedAccuracy).toEqual(balancedAccuracy);
});

test('constant answers score half, and nothing is made up where nothing can be known', () => {
  const { breach, compliant } = constantScores(answers, 1);
  expect([breach.balancedAccuracy.value, compliant.balancedAccuracy.value]).toEqual([0.5, 0.5]);
  expect(breach.precision.value).toBe(0.5);
  expect(compliant.precision).toEqual({ value: null, interval: null, n: 0 });
  const oneClass = answers.filter((each) => each.row.label === 'breach');
  expect(scoreAnswers(oneClass, 'strict', 1).balancedAccuracy.value).toBeNull();
  expect(scoreAnswers(oneClass, 'strict', 1).pairs.value).toBeNull();
});

test('a quote that is not in the text ends the measurement', async () => {
  const lying: Held = { rule: 'r', decision: 'breach', quote: 'never said' };
  const check = (): Promise<Answered['checked']> =>
    Promise.resolve(checkedText('We aim.', 'breach', [lying]));
  await expect(answerSuite([row(1, 'breach')], { check })).rejects.toThrow('is not in the text');
});

test('texts that are checked at the same time are answered in the order of the suite', async () => {
  const waiting = [1, 2, 3].map(() => Promise.withResolvers<Answered['checked']>());
  const asked: string[] = [];
  const check = ({ id }: { id: string }): Promise<Answered['checked']> => {
    const place = asked.push(id) - 1;
    // The first is answered last.
    if (asked.length === 2) waiting[1]?.resolve(checkedText('We aim.', 'breach', []));
    if (asked.length === 3) {
      waiting[2]?.resolve(checkedText('We aim.', 'compliant', []));
      waiting[0]?.resolve(checkedText('We aim.', 'not applicable', []));
    }
    return (waiting[place] as (typeof waiting)[0]).promise;
  };
  const rows = [row(1, 'breach'), row(2, 'breach'), row(3, 'breach')];
  const done: number[] = [];
  const answered = await answerSuite(rows, { check }, { concurrency: 2, onDone: (n) => done.push(n) });
  expect(asked).toEqual(rows.map(({ id }) => id));
  expect(answered.map(({ row: { id }, checked }) => [id, checked.decision])).toEqual([
    ['1-breach', 'not applicable'],
    ['2-breach', 'breach'],
    ['3-breach', 'compliant'],
  ]);
  expect(done).toEqual([1, 2, 3]);
});

test('a sample is made of whole pairs', () => {
  const rows = answers.map((each) => each.row);
  const sample = samplePairs(rows, 5, 3);
  expect(sample).toHaveLength(4);
  expect(Map.groupBy(sample, ({ pair }) => pair).size).toBe(2);
  expect(samplePairs(rows, 5, 3)).toEqual(sample);
});
