/** 2,000 answers whose truth is known: the scorer may err on fewer than one in two hundred. An answer that it cannot read counts as an error. */

import { expect, it } from 'vitest';

import { Random } from '../../core/random.ts';
import { scoreAnswer } from '../score.ts';
import { knownPair } from './draw.ts';

const PAIRS = 2000;

it('false verdicts: fewer than 0.5 % of 2,000 answers with known truth', () => {
  const random = Random.derive(20250316, 'known-truth');
  const pairs = Array.from({ length: PAIRS }, () => knownPair(random));
  const errors = pairs.flatMap(({ kind, answer, reference, correct }) => {
    const { verdict, reason } = scoreAnswer(answer, reference);
    return verdict === (correct ? 'correct' : 'wrong') ? [] : [{ kind, answer, verdict, reason }];
  });
  expect(errors.length, JSON.stringify(errors.slice(0, 12), null, 1)).toBeLessThan(PAIRS * 0.005);

  // What was tried: both truths, every kind and every fault, many times.
  const right = pairs.filter(({ correct }) => correct).length;
  expect(right).toBeGreaterThan(PAIRS * 0.45);
  expect(right).toBeLessThan(PAIRS * 0.55);
  const counts = Map.groupBy(pairs, ({ kind }) => kind);
  expect([...counts.keys()].sort()).toEqual(
    [
      ...['percent: right', 'percent: sign', 'percent: near miss', 'percent: unit', 'percent: magnitude'],
      ...['amount: right', 'amount: sign', 'amount: near miss', 'amount: scale', 'amount: magnitude'],
      ...['plain: right', 'plain: sign', 'plain: near miss', 'plain: percent sign', 'plain: magnitude'],
      ...['direction: right', 'direction: sign', 'label: right', 'label: another'],
      ...['choice: right', 'choice: another', 'choice: set', 'choice: another set'],
      ...['boolean: right', 'boolean: other'],
    ].sort(),
  );
  for (const [kind, of] of counts) expect(of.length, kind).toBeGreaterThan(10);
});
