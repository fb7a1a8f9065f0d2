/**
 * A client's profile (`profile.yaml`): facts, goals, limits and the answers to the questions on risk tolerance. Strict: an unknown key,
 * a missing answer or a value out of range is refused with its line. Money is in `currency`; shares and rates are fractions.
 */

import { z } from 'zod';
import { checkedYaml } from '../../../core/checked-yaml.ts';
import { InputError } from '../../../core/errors.ts';
import { readText } from '../../../core/read-text.ts';
import { languages } from '../wording.ts';
import { toleranceItems } from './questionnaire.ts';

export const jurisdictions = ['US', 'EU', 'CN', 'other'] as const;
export type Jurisdiction = (typeof jurisdictions)[number];

export const clientClasses = ['retail', 'qualified', 'professional'] as const;
export type ClientClass = (typeof clientClasses)[number];

/** What a client may want to keep out of the portfolio. */
export const esgTopics = ['tobacco', 'weapons', 'fossil-fuels', 'gambling', 'alcohol', 'nuclear'] as const;
export type EsgTopic = (typeof esgTopics)[number];

/** What a client may know: product families, as knowledge is asked for by them. */
export const families = ['deposits', 'bonds', 'shares', 'funds', 'structured', 'derivatives'] as const;
export type Family = (typeof families)[number];

export const knowledgeLevels = ['none', 'basic', 'experienced'] as const;
export type Knowledge = (typeof knowledgeLevels)[number];

export const vulnerabilitySigns = [
  ...['bereaved', 'ill', 'lost-work', 'hard-to-follow', 'cannot-follow', 'under-pressure'],
] as const;

const money = z.number().min(0).max(1e12);
const share = z.number().min(0).max(1);
const date = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date, e.g. 2031-06-30');
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, 'a short name of small letters, e.g. house');

const answers = z.strictObject(
  Object.fromEntries(toleranceItems.map(({ id, choices }) => [id, z.enum(choices.map((c) => c.id))])),
);

const goal = z.strictObject({
  id: slug,
  name: z.strictObject({ en: z.string().min(1).max(60), zh: z.string().min(1).max(30) }),
  /** In money of the day of the profile. */
  amount: money.refine((amount) => amount > 0, 'an amount above 0'),
  date,
  priority: z.enum(['essential', 'important', 'wish']),
});
export type Goal = z.infer<typeof goal>;

export const profileSchema = z.strictObject({
  /** How the report calls the client: no name is needed. */
  client: z.string().min(1).max(80),
  /** The day on which the answers were given; also the day of the report. */
  asOf: date,
  language: z.enum(languages),
  jurisdiction: z.enum(jurisdictions),
  clientClass: z.enum(clientClasses).default('retail'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency code, e.g. USD'),
  age: z.int().min(0).max(120),
  dependants: z.int().min(0).max(30),
  /** After tax, a month. */
  incomePerMonth: money,
  incomeStability: z.enum(['none', 'uncertain', 'varying', 'steady']),
  /** Without payments on debts. */
  spendingPerMonth: money.refine((spending) => spending > 0, 'an amount above 0'),
  /** At hand within days, besides what is to be invested. */
  reserves: money,
  debts: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(60),
        amount: money,
        interestRate: z.number().min(0).max(10),
        monthlyPayment: money,
        /** Secured by a home or another asset. */
        secured: z.boolean(),
      }),
    )
    .max(50)
    .default([]),
  investNow: money,
  investPerMonth: money,
  /** Years until the first large part is needed. */
  horizonYears: z.number().min(0).max(80),
  goals: z.array(goal).max(12).default([]),
  lossesLived: z.strictObject({
    largest: z.enum(['none', 'up-to-10', '10-to-25', 'over-25']),
    reaction: z.enum(['no-loss', 'sold-everything', 'sold-some', 'held', 'bought-more']),
  }),
  /** The loss within a year that the client could bear and would accept, of what is invested. */
  largestLossInYear: share.refine((loss) => loss > 0, 'a share above 0, e.g. 0.15'),
  /** The risk that the client asks for, 1 (lowest) to 5; left out: what the answers give. */
  wantedLevel: z.int().min(1).max(5).optional(),
  knowledge: z.strictObject(
    Object.fromEntries(families.map((family) => [family, z.enum(knowledgeLevels)])) as Record<
      Family,
      z.ZodEnum<{ none: 'none'; basic: 'basic'; experienced: 'experienced' }>
    >,
  ),
  constraints: z
    .strictObject({
      excludeSymbols: z.array(z.string().min(1)).max(200).default([]),
      /** Most that one product may take. */
      largestWeight: share.refine((weight) => weight > 0, 'a share above 0').optional(),
    })
    .prefault({}),
  esgExclusions: z.array(z.enum(esgTopics)).default([]),
  vulnerability: z.array(z.enum(vulnerabilitySigns)).default([]),
  answers,
});

export type Profile = z.infer<typeof profileSchema>;

/** @throws InputError where dates or goals contradict each other in a way that nothing can be computed from. */
export function checkProfile(profile: Profile, where: string): Profile {
  const ids = new Set<string>();
  for (const day of [profile.asOf, ...profile.goals.map((one) => one.date)]) requireDay(day, where);
  for (const { id, date: day } of profile.goals) {
    if (ids.has(id))
      throw new InputError(`${where}: two goals have the id ${id}`, { hint: 'Give each its own id.' });
    ids.add(id);
    if (day <= profile.asOf) {
      throw new InputError(
        `${where}: the goal ${id} is on ${day}, not after the day of the profile (asOf: ${profile.asOf})`,
        { hint: 'Give it a later date, or take the goal out.' },
      );
    }
  }
  if (profile.investNow === 0 && profile.investPerMonth === 0) {
    throw new InputError(`${where}: investNow and investPerMonth are both 0`, {
      hint: 'Say how much is to be invested, at once or each month.',
    });
  }
  return profile;
}

function requireDay(day: string, where: string): void {
  const time = new Date(`${day}T00:00:00Z`);
  if (!Number.isNaN(time.getTime()) && time.toISOString().startsWith(day)) return;
  throw new InputError(`${where}: ${day} is no day of the calendar`, { hint: 'Correct the date.' });
}

/** `where` names the text in errors. @throws InputError naming line, key and value. */
export function parseProfile(text: string, where: string): Profile {
  return checkProfile(checkedYaml(text, where, profileSchema, 'the profile'), where);
}

export function readProfile(path: string): Profile {
  return parseProfile(readText(path), path);
}

/** Years from the profile's day to another, by days of 365.25. */
export function yearsUntil(profile: Profile, day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${profile.asOf}T00:00:00Z`)) / (365.25 * 86_400_000);
}
