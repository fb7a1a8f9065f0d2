/** The state of a queue, made from the records of an audit log alone: what was found, and what officers did about it. */

import type { AuditRecord } from '../../../audit/index.ts';
import { InputError } from '../../../core/errors.ts';
import { keyOf } from '../batch/results-file.ts';
import { VERDICT, verdictBodySchema, type VerdictBody } from '../batch/verdict-record.ts';
import { decisions, type Decision } from '../check/verdict.ts';
import { OFFICER, officerBodySchema } from './officer-record.ts';
import { states, type QueueItem, type StateCounts } from './shapes.ts';

/** An item without what the log does not hold. */
export type Entry = Omit<QueueItem, 'batch' | 'found' | 'manipulations' | 'fault'> & { body: VerdictBody };

export class QueueState {
  /** By item id, in the order in which they were found. */
  readonly items = new Map<string, Entry>();
  /** The last verdict on each text: its decision and the items that came of it. */
  readonly #texts = new Map<string, { decision: Decision; items: string[] }>();
  begun: string | null = null;
  /** Hash of the last record. */
  last = '';

  /** @throws InputError for an act on something that the log does not hold. */
  take(record: AuditRecord): void {
    this.begun ??= record.time;
    this.last = record.hash;
    if (record.kind === VERDICT) this.#takeVerdict(record);
    if (record.kind === OFFICER) this.#takeAct(record);
  }

  /** Texts that were checked. */
  get texts(): number {
    return this.#texts.size;
  }

  get decisions(): Record<Decision, number> {
    const counts = Object.fromEntries(decisions.map((each) => [each, 0])) as Record<Decision, number>;
    for (const { decision } of this.#texts.values()) counts[decision]++;
    return counts;
  }

  get counts(): StateCounts {
    const counts = Object.fromEntries(states.map((each) => [each, 0])) as StateCounts;
    for (const { state } of this.items.values()) counts[state]++;
    return counts;
  }

  #takeVerdict({ seq, hash, time, body: given }: AuditRecord): void {
    const body = verdictBodySchema.parse(given);
    const { input, language } = body;
    const key = keyOf(input.id, input.hash);
    // The same text was checked again: what nobody has acted upon is replaced.
    const earlier = (this.#texts.get(key)?.items ?? []).filter((id) => {
      const isUntouched = this.items.get(id)?.history.length === 0;
      if (isUntouched) this.items.delete(id);
      return !isUntouched;
    });
    const decided = new Set(earlier.map((id) => this.items.get(id)?.rule.id));
    const found = body.verdicts.flatMap(({ rule, rulebook, version, severity, decision }) => {
      const id = `${seq}:${rule}`;
      if ((decision !== 'breach' && decision !== 'needs review') || decided.has(rule)) return [];
      this.items.set(id, {
        ...{ id, state: 'open', assignee: null, decision, last: hash, history: [], body },
        rule: { id: rule, rulebook, version, severity },
        text: { id: input.id, hash: input.hash, language, text: null },
        record: { seq, hash, time },
      });
      return [id];
    });
    this.#texts.set(key, { decision: body.decision, items: [...earlier, ...found] });
  }

  #takeAct({ hash, time, body: given }: AuditRecord): void {
    const body = officerBodySchema.parse(given);
    const { act, who, reason = null } = body;
    const item = this.items.get(body.item);
    if (item?.record.hash !== body.verdict || item.last !== body.after)
      throw new InputError(`the audit log tells of an act on ${body.item}, which it does not know`, {
        code: 'broken-log',
      });
    const assignee = act === 'assign' ? body.assignee : null;
    const decision = act === 'overrule' ? body.decision : null;
    item.history.push({ time, act, by: who.name, key: who.key, reason, assignee, decision });
    item.last = hash;
    item.state = act === 'accept' ? 'accepted' : act === 'overrule' ? 'overruled' : 'assigned';
    if (assignee !== null) item.assignee = assignee;
  }
}
