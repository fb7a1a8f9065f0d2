/**
 * Who is believed. A breach that a rule's test finds stays, whatever a model says. A suspicion is raised by a model's quote, and settled only
 * by the words that keep the rule, outside of anything hidden or steering, in a text that does not address the checker. Without a test a
 * model's breach needs a quote that is in the text. A quote that is not there is told, and counts for nothing.
 */

import type { HardenedText } from '../hardening/harden.ts';
import type { RuleFacts } from '../rules/rule.ts';
import { saysEnough } from './locate-quote.ts';
import type { Fault, Opinion } from './opinion.ts';
import type { Quote, Verdict } from './verdict.ts';

/** Where a test of the rule hit the text. */
export interface Hit {
  test: string;
  decision: 'breach' | 'review';
  quote: Quote;
  reason: string;
  suggestion: string | null;
}

export interface Evidence {
  rule: RuleFacts;
  hits: readonly Hit[];
  /** Whether the text is about what the rule is about. */
  applies: boolean;
  /** Null where no model was asked about this rule. */
  model: { id: string; said: Opinion | Fault } | null;
  text: Pick<HardenedText, 'isSteering' | 'isTrusted'>;
}

const MOST_QUOTES = 5;

/** Null: not applicable. */
export function decide(evidence: Evidence): Verdict | null {
  const { rule, hits, applies, model, text } = evidence;
  const [found] = [...hits.filter((hit) => hit.decision === 'breach'), ...hits];
  const said = model !== null && !('fault' in model.said) ? model.said : null;
  const notes = notesOn(evidence);
  const byModel = { kind: 'model', model: model?.id ?? '' } as const;
  if (found?.decision === 'breach') {
    const suggestion = found.suggestion ?? said?.suggestion ?? null;
    return { ...ofHit(rule, found, hits), decision: 'breach', suggestion, notes };
  }
  if (said?.decision === 'breach' && said.quote !== null) {
    const quotes = distinct([said.quote, ...hits.map((hit) => hit.quote)]);
    const suggestion = said.suggestion ?? found?.suggestion ?? null;
    return { rule, decision: 'breach', quotes, reason: said.reason, by: byModel, suggestion, notes };
  }
  if (found !== undefined) {
    const isSettled =
      said?.decision === 'compliant' && said.quote !== null && !text.isSteering && text.isTrusted(said.quote);
    if (!isSettled || said?.quote == null)
      return { ...ofHit(rule, found, hits), decision: 'needs review', notes };
    const note = `The test ${found.test} suspects "${found.quote.text}": ${found.reason}`;
    return {
      ...{ rule, decision: 'compliant', quotes: [said.quote], reason: said.reason, by: byModel },
      ...{ suggestion: null, notes: [note] },
    };
  }
  if (said?.decision === 'needs review' && said.quote !== null) {
    const { quote, reason, suggestion } = said;
    return { rule, decision: 'needs review', quotes: [quote], reason, by: byModel, suggestion, notes };
  }
  if (!applies) return null;
  if (said !== null && (said.decision === 'breach' || said.decision === 'needs review')) {
    // Without its words nothing can be held against the text; that a model holds something against it, an officer has to see.
    const reason = `A model says ${said.decision} without words of the text to show for it: ${said.reason}`;
    return { rule, decision: 'needs review', quotes: [], reason, by: byModel, suggestion: null, notes };
  }
  const kept = { rule, quotes: [], suggestion: null, notes };
  if (model !== null && 'fault' in model.said) {
    const reason = 'The rule is touched, and the model that was to judge it gave no answer that can be read.';
    return { ...kept, decision: 'needs review', reason, by: { kind: 'retrieval' } };
  }
  if (said?.decision === 'compliant')
    return { ...kept, decision: 'compliant', reason: said.reason, by: byModel };
  const reason = 'The text is about what the rule is about, and none of its tests finds a breach.';
  return { ...kept, decision: 'compliant', reason, by: { kind: 'retrieval' } };
}

function ofHit(rule: RuleFacts, found: Hit, hits: readonly Hit[]) {
  const { test, reason, suggestion, decision } = found;
  const alike = hits.filter((hit) => hit.decision === decision);
  const quotes = distinct([found.quote, ...alike.map((hit) => hit.quote)]);
  return { rule, quotes, reason, by: { kind: 'test', test } as const, suggestion };
}

/** In their order; one that lies within another is left out, as the other says it too. */
function distinct(quotes: readonly Quote[]): Quote[] {
  const whole = new Set<Quote>();
  let reached = -1;
  for (const quote of quotes.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (quote.end <= reached) continue;
    whole.add(quote);
    reached = quote.end;
  }
  return [...new Set(quotes)].filter((quote) => whole.has(quote)).slice(0, MOST_QUOTES);
}

/** What of the model's word did not count, and why. */
function notesOn({ hits, model, text }: Evidence): string[] {
  if (model === null) return [];
  const { id, said } = model;
  if ('fault' in said) return [`${id} gave no answer that can be read: ${said.fault}`];
  const notes: string[] = [];
  const accuses = said.decision === 'breach' || said.decision === 'needs review';
  const isQuoteMissing = said.quote === null && said.written.trim() !== '';
  if (isQuoteMissing) {
    const why = saysEnough(said.written)
      ? 'words that are not in the text'
      : 'too few words to show anything';
    notes.push(`${id} quotes ${why}; the quote is rejected: "${said.written}"`);
  } else if (accuses && said.quote === null)
    notes.push(`${id} says ${said.decision} and quotes nothing: "${said.reason}"`);
  if (hits.length > 0 && !accuses) {
    notes.push(`${id} says ${said.decision}: "${said.reason}"`);
    const isSettling = said.decision === 'compliant' && said.quote !== null;
    if (isSettling && text.isSteering)
      notes.push('The text addresses its checker, so no model may settle what a test suspects.');
    else if (said.decision === 'compliant' && said.quote !== null && !text.isTrusted(said.quote))
      notes.push('The quote lies in a passage that is hidden from readers.');
  }
  return notes;
}
