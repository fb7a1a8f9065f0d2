/**
 * Whether a judge may be used, by what its calibration shows. The thresholds are ours.
 *
 * Answers: the lower bound of kappa at 0.7 or more ("substantial" begins at 0.61 in Landis and Koch 1977), since a wrong row in either set is
 * a wrong gold. Reasoning: 0.4 or more ("moderate"), as 77 traces give wide intervals and seven criteria must all agree. No verdict in 2 % of
 * items at most, as such questions are lost; flips under a probe in 5 % at most.
 */

import type { Agreement } from './agreement.ts';
import type { Calibration, Probe } from './calibrate.ts';

export interface Standing {
  usable: boolean;
  /** Why not; empty when it is. */
  faults: string[];
}

const LEAST_KAPPA = { answers: 0.7, reasoning: 0.4 };
const MOST_ERRORS = 0.02;
const MOST_FLIPS = 0.05;

function faultsOf(agreement: Agreement, least: number): string[] {
  const { n, errors, kappaInterval } = agreement;
  const faults: string[] = [];
  if (kappaInterval === null) faults.push('kappa cannot be computed: it gives one verdict only, or none');
  else if (kappaInterval.low < least)
    faults.push(`kappa may be as low as ${kappaInterval.low.toFixed(2)}; ${least} is needed`);
  if (errors > MOST_ERRORS * (n + errors))
    faults.push(`no verdict on ${errors} of ${n + errors} items; at most ${100 * MOST_ERRORS} % may be`);
  return faults;
}

function probeFault(name: string, { n, flipped }: Probe): string[] {
  return flipped > MOST_FLIPS * n
    ? [`${name} changed ${flipped} of ${n} verdicts; at most ${100 * MOST_FLIPS} % may`]
    : [];
}

export function answerStanding({ answers, order, verbosity }: Calibration): Standing {
  const faults = [
    ...faultsOf(answers, LEAST_KAPPA.answers),
    ...probeFault('turning the order round', order),
    ...probeFault('padding wrong answers', verbosity),
  ];
  return { usable: faults.length === 0, faults };
}

export function reasoningStanding({ traces }: Calibration): Standing {
  const faults = faultsOf(traces, LEAST_KAPPA.reasoning);
  return { usable: faults.length === 0, faults };
}
