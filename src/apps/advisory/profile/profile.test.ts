import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { InputError } from '../../../core/errors.ts';
import { plainProfile, randomProfile } from '../test-profile.ts';
import { parseProfile } from './profile.ts';
import { profileTemplate } from './template.ts';

function refusal(text: string): string {
  try {
    parseProfile(text, 'p.yaml');
  } catch (error) {
    if (error instanceof InputError) return `${error.message} | ${error.hint ?? ''}`;
    throw error;
  }
  return 'nothing was refused';
}

const changed = (change: object): string => stringify({ ...plainProfile, ...change });

test('a profile is read as it was written', () => {
  expect(parseProfile(stringify(plainProfile), 'p.yaml')).toEqual(plainProfile);
});

test('random profiles are profiles', () => {
  for (let seed = 0; seed < 50; seed++) {
    const profile = randomProfile(seed);
    expect(parseProfile(stringify(profile), 'p.yaml')).toEqual(profile);
  }
});

test.each([
  [changed({ reserve: 5 }), /p\.yaml:\d+: unknown key "reserve"; did you mean "reserves"\?/],
  [changed({ age: -1 }), /p\.yaml:7: age is -1, expected a number of at least 0/],
  [changed({ incomePerMonth: -1 }), /incomePerMonth is -1, expected a number of at least 0/],
  [
    changed({ jurisdiction: 'USA' }),
    /jurisdiction is "USA", expected one of US, EU, CN, other \| Did you mean "US"/,
  ],
  [
    changed({ answers: { ...plainProfile.answers, sleep: 'well' } }),
    /answers\.sleep is "well", expected one of/,
  ],
  [changed({ asOf: '2026-02-30' }), /2026-02-30 is no day of the calendar/],
  [changed({ goals: [{ ...plainProfile.goals[0], date: '2026-11-28' }] }), /the goal house is on 2026-11-28/],
  [changed({ goals: [plainProfile.goals[0], plainProfile.goals[0]] }), /two goals have the id house/],
  [changed({ investNow: 0, investPerMonth: 0 }), /both 0/],
  [changed({ largestLossInYear: 0 }), /largestLossInYear is 0, expected a share above 0/],
  ['client: [', /p\.yaml:1: not YAML/],
  ['', /the profile is/],
])('what cannot be used is refused with its place (%#)', (text, message) => {
  expect(refusal(text)).toMatch(message);
});

test.each(['en', 'zh'] as const)(
  'the %s template is refused until it is filled in, and knows every key',
  (language) => {
    const template = profileTemplate(language);
    expect(refusal(template)).toMatch(/client is null, expected a text/);
    for (const key of Object.keys(plainProfile)) expect(template).toContain(`${key}:`);
  },
);
