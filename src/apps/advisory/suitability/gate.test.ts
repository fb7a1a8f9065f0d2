import { expect, test } from 'vitest';
import type { Profile } from '../profile/profile.ts';
import { scoreRisk } from '../profile/score.ts';
import { answersAt, plainProfile } from '../test-profile.ts';
import { testProduct, testProducts, testRule } from '../test-products.ts';
import { Gate } from './gate.ts';
import type { Product } from './products.ts';

function gate(change: Partial<Profile> = {}): Gate {
  const profile = { ...plainProfile, ...change };
  return new Gate(profile, scoreRisk(profile), testRule);
}

const refused = (change: Partial<Profile>): string[] =>
  gate(change)
    .open([])
    .findings.filter(({ decision }) => decision === 'refuse')
    .map(({ id }) => id);
const symbols = (change: Partial<Profile>): string[] =>
  gate(change)
    .open(testProducts)
    .permitted.map(({ symbol }) => symbol);
const soon = {
  ...{ id: 'soon', name: { en: 'Soon', zh: '近期' }, amount: 6000, date: '2027-03-28' },
  priority: 'important' as const,
};
const card = { name: 'card', amount: 900, interestRate: 0.19, monthlyPayment: 20, secured: false };

test.each<[Partial<Profile>, string]>([
  [{ reserves: 3000 }, 'reserve-missing'],
  [{ debts: [card] }, 'debt-first'],
  [{ vulnerability: ['under-pressure'] }, 'vulnerable'],
  [{ age: 17 }, 'minor'],
  [{ jurisdiction: 'other' }, 'jurisdiction'],
  [{ investPerMonth: 5000 }, 'unsettled'],
])('a client who must not be advised is not (%#)', (change, id) => {
  const result = gate(change).open(testProducts);
  expect(result.isOpen).toBe(false);
  expect(refused(change)).toEqual([id]);
  const [finding] = result.findings.filter((one) => one.id === id);
  if (id === 'jurisdiction') expect(finding?.rule).toBeNull();
  else expect(finding?.rule?.id).toBe('us-bi-' + (id === 'debt-first' ? 'care' : 'suitability'));
});

test('a plain client may hold what fits level 4, and nothing else', () => {
  expect(scoreRisk(plainProfile).level).toBe(4);
  expect(symbols({})).toEqual(['CASH', 'BOND', 'MIX', 'WORLD', 'EURO', 'SMOKE', 'GOLD']);
});

test.each<[Partial<Profile>, string[]]>([
  [{ answers: answersAt(0) }, ['CASH', 'BOND']],
  [{ esgExclusions: ['tobacco'] }, ['CASH', 'BOND', 'MIX', 'WORLD', 'EURO', 'GOLD']],
  [{ constraints: { excludeSymbols: ['MIX', 'SMOKE'] } }, ['CASH', 'BOND', 'WORLD', 'EURO', 'GOLD']],
  [{ constraints: { excludeSymbols: ['mix', 'Smoke'] } }, ['CASH', 'BOND', 'WORLD', 'EURO', 'GOLD']],
  [{ horizonYears: 2 }, ['CASH', 'BOND']],
  [{ goals: [{ ...soon, priority: 'important', amount: 54_000 }] }, ['CASH']],
  [
    {
      goals: [
        { ...soon, priority: 'important', amount: 6000 },
        { ...soon, id: 'b', amount: 7000 },
      ],
    },
    ['CASH'],
  ],
  [{ horizonYears: 0.5 }, ['CASH']],
])('products are refused by the answer that rules them out (%#)', (change, left) => {
  expect(symbols(change)).toEqual(left);
});

test('a wish that is near is told, a small one is not', () => {
  const told = (amount: number): string[] =>
    gate({ goals: [{ ...soon, amount, priority: 'wish' }] })
      .open(testProducts)
      .findings.filter(({ stage }) => stage === 'client')
      .map(({ id, decision }) => `${id} ${decision}`);
  expect(told(54_000)).toEqual(['goal-soon caution']);
  expect(told(6000)).toEqual([]);
});

const weights = (given: Record<string, number>, volatility = 0.1): string[] => {
  const { permitted } = gate().open(testProducts);
  return gate()
    .portfolio(
      {
        weights: given,
        volatility,
        pastDrawdown: null,
        alike: [
          ['WORLD', 'GOLD'],
          ['EURO', 'MIX'],
        ],
      },
      permitted,
    )
    .map(({ id, product }) => `${id} ${product ?? ''}`.trim());
};

test('a portfolio within its limits passes', () => {
  expect(weights({ BOND: 0.5, WORLD: 0.5 })).toEqual([]);
});

