/**
 * The data funnel: asked → answered → correct → well reasoned → SFT / RL / dropped / set aside, by source and in total, with reasons by count.
 *
 * Counted in questions, so that `asked = sft + rl + dropped + setAside` always holds: a question with several samples is `correct` when one of them
 * is. Rows that never became questions (quarantined, excluded) are counted beside it.
 */

import type { CriterionName } from '../reasoning-criteria.ts';

export interface FunnelCounts {
  quarantined: number;
  excluded: number;
  asked: number;
  answered: number;
  correct: number;
  wellReasoned: number;
  sft: number;
  rl: number;
  dropped: number;
  /** Questions about which nothing is known because a request or a judge failed. */
  setAside: number;
  /** SFT rows; more than `sft` where several samples of a question passed. */
  sftSamples: number;
}

export interface SourceFunnel extends FunnelCounts {
  rlReasons: Record<string, number>;
  dropReasons: Record<string, number>;
  setAsideReasons: Record<string, number>;
  excludedReasons: Record<string, number>;
  /** Samples with a right answer that missed the criterion. */
  criteriaMissed: Partial<Record<CriterionName, number>>;
}

export interface Funnel {
  total: SourceFunnel;
  bySource: Record<string, SourceFunnel>;
}

function emptySource(): SourceFunnel {
  return {
    quarantined: 0,
    excluded: 0,
    asked: 0,
    answered: 0,
    correct: 0,
    wellReasoned: 0,
    sft: 0,
    rl: 0,
    dropped: 0,
    setAside: 0,
    sftSamples: 0,
    rlReasons: {},
    dropReasons: {},
    setAsideReasons: {},
    excludedReasons: {},
    criteriaMissed: {},
  };
}

const reasonFields = [
  'rlReasons',
  'dropReasons',
  'setAsideReasons',
  'excludedReasons',
  'criteriaMissed',
] as const;
type ReasonField = (typeof reasonFields)[number];

function sorted(counts: SourceFunnel): SourceFunnel {
  const inOrder = { ...counts };
  for (const field of reasonFields) {
    const entries: [string, number][] = Object.entries(counts[field]);
    inOrder[field] = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return inOrder;
}

export class FunnelTally {
  readonly #funnel: Funnel = { total: emptySource(), bySource: {} };

  /** Reasons by name, so that it does not depend on the order of counting; sources as they first came. */
  get funnel(): Funnel {
    const { total, bySource } = this.#funnel;
    const each = Object.entries(bySource).map(([source, counts]) => [source, sorted(counts)]);
    return { total: sorted(total), bySource: Object.fromEntries(each) as Funnel['bySource'] };
  }

  /** Gives a source its place before any of its questions is counted. */
  expect(source: string): void {
    this.#both(source);
  }

  get total(): Readonly<SourceFunnel> {
    return this.#funnel.total;
  }

  count(source: string, stage: keyof FunnelCounts, by = 1): void {
    for (const counts of this.#both(source)) counts[stage] += by;
  }

  because(source: string, field: ReasonField, reason: string, by = 1): void {
    for (const counts of this.#both(source)) {
      const reasons: Record<string, number> = counts[field];
      reasons[reason] = (reasons[reason] ?? 0) + by;
    }
  }

  /** Adds another machine's funnel to this one. */
  add(other: Funnel): void {
    for (const [source, counts] of Object.entries(other.bySource)) {
      for (const [field, value] of Object.entries(counts) as [keyof SourceFunnel, unknown][]) {
        if (typeof value === 'number') this.count(source, field as keyof FunnelCounts, value);
        else
          for (const [reason, n] of Object.entries(value as Record<string, number>))
            this.because(source, field as ReasonField, reason, n);
      }
    }
  }

  #both(source: string): [SourceFunnel, SourceFunnel] {
    const { total, bySource } = this.#funnel;
    bySource[source] ??= emptySource();
    return [total, bySource[source]];
  }
}
