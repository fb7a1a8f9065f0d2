/** What the server says of checks, batches and rulebooks. */

import type { CheckedText, Manipulation, Verdict } from '../../src/apps/compliance/check/verdict.ts';
import type { RuleFacts } from '../../src/apps/compliance/rules/rule.ts';

export type {
  CheckedText,
  Decision,
  Manipulation,
  Quote,
  Verdict,
} from '../../src/apps/compliance/check/verdict.ts';
export type { RuleFacts, Severity } from '../../src/apps/compliance/rules/rule.ts';

export type Checked = CheckedText & {
  text: string;
  sender?: string;
  time?: string;
  record: { seq: number; hash: string };
};

export interface CheckAnswer {
  data: Checked[];
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

export interface BatchSummary {
  name: string;
  kind: 'batch' | 'served';
  status: 'running' | 'interrupted' | 'finished';
  texts: number | null;
  done: number;
  decisions: Record<Verdict['decision'], number>;
  model: string | null;
  rulebooks: { name: string; version: string }[];
  begun: string;
  queue: Record<QueueState, number>;
  fault: string | null;
}

export type QueueState = 'open' | 'assigned' | 'accepted' | 'overruled';

export interface OfficerAct {
  time: string;
  act: 'accept' | 'overrule' | 'assign';
  by: string;
  key: string | null;
  reason: string | null;
  assignee: string | null;
  decision: 'compliant' | 'not applicable' | null;
}

export interface QueueItem {
  id: string;
  batch: string;
  state: QueueState;
  assignee: string | null;
  decision: 'breach' | 'needs review';
  rule: Pick<RuleFacts, 'id' | 'rulebook' | 'version' | 'severity'>;
  found: Verdict | null;
  text: {
    id: string;
    hash: string;
    text: string | null;
    sender?: string;
    time?: string;
    language: CheckedText['language'];
  };
  manipulations: Manipulation[];
  record: { seq: number; hash: string; time: string };
  last: string;
  history: OfficerAct[];
  fault: string | null;
}

export interface QueuePage {
  total: number;
  counts: Record<QueueState, number>;
  rules: { id: string; title: string | null; count: number }[];
  assignees: string[];
  items: QueueItem[];
}
