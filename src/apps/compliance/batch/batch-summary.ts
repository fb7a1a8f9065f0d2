/** A batch in a line: how far it is, what was found, and what officers have done. */

import { join } from 'node:path';
import { isHeld } from '../../../core/run-lock.ts';
import type { Decision } from '../check/verdict.ts';
import type { QueueState } from '../queue/queue-state.ts';
import type { StateCounts } from '../queue/shapes.ts';
import { LOCK, readPlan } from './batch-folder.ts';

export interface BatchSummary {
  name: string;
  /** `served`: what a server checked that it was sent, without a list of texts. */
  kind: 'batch' | 'served';
  status: 'running' | 'interrupted' | 'finished';
  /** Texts that there are to check; null for `served`. */
  texts: number | null;
  done: number;
  decisions: Record<Decision, number>;
  model: string | null;
  rulebooks: { name: string; version: string }[];
  /** ISO 8601, UTC. */
  begun: string | null;
  queue: StateCounts;
  /** What of its files could not be read. */
  notes: string[];
  /** Why it cannot be read; null where it can. */
  fault: string | null;
}

/**
 * @param directory Null for a server's own checks.
 * @param state Of its queue, as it is now.
 */
export function batchSummary(directory: string | null, name: string, state: QueueState): BatchSummary {
  const common = {
    ...{ name, done: state.texts, decisions: state.decisions, queue: state.counts },
    ...{ begun: state.begun, fault: null },
  };
  if (directory === null)
    return {
      ...common,
      kind: 'served',
      status: 'running',
      texts: null,
      model: null,
      rulebooks: [],
      notes: [],
    };
  const { by, texts, notes, ended } = readPlan(directory);
  const { model, rulebooks } = by;
  const unfinished = isHeld(join(directory, LOCK)) ? 'running' : 'interrupted';
  return {
    ...common,
    kind: 'batch',
    status: ended === null ? unfinished : 'finished',
    texts,
    notes,
    model,
    rulebooks,
  };
}
