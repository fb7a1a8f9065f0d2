/** An answer whose truth was built in. */

import type { Reference } from '../../core/question.ts';

export interface KnownPair {
  /** What was drawn, e.g. `percent: sign`, `choice: set`. */
  kind: string;
  answer: string;
  reference: Reference;
  correct: boolean;
}
