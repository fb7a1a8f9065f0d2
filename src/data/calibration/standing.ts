/**
 * Whether a judge may be used, by what its calibration shows. The thresholds are ours.
 *
 * Answers: the lower bound of kappa at 0.7 or more ("substantial" begins at 0.61 in Landis and Koch 1977), since a wrong row in either set is
 * a wrong gold. Reasoning: 0.4 or more ("moderate"), as 77 traces give wide intervals and seven criteria must all agree. No verdict in 2 % of
 * items at most, probes included, as such questions are lost; flips under a probe in 5 % at most. A hundred answers and fifty traces at least:
 * the bootstrap cannot see what a few items, all judged right, leave open.
 */

import { countOf } from '../../core/count-of.ts';
import type { Agreement } from './agreement.ts';
import type { Calibration, Probe } from './calibrate.ts';

export interface Standing {
  usable: boolean;
  /** Why not; empty when it is. */
  faults: string[];
}

const LEAST_ITEMS = { answers: 100, reasoning: 50 };
const LEAST_KAPPA = { answers: 0.7, reasoning: 0.4 };
const MOST_ERRORS = 0.02;
const MOST_FLIPS = 0.05;

function faultsOf(agreement: Agreement, task: keyof typeof LEAST_KAPPA): string[] {
  const { n, errors, kappaInterval } = agreement;
  const least = LEAST_KAPPA[task];
  const faults: string[] = [];
  if (n < LEAST_ITEMS[task]) faults.push(`only ${countOf(n, 'verdict')}; ${LEAST_ITEMS[task]} are needed`);
  if (kappaInterval === null) faults.push('kappa cannot be computed: it gives one verdict only, or none');
  else if (kappaInterval.low < least)
    faults.push(`kappa may be as low as ${kappaInterval.low.toFixed(2)}; ${least} is needed`);
  if (errors > MOST_ERRORS * (n + errors))
    faults.push(`no verdict on ${errors} of ${n + errors} items; at most ${100 * MOST_ERRORS} % may be`);
  return faults;
}

function probeFaults(name: string, { n, flipped, errors }: Probe): string[] {
  const faults: string[] = [];
  if (flipped > MOST_FLIPS * n)
    faults.push(`${name} changed ${flipped} of ${countOf(n, 'verdict')}; at most ${100 * MOST_FLIPS} % may`);
  if (errors > MOST_ERRORS * (n + errors))
    faults.push(
      `${name} left ${errors} of ${n + errors} without verdict; at most ${100 * MOST_ERRORS} % may be`,
    );
  return faults;
}

export function answerStanding({ answers, order, verbosity }: Calibration): Standing {
  const faults = [
    ...faultsOf(answers, 'answers'),
    ...probeFaults('turning the order round', order),
    ...probeFaults('padding wrong answers', verbosity),
  ];
  return { usable: faults.length === 0, faults };
}

export function reasoningStanding({ traces }: Calibration): Standing {
  const faults = faultsOf(traces, 'reasoning');
  return { usable: faults.length === 0, faults };
}
