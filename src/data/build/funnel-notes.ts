/** Why a set of the data set is empty, so that an empty set does not look like an oversight. */

import { countOf } from '../../core/count-of.ts';
import type { FunnelCounts } from './funnel.ts';

/** A sentence for each set that is empty and should be explained; `teacher` is who was asked. */
export function funnelNotes(
  { asked, sft, rl }: Pick<FunnelCounts, 'asked' | 'sft' | 'rl'>,
  teacher: string,
): string[] {
  if (asked === 0) return ['Both sets are empty: the sources gave no question that may be trained on.'];
  if (sft === asked) {
    return [
      `Nothing went to RL and nothing was dropped: every question has a trace of ${teacher} that passed the answer check and the ` +
        'reasoning check, and RL takes only questions whose trace failed one.',
    ];
  }
  const notes: string[] = [];
  if (sft === 0) notes.push(`The SFT set is empty: no trace of ${teacher} passed both checks.`);
  if (rl === 0) {
    notes.push(
      'The RL set is empty: it takes objective questions whose trace failed a check, and that pass the difficulty filter where there is one; ' +
        `the reasons say where the ${countOf(asked - sft, 'question')} without a passing trace went.`,
    );
  }
  return notes;
}
