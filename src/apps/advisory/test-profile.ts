/** Profiles for tests: a plain one, and random ones from a seed, extreme ones included. */

import { Random } from '../../core/random.ts';
import {
  clientClasses,
  esgTopics,
  families,
  jurisdictions,
  knowledgeLevels,
  vulnerabilitySigns,
} from './profile/profile.ts';
import type { Family, Profile } from './profile/profile.ts';
import { toleranceItems } from './profile/questionnaire.ts';

/** The answers that give each item its place `at` (0 careful … 1 daring). */
export function answersAt(at: number): Record<string, string> {
  return Object.fromEntries(
    toleranceItems.map(({ id, choices }) => {
      const choice = choices[Math.min(choices.length - 1, Math.floor(at * choices.length))];
      return [id, (choice as { id: string }).id];
    }),
  );
}

export const plainProfile: Profile = {
  client: 'Example client',
  asOf: '2026-11-28',
  language: 'en',
  jurisdiction: 'US',
  clientClass: 'retail',
  currency: 'USD',
  age: 38,
  dependants: 1,
  incomePerMonth: 6000,
  incomeStability: 'steady',
  spendingPerMonth: 3500,
  reserves: 30_000,
  debts: [],
  investNow: 60_000,
  investPerMonth: 600,
  horizonYears: 12,
  goals: [
    {
      id: 'house',
      name: { en: 'House', zh: '买房' },
      amount: 120_000,
      date: '2038-06-30',
      priority: 'essential',
    },
  ],
  lossesLived: { largest: '10-to-25', reaction: 'held' },
  largestLossInYear: 0.2,
  knowledge: {
    ...{ deposits: 'experienced', bonds: 'basic', shares: 'basic', funds: 'experienced' },
    ...{ structured: 'none', derivatives: 'none' },
  },
  constraints: { excludeSymbols: [] },
  esgExclusions: [],
  vulnerability: [],
  answers: { ...answersAt(0.6), sharesPart: 'quarter', worstYear: '10', orderShare: 'mostlyFee' },
};

/** Every field drawn, one in eight of the numbers from its extremes. */
export function randomProfile(seed: number): Profile {
  const random = Random.derive(seed, 'profile');
  const amount = (most: number): number => {
    if (random.chance(1 / 8)) return random.pick([0, most * 100, 1]);
    return Math.round(most * random.float());
  };
  const some = <T>(items: readonly T[], chance: number): T[] => items.filter(() => random.chance(chance));
  const steady = random.chance(0.85);
  const years = (): number => (random.chance(1 / 8) ? random.pick([1, 60]) : random.int(1, 30));
  const income = amount(12_000);
  const spending = steady ? Math.max(1, Math.round(income * (0.3 + 0.4 * random.float()))) : amount(9000) + 1;
  const none = random.chance(0.3);
  const drawn: Profile = {
    ...plainProfile,
    language: random.pick(['en', 'zh']),
    jurisdiction: random.chance(0.1) ? 'other' : random.pick(jurisdictions.slice(0, 3)),
    clientClass: random.chance(0.7) ? 'retail' : random.pick(clientClasses),
    currency: random.pick(['USD', 'EUR', 'CNY']),
    age: random.chance(0.1) ? random.pick([5, 17, 18, 90, 120]) : random.int(20, 80),
    dependants: random.chance(0.1) ? 30 : random.int(0, 4),
    incomePerMonth: income,
    incomeStability: random.pick(['none', 'uncertain', 'varying', 'steady', 'steady']),
    spendingPerMonth: spending,
    reserves: steady ? spending * random.int(1, 24) : amount(80_000),
    debts: some(['card', 'loan', 'home'], 0.12).map((name) => {
      const debt = {
        name,
        amount: amount(40_000),
        interestRate: random.pick([0.02, 0.045, 0.07, 0.12, 0.24]),
      };
      const interest = steady ? (debt.amount * debt.interestRate) / 12 : 0;
      return { ...debt, monthlyPayment: Math.max(amount(900), interest), secured: name === 'home' };
    }),
    investNow: amount(200_000) + 1,
    investPerMonth: steady ? Math.round(Math.max(0, income - spending) * 0.3 * random.float()) : amount(2000),
    horizonYears: random.chance(1 / 8) ? random.pick([0, 0.5, 80]) : random.int(1, 35),
    goals: some(['house', 'school', 'old-age'], 0.4).map((id) => ({
      ...{ id, name: { en: id, zh: '目标' }, amount: amount(150_000) + 1 },
      ...{ date: `${2026 + years()}-12-31`, priority: random.pick(['essential', 'important', 'wish']) },
    })),
    lossesLived: none
      ? { largest: 'none', reaction: 'no-loss' }
      : {
          largest: random.pick(['up-to-10', '10-to-25', 'over-25']),
          reaction: random.pick(['sold-everything', 'sold-some', 'held', 'bought-more']),
        },
    largestLossInYear: random.chance(0.1) ? random.pick([0.001, 1]) : random.int(5, 40) / 100,
    ...(random.chance(0.4) && { wantedLevel: random.int(1, 5) }),
    knowledge: Object.fromEntries(families.map((family) => [family, random.pick(knowledgeLevels)])) as Record<
      Family,
      'none' | 'basic' | 'experienced'
    >,
    constraints: {
      excludeSymbols: [],
      ...(random.chance(0.2) && { largestWeight: random.pick([0.05, 0.2, 0.4]) }),
    },
    esgExclusions: some(esgTopics, 0.1),
    vulnerability: some(vulnerabilitySigns, 0.04),
    answers: random.chance(0.7)
      ? answersAt(random.float())
      : Object.fromEntries(toleranceItems.map(({ id, choices }) => [id, random.pick(choices).id])),
  };
  if (!steady) return drawn;
  // Mostly in keeping with each other, or hardly anybody would be advised.
  const bearable = 0.04 * Number(drawn.answers['worstYear']);
  return { ...drawn, largestLossInYear: Math.min(drawn.largestLossInYear, bearable) };
}
