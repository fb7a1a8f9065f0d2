/** Why a set of the data set is empty, so that an empty set does not look like an oversight. */

import type { FunnelCounts } from './funnel.ts';

/** A sentence for each set that is empty and should be explained; `teacher` is who was asked. */
export function funnelNotes(
  { asked, sft, rl, dropped }: Pick<FunnelCounts, 'asked' | 'sft' | 'rl' | 'dropped'>,
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
      `The RL set is empty: it takes objective questions whose trace failed a check, and of the ${dropped} questions without a ` +
        'passing trace none was one; the reasons say why.',
    );
  }
  return notes;
}
