import { expect, test } from 'vitest';
import { answersAt, plainProfile } from '../test-profile.ts';
import { inconsistencies } from './consistency.ts';
import type { Profile } from './profile.ts';
import { toleranceItems } from './questionnaire.ts';
import { scoreRisk } from './score.ts';

const risk = (change: Partial<Profile>): ReturnType<typeof scoreRisk> =>
  scoreRisk({ ...plainProfile, ...change });
const findings = (change: Partial<Profile>): string[] =>
  inconsistencies({ ...plainProfile, ...change }, risk(change)).map(({ id }) => id);

test('the scale has the range of the published one, and points that rise', () => {
  expect(toleranceItems).toHaveLength(13);
  expect(risk({ answers: answersAt(0) }).tolerance).toMatchObject({ points: 13, lowest: 13, level: 1 });
  expect(risk({ answers: answersAt(1) }).tolerance).toMatchObject({ points: 47, highest: 47, level: 5 });
  for (const { choices } of toleranceItems)
    expect(choices.map((c) => c.points)).toEqual(choices.map((_, i) => i + 1));
});

test('every point is traced to an answer, and they add up', () => {
  const { tolerance, capacity } = risk({});
  expect(tolerance.parts.map((part) => part.answer)).toEqual(toleranceItems.map(({ id }) => `answers.${id}`));
  for (const score of [tolerance, capacity]) {
    expect(score.parts.reduce((sum, part) => sum + part.points, 0)).toBe(score.points);
  }
});

test('capacity by hand: 12 of 12 years, 8.6 months, a surplus of 42 %, no debts, steady, goal 0.82, one dependant, 38', () => {
  const { capacity } = risk({});
  // 60,000 + 600 · 12 · 11.59 years = 143,446 is paid in; 120,000 / 143,446 = 0.837.
  expect(capacity.parts.map((part) => part.points)).toEqual([4, 3, 4, 4, 4, 1, 3, 4]);
  expect(capacity).toMatchObject({ points: 27, highest: 32, level: 5, caps: [] });
});

test('the lower binds', () => {
  expect(risk({ answers: answersAt(0) })).toMatchObject({ level: 1, binding: 'tolerance' });
  expect(risk({ answers: answersAt(1), reserves: 3600 })).toMatchObject({ level: 2, binding: 'capacity' });
  expect(risk({ answers: answersAt(1), wantedLevel: 3 })).toMatchObject({ level: 3, binding: 'wanted' });
});

const owed = (amount: number): Profile['debts'][number] => ({
  ...{ name: 'family', amount, interestRate: 0, monthlyPayment: 0, secured: false },
});

test.each([
  [{ horizonYears: 0.5 }, 1],
  [{ horizonYears: 2 }, 2],
  [{ horizonYears: 4 }, 3],
  [{ age: 80 }, 2],
  [{ debts: [owed(plainProfile.reserves + plainProfile.investNow + 1)] }, 2],
  [{ debts: [owed(plainProfile.reserves + plainProfile.investNow)] }, 5],
  [{ vulnerability: ['bereaved'] as Profile['vulnerability'] }, 2],
])('a cap holds whatever the points are (%#)', (change, level) => {
  expect(risk({ answers: answersAt(1), ...change }).level).toBe(level);
});

const loan = { name: 'home', amount: 90_000, interestRate: 0.03, monthlyPayment: 500, secured: true };

