/** How well a judge agrees with labels made by hand. */

import { cohenKappa, kappaInterval, type RatedPair } from '../../core/statistics/kappa.ts';
import { wilson, type Interval } from '../../core/statistics/wilson.ts';

export interface Agreement {
  /** Items with a verdict. */
  n: number;
  /** Items about which the judge gave no verdict. */
  errors: number;
  accuracy: number | null;
  accuracyInterval: Interval;
  kappa: number | null;
  kappaInterval: Interval | null;
  /** The label says no, the judge says yes: what lets bad rows through. */
  falseYes: number;
  /** The label says yes, the judge says no: what loses good rows. */
  falseNo: number;
}

export interface Rated {
  label: boolean;
  /** Null: no verdict. */
  verdict: boolean | null;
}

export function agreementOf(rated: readonly Rated[], seed: number): Agreement {
  const pairs = rated.flatMap(({ label, verdict }): RatedPair[] =>
    verdict === null ? [] : [[label, verdict]],
  );
  const n = pairs.length;
  const agreed = pairs.filter(([label, verdict]) => label === verdict).length;
  return {
    n,
    errors: rated.length - n,
    accuracy: n === 0 ? null : agreed / n,
    accuracyInterval: wilson(agreed, n),
    kappa: cohenKappa(pairs),
    kappaInterval: kappaInterval(pairs, seed),
    falseYes: pairs.filter(([label, verdict]) => !label && verdict).length,
    falseNo: pairs.filter(([label, verdict]) => label && !verdict).length,
  };
}
