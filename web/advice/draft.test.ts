import { expect, it } from 'vitest';
import { plainProfile } from '../../src/apps/advisory/test-profile.ts';
import { draftOf, emptyDraft, missingIn, newGoalId, profileOf, stepOf } from './draft.ts';

const items = [{ id: 'sleep' }, { id: 'unsure' }];

it('takes a profile in and gives it back', () => {
  expect(profileOf(draftOf(plainProfile))).toEqual(plainProfile);
});

it('tells what is still to be filled in, where it is asked for', () => {
  const missing = missingIn(emptyDraft('en', '2026-11-28'), ['funds'], items);
  expect(missing.client).toEqual(['client', 'jurisdiction', 'currency', 'age', 'dependants']);
  expect(missing.knowledge).toEqual(['knowledge.funds']);
  expect(missing.risk).toEqual(['answers.sleep', 'answers.unsure']);
  const draft = draftOf(plainProfile);
  const begun = { ...draft, goals: [{ id: 'goal-1', name: { en: '', zh: '' }, amount: 5 }] };
  expect(missingIn(begun, ['funds'], [])).toEqual({
    ...{ client: [], money: [], goals: ['goals.0.name', 'goals.0.date', 'goals.0.priority'] },
    ...{ losses: [], knowledge: [], risk: [], market: [] },
  });
});

it('knows the step of every field, and of parts of it', () => {
  expect(stepOf('incomePerMonth')).toBe('money');
  expect(stepOf('goals.0.date')).toBe('goals');
  expect(stepOf('answers')).toBe('risk');
  expect(stepOf('lossesLived.reaction')).toBe('losses');
  expect(stepOf('lossesLived')).toBe('losses');
  expect(stepOf('constraints.largestWeight')).toBe('knowledge');
  expect(stepOf('products')).toBeNull();
});

it('leaves out what is emptied', () => {
  const { values } = draftOf(plainProfile);
  const profile = profileOf({ values: { ...values, wantedLevel: '' }, goals: [], debts: [] });
  expect(profile).not.toHaveProperty('wantedLevel');
});

it('names goals apart', () => {
  expect(newGoalId([])).toBe('goal-1');
  expect(newGoalId([{ id: 'goal-2', name: { en: '', zh: '' } }])).toBe('goal-3');
});
