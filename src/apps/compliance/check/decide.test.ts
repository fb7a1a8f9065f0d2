import { expect, it } from 'vitest';
import type { RuleFacts } from '../rules/rule.ts';
import { decide } from './decide.ts';
import type { Quote } from './verdict.ts';

const WHOLE = 'It will surely rise, and surely rise soon.';
const at = (text: string, from = 0): Quote => {
  const start = WHOLE.indexOf(text, from);
  return { text, start, end: start + text.length };
};
const rule = { id: 'us-promise' } as RuleFacts;
const hit = (quote: Quote) =>
  ({ test: 'surely', decision: 'review', reason: '', suggestion: null, quote }) as const;

function quotes(said: Quote, ...tested: Quote[]): string[] | undefined {
  const opinion = {
    reason: 'A promise.',
    decision: 'breach',
    suggestion: null,
    written: said.text,
    quote: said,
  };
  return decide({
    ...{ rule, hits: tested.map(hit), applies: true },
    model: { id: 'm', said: { ...opinion, decision: 'breach' } },
    text: { isSteering: false, isTrusted: () => true },
  })?.quotes.map(({ text }) => text);
}

it('quotes what lies within another quote once, by the longer', () => {
  expect(quotes(at('surely rise'), at('will surely rise'))).toEqual(['will surely rise']);
  expect(quotes(at('will surely rise'), at('surely rise'), at('rise'))).toEqual(['will surely rise']);
  expect(quotes(at('will surely rise'), at('will surely rise'))).toEqual(['will surely rise']);
});

it('keeps quotes that overlap or stand apart, the deciding one first', () => {
  expect(quotes(at('surely rise', 20), at('will surely'), at('surely rise'))).toEqual([
    ...['surely rise', 'will surely', 'surely rise'],
  ]);
});
