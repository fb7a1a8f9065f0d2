import { describe, expect, it } from 'vitest';
import { decontaminationSummary, HitTally } from './hit-tally.ts';
import type { HitKind } from './hit.ts';

const hit = (kind: HitKind, source: string, evaluated: string) =>
  ({ kind, source, against: { source: evaluated, id: 'e', split: 'test' } }) as const;

describe('hit tally', () => {
  it('counts by training source, evaluated split and kind', () => {
    const tally = new HitTally();
    for (const one of [
      hit('text', 'fincorpus', 'financeiq'),
      hit('ngram', 'finance-instruct', 'finqa'),
      hit('text', 'fincorpus', 'financeiq'),
      hit('near-duplicate', 'fincorpus', 'financeiq'),
      hit('document', 'finance-instruct', 'convfinqa'),
    ]) {
      tally.count(one);
    }
    expect(tally.total).toBe(5);
    expect(tally.summary()).toBe(
      [
        '| training source | evaluated | document | text | ngram | near-duplicate | total |',
        '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
        '| finance-instruct | convfinqa/test | 1 | 0 | 0 | 0 | 1 |',
        '| finance-instruct | finqa/test | 0 | 0 | 1 | 0 | 1 |',
        '| fincorpus | financeiq/test | 0 | 2 | 0 | 1 | 3 |',
        '',
      ].join('\n'),
    );
  });

  it('says that there was none', () => {
    expect(decontaminationSummary([])).toBe('No training question matches an evaluated one.\n');
  });
});
