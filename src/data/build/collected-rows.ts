/** Everything a build writes, row by row, with the funnel counted on the way. */

import { join } from 'node:path';

import type { Question } from '../../core/question.ts';
import type { Refusal } from '../intake.ts';
import type { ReasoningCheck } from '../reasoning-check.ts';
import { rlRow, rowId, sftRow } from './dataset-rows.ts';
import { FunnelTally } from './funnel.ts';
import { OrderedRows } from './ordered-rows.ts';
import type { WorkedOut } from './work-out.ts';

/** Rows that never became questions stand first. */
const BEFORE_ALL = -1;

/** Apart from the reasons, which may be published where texts may not. */
export const LEFT_OUT = 'left-out.jsonl';

export class CollectedRows {
  readonly tally = new FunnelTally();
  readonly sft: OrderedRows;
  readonly rl: OrderedRows;
  /** Not for training, each with its reason: `{ id, source, reason, detail }`. */
  readonly dropped: OrderedRows;
  readonly setAside: OrderedRows;
  /** The questions of both, as far as they could be read: `{ id, question }`. */
  readonly leftOut: OrderedRows;
  readonly quarantine: OrderedRows;
  readonly decontamination: OrderedRows;
  /** The detail of the first question set aside. */
  setAsideExample: string | null = null;
  readonly #tellsRefusals: boolean;

  constructor(directory: string, { tellsRefusals = true } = {}) {
    const rows = (name: string): OrderedRows => new OrderedRows(join(directory, name));
    this.#tellsRefusals = tellsRefusals;
    this.sft = rows('sft.jsonl');
    this.rl = rows('rl.jsonl');
    this.dropped = rows('dropped.jsonl');
    this.setAside = rows('set-aside.jsonl');
    this.leftOut = rows(LEFT_OUT);
    this.quarantine = rows('quarantine.jsonl');
    this.decontamination = rows('decontamination.jsonl');
  }

  /** Questions for SFT and RL so far. */
  get kept(): number {
    const { sft, rl } = this.tally.total;
    return sft + rl;
  }

  refuse(refusal: Refusal): void {
    if (!this.#tellsRefusals) return;
    const { source } = refusal;
    if (refusal.kind === 'quarantined') {
      this.tally.count(source, 'quarantined');
      this.quarantine.write(BEFORE_ALL, refusal);
      return;
    }
    const { id, reason, detail, question } = refusal;
    this.tally.count(source, 'excluded');
    this.tally.because(source, 'excludedReasons', reason);
    const told = { id: `${source}/${id}`, source, reason, detail };
    this.dropped.write(BEFORE_ALL, told);
    if (question !== undefined) this.leftOut.write(BEFORE_ALL, { id: told.id, question });
    if (refusal.kind === 'contaminated') this.decontamination.write(BEFORE_ALL, refusal.hit);
  }

  add(position: number, question: Question, { judged, route, detail }: WorkedOut): void {
    const { source } = question;
    const { tally } = this;
    tally.count(source, 'asked');
    if (judged.some(({ trace }) => trace.answer !== null)) tally.count(source, 'answered');
    if (judged.some(({ outcome }) => outcome.verdict === 'correct')) tally.count(source, 'correct');
    for (const { reasoning } of judged) {
      if (reasoning === null || 'failed' in reasoning) continue;
      for (const { name, passed } of reasoning.criteria)
        if (!passed) tally.because(source, 'criteriaMissed', name);
    }
    const told = { id: rowId(question), source, reason: route.reason, detail };
    const kept = { id: told.id, question };
    switch (route.to) {
      case 'sft': {
        const passed = judged.filter((one) => one.route.to === 'sft');
        tally.count(source, 'wellReasoned');
        tally.count(source, 'sft');
        tally.count(source, 'sftSamples', passed.length);
        for (const { trace, outcome, reasoning } of passed)
          this.sft.write(position, sftRow(position, question, trace, outcome, reasoning as ReasoningCheck));
        return;
      }
      case 'rl':
        tally.count(source, 'rl');
        tally.because(source, 'rlReasons', route.reason);
        this.rl.write(position, rlRow(position, question, route.reason, detail));
        return;
      case 'dropped':
        tally.count(source, 'dropped');
        tally.because(source, 'dropReasons', route.reason);
        this.dropped.write(position, told);
        this.leftOut.write(position, kept);
        return;
      case 'set-aside':
        this.setAsideExample ??= detail;
        tally.count(source, 'setAside');
        tally.because(source, 'setAsideReasons', route.reason);
        this.setAside.write(position, told);
        this.leftOut.write(position, kept);
    }
  }

  #all(): OrderedRows[] {
    return [this.sft, this.rl, ...this.#lines()];
  }

  #lines(): OrderedRows[] {
    return [this.dropped, this.setAside, this.leftOut, this.quarantine, this.decontamination];
  }

  finish(): void {
    for (const rows of this.#all()) rows.finish();
  }

  /** Gives those that stay JSON Lines their names; the sets themselves become Parquet. */
  publish(): void {
    for (const rows of this.#lines()) rows.publish();
    this.sft.discard();
    this.rl.discard();
  }

  release(): void {
    for (const rows of this.#all()) rows.release();
  }
}
