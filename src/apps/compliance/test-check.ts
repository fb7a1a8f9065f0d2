/** A check for tests: a text that holds `guarantee` breaks one rule, one that holds `maybe` has to be looked at by a person. */

import { contentHash } from '../../core/ids.ts';
import type { CheckedText, TextToCheck, Verdict } from './check/verdict.ts';
import type { RuleFacts } from './rules/rule.ts';

export const testRule: RuleFacts = {
  ...{ id: 'us-2210-promissory', title: 'No promises of results', citation: 'FINRA Rule 2210(d)(1)(B)' },
  ...{ address: 'https://www.finra.org/rules-guidance/rulebooks/finra-rules/2210', jurisdiction: 'US' },
  ...{ topic: 'performance claims', severity: 'high', language: 'en', rulebook: 'us-communications' },
  version: 'ab'.repeat(32),
};

export const testBy = {
  rulebooks: [{ name: testRule.rulebook, version: testRule.version }],
  ...{ model: null, date: '2026-11-28', anyLanguage: false },
};

export function testCheck({ id, text }: TextToCheck): CheckedText {
  const verdict = (word: string, decision: 'breach' | 'needs review'): Verdict[] => {
    const start = text.indexOf(word);
    if (start < 0) return [];
    return [
      {
        ...{ rule: testRule, decision, quotes: [{ text: word, start, end: start + word.length }] },
        ...{ reason: 'It promises a result that nobody can promise.', by: { kind: 'test', test: word } },
        ...{ suggestion: 'Say what the investment aims at.', notes: [] },
      },
    ];
  };
  const verdicts = [...verdict('guarantee', 'breach'), ...verdict('maybe', 'needs review')];
  return {
    ...{ id, language: 'en', inputHash: contentHash(text, 64), verdicts, notApplicable: 3 },
    decision: verdicts[0]?.decision ?? 'not applicable',
    ...{ manipulations: [], rulebooks: testBy.rulebooks, model: null, promptHash: null, modelFaults: [] },
  };
}