test.each<[Record<string, number>, number, string[]]>([
  [{ BOND: 0.2, WORLD: 0.8 }, 0.1, ['concentration WORLD']],
  [{ BOND: 0.5, WORLD: 0.4, THREE: 0.1 }, 0.1, ['unknown-product THREE']],
  [{ BOND: 0.5, WORLD: 0.6, CASH: -0.1 }, 0.1, ['concentration CASH']],
  [{ BOND: 0.5, WORLD: 0.4 }, 0.1, ['concentration']],
  // Two that count as one may take together what the one of them may that may take most: 60 %, and 70 %.
  [{ BOND: 0.35, WORLD: 0.55, GOLD: 0.1 }, 0.1, ['concentration']],
  [{ EURO: 0.2, MIX: 0.52, BOND: 0.28 }, 0.1, ['concentration']],
  [{ BOND: 0.5, WORLD: 0.5 }, 0.15, ['volatility', 'loss']],
  [{ BOND: 0.5, WORLD: 0.5 }, Number.NaN, ['volatility', 'loss']],
])('a portfolio outside of its limits is refused (%#)', (given, volatility, found) => {
  expect(weights(given, volatility)).toEqual(found);
});

test('products of one kind are bounded together, and are complex whatever the file says', () => {
  const coins = ['A', 'B'].map((symbol) => testProduct(symbol, { kind: 'crypto', riskClass: 4 }));
  const client = { clientClass: 'professional', horizonYears: 20 } as const;
  expect(gate(client).open(coins).permitted).toEqual([]);
  const knowing = {
    ...client,
    knowledge: { ...plainProfile.knowledge, derivatives: 'experienced' as const },
  };
  const found = gate(knowing).portfolio(
    { weights: { A: 0.05, B: 0.05, C: 0.5, D: 0.4 }, volatility: 0.05, pastDrawdown: null, alike: [] },
    [...coins, testProduct('C'), testProduct('D')],
  );
  expect(found).toMatchObject([{ id: 'kind-share', value: 0.1, limit: 0.05 }]);
});

test('currency and lock-up are bounded by the client', () => {
  const permitted: Product[] = [
    testProduct('A', { currency: 'EUR' }),
    testProduct('B', { liquidity: 'locked' }),
  ];
  const found = gate({ answers: answersAt(0.3) })
    .portfolio({ weights: { A: 0.5, B: 0.5 }, volatility: 0.01, pastDrawdown: 0.3, alike: [] }, permitted)
    .map(({ id, decision }) => `${id} ${decision}`);
  expect(found).toEqual(['currency-share refuse', 'locked-share refuse', 'past-drawdown caution']);
});

test.each<['essential' | 'important' | 'wish', number, string[]]>([
  ['essential', 0.049, ['refuse less than 0.05 0.05']],
  ['essential', 0.05, ['caution 0.05 0.5']],
  ['essential', 0.499, ['caution 0.499 0.5']],
  ['essential', 0.5, []],
  ['important', 0.01, ['caution less than 0.05 0.5']],
  ['important', 0.5, []],
  ['wish', 0, []],
])('a goal is held against its probability: %s at %s', (priority, probability, told) => {
  const goal = { ...soon, priority };
  const found = gate().goals([{ goal, probability, reachable: null, extraPerMonth: null, paidBefore: [] }]);
  expect(found.map(({ decision, value, limit }) => `${decision} ${value} ${limit}`)).toEqual(told);
  for (const one of found)
    expect(one).toMatchObject({ figure: 'goal.soon.probability', rule: { id: 'us-bi-suitability' } });
});

test.each([0.01, 0.3])('what is paid before a graver goal is named, at %s', (probability) => {
  const goal = { ...soon, priority: 'essential' as const };
  const wish = { ...soon, id: 'trip', name: { en: 'Journey', zh: '旅行' }, priority: 'wish' as const };
  const told = (paidBefore: Profile['goals']) =>
    gate().goals([{ goal, probability, reachable: null, extraPerMonth: null, paidBefore }])[0]?.text;
  expect(told([wish])?.en).toMatch(/leaving them out would help: Journey\.$/);
  expect(told([wish])?.zh).toContain('“旅行”');
  expect(told([])?.en).not.toContain('leaving');
  const extraPerMonth = {
    ...{ id: 'more', value: 460, unit: 'money' as const, currency: 'USD' },
    ...{ label: { en: 'more', zh: '更多' }, formula: '' },
  };
  const [able] = gate().goals([{ goal, probability, reachable: null, extraPerMonth, paidBefore: [] }]);
  expect(able?.text.en).toMatch(/paying in more|, or some \$460 more paid in each month/);
  // Nothing is left over: paying in more is no way.
  expect(told([])?.en).not.toMatch(/paying in more|paid in each month/);
});
