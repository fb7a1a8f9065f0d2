/** Checked texts for tests, made of a decision and what is held against the text. */

import type { CheckedText, Decision, Verdict } from '../check/verdict.ts';

export interface Held {
  rule: string;
  decision: Decision;
  /** Verbatim words; where they do not stand in the text, the quote lies. */
  quote: string;
}

export function checkedText(text: string, decision: Decision, held: readonly Held[] = []): CheckedText {
  return {
    ...{ id: 'test', language: 'en', inputHash: '', decision, notApplicable: 0, manipulations: [] },
    ...{ rulebooks: [], model: null, promptHash: null, modelFaults: [] },
    verdicts: held.map((each) => verdictOf(text, each)),
  };
}

function verdictOf(text: string, { rule, decision, quote }: Held): Verdict {
  const start = Math.max(0, text.indexOf(quote));
  return {
    rule: {
      ...{ id: rule, title: '', citation: '', address: '', jurisdiction: 'US', topic: '', severity: 'high' },
      ...{ language: 'en', rulebook: 'us', version: '' },
    },
    ...{
      decision,
      quotes: [{ text: quote, start, end: start + quote.length }],
      reason: '',
      suggestion: null,
    },
    ...{ by: { kind: 'test', test: 'test' }, notes: [] },
  };
}
