/**
 * A rule of a rulebook: an obligation of public law in our own words, with its citation, and the tests that tell a breach of it. Written
 * as a Markdown file with YAML front matter, so that a lawyer can edit it (docs/compliance.md).
 */

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
