/** Whether a breach was found for the right reason: the rule cited and the words quoted. */

import type { Decision, Quote, Verdict } from '../check/verdict.ts';
import type { Answered } from './answer-suite.ts';

/** Share of the shorter of two passages that both must cover to be taken for the same. */
const OVERLAP = 0.5;

export interface Citations {
  /** Breaches of a known rule that were flagged. */
  found: number;
  /** Of these: some verdict against the text names an acceptable rule. */
  cited: number;
  /** Of these: the first verdict does. */
  citedFirst: number;
  /** Of `cited`: such a verdict quotes the breaching words, by half of the shorter passage. */
  quoted: number;
}

/** `counts`: the decisions that count as flagged. */
export function countCitations(answered: readonly Answered[], counts: readonly Decision[]): Citations {
  const sum: Citations = { found: 0, cited: 0, citedFirst: 0, quoted: 0 };
  for (const { row, checked } of answered) {
    if (row.label !== 'breach' || row.acceptable.length === 0 || !counts.includes(checked.decision)) continue;
    sum.found++;
    const against = checked.verdicts.filter(({ decision }) => counts.includes(decision));
    const right = (verdict: Verdict): boolean => row.acceptable.includes(verdict.rule.id);
    const cited = against.filter(right);
    if (cited.length === 0) continue;
    sum.cited++;
    if (against[0] !== undefined && right(against[0])) sum.citedFirst++;
    const gold = row.quote;
    const start = gold === null ? -1 : row.text.indexOf(gold);
    if (gold === null || start < 0) continue;
    const place = { start, end: start + gold.length };
    if (cited.some(({ quotes }) => quotes.some((quote) => samePassage(quote, place)))) sum.quoted++;
  }
  return sum;
}

type Place = Pick<Quote, 'start' | 'end'>;

function samePassage(a: Place, b: Place): boolean {
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return common > 0 && common >= OVERLAP * Math.min(a.end - a.start, b.end - b.start);
}
