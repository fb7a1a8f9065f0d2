/** What an officer is shown, on the page and on the command line. */

import type { BatchSummary } from '../batch/batch-summary.ts';
import type { Decision, Manipulation, Verdict } from '../check/verdict.ts';
import type { Severity } from '../rules/rule.ts';
import type { acts, overruledTo } from './officer-record.ts';

export type { BatchSummary };

export const states = ['open', 'assigned', 'accepted', 'overruled'] as const;
export type ItemState = (typeof states)[number];
export type StateCounts = Record<ItemState, number>;

export interface OfficerAct {
  time: string;
  act: (typeof acts)[number];
  /** What they said, and the API key that proved it; null without keys. */
  by: string;
  key: string | null;
  reason: string | null;
  assignee: string | null;
  decision: (typeof overruledTo)[number] | null;
}

/** One rule that a text may break: what an officer decides about. */
export interface QueueItem {
  /** `SEQ:RULE` of the verdict, unique in its batch. */
  id: string;
  batch: string;
  state: ItemState;
  assignee: string | null;
  /** What the check said. */
  decision: Extract<Decision, 'breach' | 'needs review'>;
  rule: { id: string; rulebook: string; version: string; severity: Severity };
  /** The verdict with its rule and quotes; null where the text was not kept, or is not what the log says (`fault`). */
  found: Verdict | null;
  text: { id: string; hash: string; language: string; text: string | null; sender?: string; time?: string };
  manipulations: Manipulation[];
  /** Of the verdict, in the audit log. */
  record: { seq: number; hash: string; time: string };
  /** Hash of the last record about it: what the next act comes after. */
  last: string;
  history: OfficerAct[];
  fault: string | null;
}

export interface QueuePage {
  /** Items that the filter lets through. */
  total: number;
  /** Of the whole batch. */
  counts: StateCounts;
  rules: { id: string; title: string | null; count: number }[];
  assignees: string[];
  items: QueueItem[];
}
