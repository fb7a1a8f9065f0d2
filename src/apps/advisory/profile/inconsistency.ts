/** What is found where answers contradict each other or cannot well be true, and how it is noted. */

import type { Wording } from '../wording.ts';

export interface Inconsistency {
  id: string;
  weight: 'settle' | 'caution';
  /** Keys of the profile that contradict each other. */
  answers: string[];
  /** What was compared, as it stands in the profile or follows from it. */
  values: (number | string)[];
  text: Wording;
}

/** Notes what is found where it applies. */
export type Note = (
  [id, weight]: [string, Inconsistency['weight']],
  applies: boolean,
  answers: string[],
  values: Inconsistency['values'],
  text: Wording,
) => void;

/** Notes into `found`, in the order in which it is called. */
export function noteInto(found: Inconsistency[]): Note {
  return ([id, weight], applies, answers, values, text) => {
    if (applies) found.push({ id, weight, answers, values, text });
  };
}
