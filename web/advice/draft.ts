/**
 * A profile while it is being filled in. Fields are named by their place in it (`incomePerMonth`, `lossesLived.largest`, `answers.sleep`),
 * as the server names them where it refuses one.
 */

import type { Profile, Wording } from './api.ts';

export type Priority = Profile['goals'][number]['priority'];

export interface DraftGoal {
  id: string;
  /** What is written stands in both. */
  name: Wording;
  amount?: number;
  date?: string;
  priority?: Priority;
}

export interface DraftDebt {
  name: string;
  amount?: number;
  interestRate?: number;
  monthlyPayment?: number;
  secured: boolean;
}

export type Value = string | number | readonly string[];

export interface Draft {
  /** What is filled in, by field; all but goals and debts. */
  values: Readonly<Record<string, Value>>;
  goals: readonly DraftGoal[];
  debts: readonly DraftDebt[];
}

export const steps = ['client', 'money', 'goals', 'losses', 'knowledge', 'risk', 'market'] as const;
export type Step = (typeof steps)[number];

const required = {
  client: ['client', 'asOf', 'jurisdiction', 'clientClass', 'currency', 'age', 'dependants'],
  money: [
    ...['incomePerMonth', 'incomeStability', 'spendingPerMonth', 'reserves', 'investNow', 'investPerMonth'],
  ],
  goals: ['horizonYears'],
  losses: ['lossesLived.largest', 'lossesLived.reaction', 'largestLossInYear'],
  knowledge: [],
  risk: [],
  market: [],
} as const satisfies Record<Step, readonly string[]>;

const optional: Readonly<Record<string, Step>> = {
  vulnerability: 'client',
  debts: 'money',
  goals: 'goals',
  wantedLevel: 'losses',
  esgExclusions: 'knowledge',
  constraints: 'knowledge',
  knowledge: 'knowledge',
  answers: 'risk',
};

export function emptyDraft(language: string, today: string): Draft {
  return { values: { language, asOf: today, clientClass: 'retail' }, goals: [], debts: [] };
}

/** Fields that still have to be filled in, by step. */
export function missingIn(
  { values, goals, debts }: Draft,
  families: readonly string[],
  items: readonly { id: string }[],
): Record<Step, string[]> {
  const open = (keys: readonly string[]): string[] =>
    keys.filter((key) => values[key] === undefined || values[key] === '');
  const lacking = (kind: string, i: number, parts: Record<string, unknown>): string[] =>
    Object.entries(parts).flatMap(([key, value]) =>
      value === undefined || value === '' ? [`${kind}.${i}.${key}`] : [],
    );
  return {
    client: open(required.client),
    money: [
      ...open(required.money),
      ...debts.flatMap(({ name, amount, interestRate, monthlyPayment }, i) =>
        lacking('debts', i, { name, amount, interestRate, monthlyPayment }),
      ),
    ],
    goals: [
      ...open(required.goals),
      ...goals.flatMap(({ name, amount, date, priority }, i) =>
        lacking('goals', i, { name: name.en, amount, date, priority }),
      ),
    ],
    losses: open(required.losses),
    knowledge: open(families.map((family) => `knowledge.${family}`)),
    risk: open(items.map(({ id }) => `answers.${id}`)),
    market: [],
  };
}

/** Where a field is asked for; a part of it (`goals.0.date`, `knowledge`) where that is. Null: nowhere. */
export function stepOf(field: string): Step | null {
  const step = steps.find((one) => (required[one] as readonly string[]).includes(field));
  if (step !== undefined) return step;
  const [head = ''] = field.split('.');
  return (
    optional[head] ?? steps.find((one) => required[one].some((key) => key.startsWith(`${head}.`))) ?? null
  );
}

/** As the server takes it. */
export function profileOf({ values, goals, debts }: Draft): object {
  const profile: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(values)) {
    if (value === '') continue;
    const [head = '', part] = field.split('.');
    if (part === undefined) profile[head] = value;
    else profile[head] = { ...(profile[head] as object | undefined), [part]: value };
  }
  return { ...profile, debts, goals };
}

/** The draft that a finished profile comes from. */
export function draftOf(profile: Profile): Draft {
  const { goals, debts, ...rest } = profile;
  const values: Record<string, Value> = {};
  for (const [head, value] of Object.entries(rest)) {
    if (value === undefined) continue;
    if (typeof value !== 'object' || Array.isArray(value)) values[head] = value as Value;
    else
      for (const [part, inner] of Object.entries(value))
        if (inner !== undefined) values[`${head}.${part}`] = inner as Value;
  }
  return { values, debts, goals };
}

/** A short name that no other goal has: it stands in the ids of figures. */
export function newGoalId(goals: readonly DraftGoal[]): string {
  let n = goals.length + 1;
  while (goals.some(({ id }) => id === `goal-${n}`)) n++;
  return `goal-${n}`;
}
