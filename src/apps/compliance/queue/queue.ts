/**
 * The officer's queue over the audit log of a batch, or of a server's own checks: what was found and not decided yet. Every act is a record
 * of the log, and the queue is made from the log each time; so what it shows is what can be proven.
 */

import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AuditLog, LogFollower } from '../../../audit/index.ts';
import { InputError } from '../../../core/errors.ts';
import { AUDIT, RESULTS } from '../batch/batch-folder.ts';
import type { ResultRow } from '../batch/results-file.ts';
import type { Who } from '../batch/verdict-record.ts';
import { severities, type Severity } from '../rules/rule.ts';
import { KeptResults } from './kept-results.ts';
import { OFFICER, officerBodySchema, type acts, type overruledTo } from './officer-record.ts';
import { reversedAct } from './reversed-act.ts';
import { QueueState, type Entry } from './queue-state.ts';
import type { ItemState, QueueItem, QueuePage } from './shapes.ts';

/** A few milliseconds of reading. */
const RECORDS_A_TURN = 50;

export interface QueueFilter {
  state?: ItemState;
  decision?: QueueItem['decision'];
  rule?: string;
  severity?: Severity;
  assignee?: string;
  /** Words of the text, its id, its sender, a quote or a reason. */
  search?: string;
}

export interface Act {
  item: string;
  act: (typeof acts)[number];
  who: Who;
  /** `last` of the item that the officer saw. */
  after: string;
  reason?: string;
  assignee?: string;
  decision?: (typeof overruledTo)[number];
}

export interface QueuePlace {
  /** Of the batch. */
  name: string;
  /** The audit log. */
  audit: string;
  /** Results with texts; null where none are kept. */
  results: string | null;
}

/** That of a batch's folder. */
export function queuePlace(directory: string): QueuePlace {
  return { name: basename(directory), audit: join(directory, AUDIT), results: join(directory, RESULTS) };
}

export class Queue {
  readonly place: QueuePlace;
  readonly #openLog: () => Promise<{ log: AuditLog; done: () => Promise<void> }>;
  readonly #follower: LogFollower;
  readonly #results: KeptResults;
  readonly #state = new QueueState();
  #all: { stamp: string; items: readonly QueueItem[] } = { stamp: '', items: [] };
  #acting: Promise<unknown> = Promise.resolve();

