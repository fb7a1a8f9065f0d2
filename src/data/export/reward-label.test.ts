import { expect, it } from 'vitest';
import { reference, testQuestion } from './test-export.ts';
import { readRewardLabel, rewardLabel } from './reward-label.ts';

it('names a question by its id and its reference', () => {
  expect(readRewardLabel(rewardLabel(testQuestion('q/7')))).toEqual({ id: 'own/q/7', reference });
});

it('takes a reference alone, as text or object, and an id alone', () => {
  expect(readRewardLabel(reference)).toEqual({ id: null, reference });
  expect(readRewardLabel(` ${JSON.stringify(reference)}`)).toEqual({ id: null, reference });
  expect(readRewardLabel({ id: 'own/1' })).toEqual({ id: 'own/1', reference: null });
  expect(readRewardLabel(' own/1\n')).toEqual({ id: 'own/1', reference: null });
});

it.each([
  [undefined, /^the label cannot be read: /],
  [42, /^the label cannot be read: /],
  ['', /^the label is empty$/],
  ['{', /^the label is not JSON: /],
  [{}, /neither id nor reference/],
  [{ id: '', reference: null }, /^the label cannot be read: id: /],
  [{ kind: 'number', value: 'ten', unit: 'plain' }, /^the label cannot be read: reference\.value: /],
])('says what is wrong with %j', (given, why) => {
  expect(readRewardLabel(given)).toMatch(why);
});
