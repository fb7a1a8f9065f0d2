/** What “what if” changes, as it stands in the address. */

import type { Query } from '../../state/query.ts';
import type { Change, SaidAdvice } from '../api.ts';

export const sliders = ['horizon', 'monthly', 'level', 'loss', 'fee'] as const;
export type Slider = (typeof sliders)[number];

const keys = {
  horizon: 'horizonYears',
  monthly: 'investPerMonth',
  level: 'level',
  loss: 'largestLossInYear',
  fee: 'fee',
} as const satisfies Record<Slider, keyof Change>;

/** Null: nothing is changed. */
export function changeIn(query: Query): Change | null {
  const given = sliders.flatMap((slider) => {
    const value = Number.parseFloat(query[slider] ?? '');
    return Number.isFinite(value) && value >= 0 ? [[keys[slider], value] as const] : [];
  });
  return given.length === 0 ? null : Object.fromEntries(given);
}

export interface SliderRange {
  low: number;
  high: number;
  step: number;
  /** As it was proposed. */
  now: number;
}

export function rangeOf(slider: Slider, { profile, risk, assumptions }: SaidAdvice): SliderRange {
  switch (slider) {
    case 'horizon':
      return {
        ...{ low: 1, step: 1 },
        high: Math.max(40, Math.ceil(profile.horizonYears)),
        now: profile.horizonYears,
      };
    case 'monthly': {
      const now = profile.investPerMonth;
      const most = Math.max(2 * now, risk.facts.surplusPerMonth, profile.incomePerMonth / 4, 100);
      const step = niceStep(most / 50);
      return { low: 0, high: Math.ceil(most / step) * step, step, now };
    }
    case 'level':
      // It can only lower what the answers give.
      return {
        ...{ low: 1, step: 1, now: risk.level },
        high: Math.min(risk.capacity.level, risk.tolerance.level),
      };
    case 'loss':
      return {
        ...{ low: 0.01, step: 0.01, now: profile.largestLossInYear },
        high: Math.max(0.5, profile.largestLossInYear),
      };
    case 'fee':
      return { low: 0, high: Math.max(0.03, assumptions.fee), step: 0.0005, now: assumptions.fee };
  }
}

function niceStep(rough: number): number {
  const size = 10 ** Math.floor(Math.log10(rough));
  return size * ([1, 2, 5, 10].find((times) => times * size >= rough) ?? 10);
}
