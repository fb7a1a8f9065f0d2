/** At which step of the funnel questions were lost, why, and where they went. */

import { funnelSteps, reasonsOf } from './funnel.ts';
import type { Destination, FunnelStep, ReasonKind } from './funnel.ts';
import type { SourceFunnel } from '../../src/data/build/funnel.ts';

export interface Loss {
  reason: string;
  count: number;
  to: Exclude<Destination, 'sft'>;
}

export interface StepView {
  step: FunnelStep;
  count: number;
  /** Of the questions asked; null where none was. */
  share: number | null;
  /** How many fewer than at the step before. */
  lost: number;
  /** Reasons that say so, the most frequent first. */
  losses: Loss[];
}

const ways: readonly [ReasonKind, Loss['to']][] = [
  ['rlReasons', 'rl'],
  ['dropReasons', 'dropped'],
  ['setAsideReasons', 'setAside'],
];

export function stepsOf(counts: SourceFunnel): StepView[] {
  const losses = ways
    .flatMap(([kind, to]) => reasonsOf(counts, kind).map(([reason, count]) => ({ reason, count, to })))
    .sort((a, b) => b.count - a.count);
  return funnelSteps.map((step, i) => {
    const before = funnelSteps[i - 1];
    return {
      step,
      count: counts[step],
      share: counts.asked === 0 ? null : counts[step] / counts.asked,
      lost: before === undefined ? 0 : counts[before] - counts[step],
      losses: losses.filter(({ reason }) => lostAt(reason) === step),
    };
  });
}

/** Undefined for reasons that any step may have. */
function lostAt(reason: string): FunnelStep | undefined {
  const [short = reason] = reason.split('; not objective');
  if (short.startsWith('reasoning: ') || short === 'the reasoning judge failed') return 'wellReasoned';
  if (/^(?:truncated|no answer |the prompt is too long|the teacher cannot)/.test(short)) return 'answered';
  if (/^(?:wrong answer|no gold|the answer judge failed)/.test(short)) return 'correct';
  return undefined;
}
