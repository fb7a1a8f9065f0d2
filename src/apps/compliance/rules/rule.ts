/**
 * A rule of a rulebook: an obligation of public law in our own words, with its citation, and the tests that tell a breach of it. Written
 * as a Markdown file with YAML front matter, so that a lawyer can edit it (docs/rulebooks.md).
 */

import type { Scope } from './segments.ts';
import type { Term } from './terms/term.ts';

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

export type RuleLanguage = 'en' | 'zh';

/** What every verdict needs of a rule to name it. */
export interface RuleFacts {
  /** Unique over all rulebooks, e.g. `us-2210-promissory`. */
  id: string;
  title: string;
  /** E.g. `FINRA Rule 2210(d)(1)(B)`. */
  citation: string;
  /** Official address of the text. */
  address: string;
  jurisdiction: string;
  topic: string;
  severity: Severity;
  language: RuleLanguage;
  /** Name of the rulebook, e.g. `us-communications`. */
  rulebook: string;
  /** Content hash of the whole rulebook, which a verdict names. */
  version: string;
}

/** One way to break the rule, told by phrases that stand together. */
export interface RuleTest {
  id: string;
  /** `breach` where the words leave no doubt, `review` where a person has to look. */
  decision: 'breach' | 'review';
  /** Each has to stand within one `within`; of `any` at least one, where there are some. */
  all: Term[];
  any: Term[];
  /** What the text has to be about: where there are some, one stands within the `withWithin` around, denied or not. */
  with: Term[];
  /** None of these may stand within the `withoutWithin` around. */
  without: Term[];
  within: Scope;
  withWithin: Scope;
  withoutWithin: Scope;
  /** Whether a passage that is denied, forbidden, warned of or reported does not count. */
  asserted: boolean;
  reason: string;
  suggestion: string | null;
}

/** A text that a rule's tests have to decide as it is written there. */
export interface Example {
  text: string;
  /** Of the rule's file, from 1. */
  line: number;
}

export interface Rule extends RuleFacts {
  /** Markdown, in our own words. */
  obligation: string;
  /** Days as `2013-02-04`, both included. */
  effective: { from?: string; to?: string } | null;
  /** For retrieval. */
  keywords: string[];
  /** The topic is touched where one of these stands. Empty: where a test hits. */
  applies: Term[];
  tests: RuleTest[];
  breach: Example[];
  compliant: Example[];
  /** File of the rule. */
  path: string;
}

export interface Rulebook {
  name: string;
  title: string;
  jurisdiction: string;
  language: RuleLanguage;
  about: string;
  /** Day of the last review by us. */
  reviewed: string;
  /** SHA-256 over its files, hex. */
  version: string;
  rules: Rule[];
}

/** Whether the rule is in force on a day, `2026-11-28`. */
export function isEffective(rule: Rule, day: string): boolean {
  const { from = '', to = '9999' } = rule.effective ?? {};
  return from <= day && day <= to;
}