test.each<[Partial<Profile>, string]>([
  [
    { goals: [{ ...plainProfile.goals[0], date: '2027-11-01' } as Profile['goals'][number]] },
    'horizon-against-goal',
  ],
  [
    { lossesLived: { largest: 'over-25', reaction: 'sold-everything' }, wantedLevel: 5 },
    'panic-against-maximum',
  ],
  [{ largestLossInYear: 0.05, wantedLevel: 4 }, 'small-loss-against-maximum'],
  [{ answers: answersAt(1), largestLossInYear: 0.05 }, 'loss-answers'],
  [{ investPerMonth: 3000 }, 'contribution-above-surplus'],
  [{ lossesLived: { largest: 'none', reaction: 'held' } }, 'loss-and-reaction'],
  [
    { debts: [{ name: 'a', amount: 40_000, interestRate: 0.02, monthlyPayment: 0, secured: false }] },
    'debts-above-reserves',
  ],
  [
    { lossesLived: { largest: 'none', reaction: 'no-loss' }, answers: answersAt(1) },
    'never-lost-yet-fearless',
  ],
  [{ answers: answersAt(0), wantedLevel: 5 }, 'wanted-above-result'],
  [{ answers: answersAt(0) }, 'capacity-against-tolerance'],
  [
    { answers: { ...answersAt(0), orderShare: 'share', longShot: 'gladly', payMix: 'mostlyBonus' } },
    'answers-scatter',
  ],
  [{ debts: [{ ...loan, interestRate: 0.4 }] }, 'secured-rate'],
  [{ debts: [{ ...loan, monthlyPayment: 6001 }] }, 'payments-above-income'],
  [{ debts: [{ ...loan, amount: 5e6, interestRate: 0.099, monthlyPayment: 1 }] }, 'payment-below-interest'],
  [
    { debts: [{ ...loan, amount: 60_000, interestRate: 0.0999, monthlyPayment: 0, secured: false }] },
    'payment-below-interest',
  ],
  [{ debts: [{ ...loan, amount: 720_001, interestRate: 0 }] }, 'debts-beyond-income'],
  [{ answers: { ...plainProfile.answers, worstYear: '5' }, largestLossInYear: 0.25 }, 'loss-answers'],
  [{ answers: { ...plainProfile.answers, worstYear: '10' }, largestLossInYear: 0.5 }, 'loss-answers'],
  [{ age: 74, horizonYears: 60 }, 'horizon-beyond-life'],
  [{ vulnerability: ['lost-work'] }, 'lost-work-yet-steady'],
  [{ incomeStability: 'none' }, 'income-without-stability'],
  [{ answers: { ...plainProfile.answers, mix: 'narrow', sharesPart: 'most' } }, 'mix-against-shares'],
  [{ answers: { ...plainProfile.answers, mix: 'widest', sharesPart: 'none' } }, 'mix-against-shares'],
  [{ incomePerMonth: 1e9 }, 'income-beyond'],
  [{ incomePerMonth: 6 }, 'income-tiny'],
  [{ incomePerMonth: 0 }, 'income-and-stability'],
])('answers that contradict each other are found (%#)', (change, id) => {
  expect(findings(change)).toContain(id);
});

test('a plain profile contradicts itself nowhere', () => {
  expect(findings({})).toEqual([]);
  expect(findings({ debts: [loan] })).toEqual([]);
  // Interest only, 225 a month, told as a round number; debts of ten years' income; the edge of each bound.
  expect(findings({ debts: [{ ...loan, monthlyPayment: 220 }] })).toEqual([]);
  expect(findings({ debts: [{ ...loan, amount: 720_000, interestRate: 0 }] })).toEqual([]);
  const five = { ...plainProfile.answers, worstYear: '5' };
  expect(findings({ answers: five, largestLossInYear: 0.24 })).toEqual([]);
  expect(findings({ age: 50, horizonYears: 60, goals: [] })).toEqual([]);
});

test.each([
  [0.059, []],
  [0.06, ['caution']],
  [0.149, ['caution']],
  [0.15, ['settle']],
])('a secured debt at %s is %j', (interestRate, weights) => {
  const profile = { ...plainProfile, debts: [{ ...loan, interestRate }] };
  const found = inconsistencies(profile, scoreRisk(profile)).filter(({ id }) => id === 'secured-rate');
  expect(found.map(({ weight }) => weight)).toEqual(weights);
});