  /** @param log Gives the log where this process writes it anyway; else it is opened for each act. */
  constructor(place: QueuePlace, log?: () => Promise<AuditLog>) {
    this.place = place;
    this.#openLog = async () => {
      const opened = await (log?.() ?? AuditLog.open(place.audit));
      return { log: opened, done: async () => (log === undefined ? opened.close() : undefined) };
    };
    this.#follower = new LogFollower(place.audit);
    this.#results = new KeptResults(place.results);
  }

  /** Whether the batch is another one than the one that was read: a queue over it has to be made anew. */
  get isStale(): boolean {
    return this.#follower.wasReplaced;
  }

  /** As the log is now. @throws InputError where it was tampered with. */
  get state(): QueueState {
    this.#pieces().forEach(() => undefined);
    return this.#state;
  }

  /** Takes in a long log in pieces, with turns of the event loop between them: for servers, before they look at anything. */
  async refresh(): Promise<void> {
    let taken = 0;
    for (const _ of this.#pieces()) if (++taken % RECORDS_A_TURN === 0) await nextTurn();
  }

  *#pieces(): Generator<void> {
    for (const record of this.#follower.next()) {
      this.#state.take(record);
      yield;
    }
    yield* this.#results.refresh();
  }

  page(filter: QueueFilter, { offset, limit }: { offset: number; limit: number }): QueuePage {
    const { counts } = this.state;
    const items = this.all();
    const byRule = Map.groupBy(items, ({ rule }) => rule.id);
    const rules = [...byRule].map(([id, of]) => ({
      ...{ id, title: of[0]?.found?.rule.title ?? null, count: of.length },
    }));
    const assignees = [...new Set(items.flatMap(({ assignee }) => assignee ?? []))].sort();
    const passed = items.filter((item) => passes(item, filter));
    return { total: passed.length, counts, rules, assignees, items: passed.slice(offset, offset + limit) };
  }

  /** The gravest first. */
  all(): readonly QueueItem[] {
    const { last, items } = this.state;
    const stamp = `${last} ${this.#results.stamp}`;
    if (this.#all.stamp !== stamp) {
      this.#all = { stamp, items: [...items.values()].map((entry) => this.#shown(entry)).sort(graverFirst) };
    }
    return this.#all.items;
  }

  /** @throws InputError (`not-found`) where there is no such item. */
  item(id: string): QueueItem {
    return this.#shown(this.#entry(id));
  }

  /**
   * Records what an officer does.
   * @throws InputError: `not-found`, `changed` where somebody else has acted in between, `locked` while the batch is being checked,
   * `act` where a reason or an assignee is missing, `reason` where that is because another officer has decided otherwise.
   */
  decide(act: Act): Promise<QueueItem> {
    const next = this.#acting.then(() => this.#decide(act));
    this.#acting = next.catch(() => undefined);
    return next;
  }

  async #decide(act: Act): Promise<QueueItem> {
    await this.refresh();
    // Before the lock: what is wrong with the act does not depend on it.
    this.#body(act);
    const { log, done } = await this.#openLog();
    try {
      await log.append(OFFICER, { ...this.#body(act) });
    } finally {
      await done();
    }
    return this.item(act.item);
  }

  #body({ item: id, act, who, after, reason, assignee, decision }: Act): object {
    const item = this.#entry(id);
    if (item.last !== after)
      throw new InputError(`${id}: somebody else has acted on it since it was shown`, {
        code: 'changed',
        hint: 'Look at it again.',
      });
    const read = officerBodySchema.safeParse({
      ...{
        item: id,
        act,
        who,
        after,
        verdict: item.record.hash,
        inputHash: item.text.hash,
        rule: item.rule.id,
      },
      ...(reason !== undefined && { reason }),
      ...(act === 'assign' && { assignee: assignee ?? '' }),
      ...(act === 'overrule' && { reason: reason ?? '', decision: decision ?? 'compliant' }),
    });
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new InputError(`${act}: ${issue?.path.join('.')}: ${issue?.message}`, { code: 'act' });
    }
    const reversed = reversedAct(item.history, act, who);
    if (reversed !== null && read.data.reason === undefined)
      throw new InputError(
        `${id}: ${reversed.by} has decided otherwise (${reversed.act}), so a reason is needed`,
        {
          code: 'reason',
          hint: 'Say why with --reason.',
        },
      );
    return read.data;
  }

  #entry(id: string): Entry {
    const entry = this.state.items.get(id);
    if (entry !== undefined) return entry;
    throw new InputError(`${this.place.name} has no finding ${JSON.stringify(id.slice(0, 200))}`, {
      code: 'not-found',
    });
  }

  #shown({ body, ...entry }: Entry): QueueItem {
    const batch = this.place.name;
    const kept = keptIn(body) ?? this.#results.get(body.outputHash, body.input.hash);
    if ('fault' in kept) return { ...entry, batch, found: null, manipulations: [], fault: kept.fault };
    const { text, checked } = kept;
    return {
      ...{ ...entry, batch, manipulations: checked.manipulations, fault: null },
      found: checked.verdicts.find(({ rule }) => rule.id === entry.rule.id) ?? null,
      text: {
        ...{ ...entry.text, text: text.text },
        ...(text.sender !== undefined && { sender: text.sender }),
        ...(text.time !== undefined && { time: text.time }),
      },
    };
  }
}

/** What the log itself kept of the text. */
function keptIn({ text, output }: Entry['body']): ResultRow | undefined {
  return text === undefined || output === undefined
    ? undefined
    : ({ text, checked: output } as unknown as ResultRow);
}

function graverFirst(a: QueueItem, b: QueueItem): number {
  const rank = ({ decision, rule: { severity } }: QueueItem): number =>
    (decision === 'breach' ? 10 : 0) + severities.indexOf(severity);
  return rank(b) - rank(a) || a.record.seq - b.record.seq;
}

function passes(
  item: QueueItem,
  { state, decision, rule, severity, assignee, search }: QueueFilter,
): boolean {
  const isWanted =
    (state === undefined || item.state === state) &&
    (decision === undefined || item.decision === decision) &&
    (rule === undefined || item.rule.id === rule) &&
    (severity === undefined || item.rule.severity === severity) &&
    (assignee === undefined || item.assignee === assignee);
  if (!isWanted || search === undefined) return isWanted;
  const { text, found, history } = item;
  const words = [text.id, text.text, text.sender, found?.reason, ...history.map(({ reason }) => reason)];
  return words.some((each) => each?.toLowerCase().includes(search.toLowerCase()) === true);
}
