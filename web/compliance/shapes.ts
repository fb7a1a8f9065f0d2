/** What the server says of checks, batches and rulebooks. */

import type { RuleFacts } from '../../src/apps/compliance/rules/rule.ts';
import type { ServedCheck } from '../../src/serve/compliance/check-route.ts';

export type { BatchSummary } from '../../src/apps/compliance/batch/batch-summary.ts';
export type {
  CheckedText,
  Decision,
  Manipulation,
  Quote,
  Verdict,
} from '../../src/apps/compliance/check/verdict.ts';
export type { ItemState, OfficerAct, QueueItem, QueuePage } from '../../src/apps/compliance/queue/shapes.ts';
export type { RuleFacts, Severity } from '../../src/apps/compliance/rules/rule.ts';
export type { CheckProgress, ServedCheck } from '../../src/serve/compliance/check-route.ts';

export interface CheckAnswer {
  data: ServedCheck[];
  /** What of a document was not read. */
  notes: string[];
}

export type ShownRule = RuleFacts & {
  obligation: string;
  effective: { from?: string; to?: string } | null;
  breach: string[];
  compliant: string[];
};

export interface ShownRulebook {
  name: string;
  title: string;
  jurisdiction: string;
  language: 'en' | 'zh';
  about: string;
  reviewed: string;
  version: string;
  rules: ShownRule[];
}
