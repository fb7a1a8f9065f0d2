/** What earlier answers of a conversation may be quoted for: a model is no source of what it has made up itself. */

import { groundTrace } from '../../verify/index.ts';
import type { GroundedNumber } from '../../verify/index.ts';
import type { Evidence } from './documents.ts';

/** Without the numbers of earlier answers that neither the documents nor the questions give, directly or by a calculation. */
export function withTracedHistory(evidence: Evidence): Evidence {
  if (evidence.history.length === 0) return evidence;
  const given = { ...evidence, history: evidence.history.map(({ question }) => ({ question, answer: '' })) };
  const history = evidence.history.map(({ question, answer }) => ({
    question,
    answer: without(
      answer,
      groundTrace(answer, given).numbers.filter((number) => !isTraced(number)),
    ),
  }));
  return { ...evidence, history };
}

function isTraced({ status, origin, abandoned }: GroundedNumber): boolean {
  if (abandoned || origin?.kind === 'constant' || origin?.kind === 'assumption') return false;
  return status === 'found' || status === 'recomputed';
}

function without(text: string, numbers: readonly GroundedNumber[]): string {
  let [kept, from] = ['', 0];
  for (const { start, end } of numbers) {
    kept += `${text.slice(from, Math.max(from, start))}…`;
    from = end;
  }
  return kept + text.slice(from);
}
