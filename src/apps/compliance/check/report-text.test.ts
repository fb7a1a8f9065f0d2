import { expect, it } from 'vitest';
import { reportText } from './report-text.ts';
import type { CheckedText, Verdict } from './verdict.ts';

const text = 'My brother on the board says to buy before Monday.';

function reported(verdict: Partial<Verdict>): string {
  const rule = {
    ...{
      id: 'us-tip',
      title: 'No tips',
      citation: 'Rule 1',
      address: 'https://example.com',
      jurisdiction: 'US',
    },
    ...{ topic: 'tips', severity: 'high', language: 'en', rulebook: 'us', version: 'a'.repeat(64) },
  } as Verdict['rule'];
  const verdicts: Verdict[] = [
    {
      ...{ rule, decision: 'compliant', quotes: [], reason: 'fine', by: { kind: 'model', model: 'm' } },
      ...{ suggestion: null, notes: [], ...verdict },
    },
  ];
  const checked = {
    ...{ id: 'a', language: 'en', inputHash: '', decision: 'compliant', verdicts, notApplicable: 3 },
    ...{ manipulations: [], rulebooks: [], model: 'm', modelFaults: [] },
  } as unknown as CheckedText;
  return reportText({ id: 'a', text }, checked, (_, words) => words);
}

it('tells what a model has settled, and on which words', () => {
  const quotes = [{ text: 'buy before Monday', start: 32, end: 49 }];
  const lines = reported({ quotes, notes: ['The test tip suspects "buy before Monday"'] });
  expect(lines).toContain('compliant  us-tip  Rule 1  high');
  expect(lines).toContain('»buy before Monday«');
  expect(lines).toContain('note    The test tip suspects "buy before Monday"');
  expect(lines).not.toContain('nothing found against');
});

it('names rules against which nothing was found', () => {
  expect(reported({})).toBe('COMPLIANT  a\n  nothing found against: us-tip; 3 rules not touched');
});
