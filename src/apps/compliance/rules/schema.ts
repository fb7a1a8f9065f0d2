/** The YAML of a rulebook and of a rule's front matter. Unknown keys are refused. */

import { z } from 'zod';
import { severities } from './rule.ts';
import { scopes } from './segments.ts';

const day = z.string().refine(isDay, { error: 'a day as 2026-11-28' });

/** Whether a text is a day of the calendar, as `2026-11-28`. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  );
}

const text = z.string().trim().min(1);
const phrases = z.array(text).min(1);
/** Names as `$name` needs them. */
const listName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, { error: 'a name of small letters, digits and hyphens' });
const lists = z.record(listName, phrases);

export const termsSchema = z.strictObject({ terms: lists });

export const rulebookSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'a name of small letters, digits and hyphens' }),
  title: text,
  jurisdiction: z.enum(['US', 'EU', 'CN']),
  language: z.enum(['en', 'zh']),
  about: text,
  reviewed: day,
  terms: lists.default({}),
});

const test = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'a name of small letters, digits and hyphens' }),
  decision: z.enum(['breach', 'review']),
  all: phrases.default([]),
  any: phrases.default([]),
  with: phrases.default([]),
  without: phrases.default([]),
  within: z.enum(scopes).default('sentence'),
  'with-within': z.enum(scopes).optional(),
  'without-within': z.enum(scopes).optional(),
  asserted: z.boolean().default(true),
  reason: text,
  suggestion: text.optional(),
});

export const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'a name of small letters, digits and hyphens' }),
  title: text,
  citation: text,
  address: z.url({ protocol: /^https?$/, error: 'the address of the official text, https://…' }),
  effective: z.strictObject({ from: day.optional(), to: day.optional() }).optional(),
  topic: text,
  severity: z.enum(severities),
  keywords: phrases,
  terms: lists.default({}),
  applies: phrases.default([]),
  tests: z.array(test).min(1),
});

export type RulebookFacts = z.infer<typeof rulebookSchema>;
export type RuleFrontMatter = z.infer<typeof ruleSchema>;
