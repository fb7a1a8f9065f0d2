/**
 * The data funnel: asked → answered → correct → well reasoned → SFT / RL / dropped, by source and in total, with reasons by count.
 *
 * Counted in questions, so that `asked = sft + rl + dropped` always holds: a question with several samples is `correct` when one of them
 * is. Rows that never became questions (quarantined, excluded) are counted beside it.
 */

import type { CriterionName } from './reasoning-criteria.ts';

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
  /** SFT rows; more than `sft` where several samples of a question passed. */
  sftSamples: number;
}

export interface SourceFunnel extends FunnelCounts {
  rlReasons: Record<string, number>;
  dropReasons: Record<string, number>;
  excludedReasons: Record<string, number>;
  /** Samples with a right answer that missed the criterion. */
  criteriaMissed: Partial<Record<CriterionName, number>>;
}

export interface Funnel {
  total: SourceFunnel;
  bySource: Record<string, SourceFunnel>;
}

type ReasonField = 'rlReasons' | 'dropReasons' | 'excludedReasons' | 'criteriaMissed';

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
    sftSamples: 0,
    rlReasons: {},
    dropReasons: {},
    excludedReasons: {},
    criteriaMissed: {},
  };
}

export class FunnelTally {
  readonly funnel: Funnel = { total: emptySource(), bySource: {} };

  count(source: string, stage: keyof FunnelCounts, by = 1): void {
    for (const counts of this.#both(source)) counts[stage] += by;
  }

  because(source: string, field: ReasonField, reason: string): void {
    for (const counts of this.#both(source)) {
      const reasons: Record<string, number> = counts[field];
      reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
  }

  #both(source: string): [SourceFunnel, SourceFunnel] {
    this.funnel.bySource[source] ??= emptySource();
    return [this.funnel.total, this.funnel.bySource[source]];
  }
}
