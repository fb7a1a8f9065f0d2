/** What an answer may be judged, in the order in which it is listed. */

import type { QuestionVerdict, Verdict } from '../../src/core/outcome.ts';

export const verdicts: readonly Verdict[] = [
  ...(['correct', 'wrong', 'truncated', 'unparseable', 'unscorable', 'judge-error'] as const),
];

/** Of a question in an evaluation. */
export const questionVerdicts: readonly QuestionVerdict[] = [...verdicts, 'unasked'];
