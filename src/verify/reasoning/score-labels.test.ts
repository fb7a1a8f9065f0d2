import { describe, expect, it } from 'vitest';
import { labelledTraceSchema, scoreLabels } from './score-labels.ts';

const row = (id: string, trace: string, errors: { kind: string; quote: string; at: number }[]) =>
  labelledTraceSchema.parse({
    ...{ id, language: 'en', trace, errors, character: 'test' },
    source: {
      texts: [{ id: 't1', text: 'It was 5,829, before 5,735.' }],
      tables: [],
      history: [],
      question: 'how?',
    },
    reference: { kind: 'number', value: 94, unit: 'plain', tolerance: 0 },
  });

describe('scoreLabels', () => {
  it('counts what is right, found, a false alarm and missed, by kind', () => {
    const score = scoreLabels([
      row('right', '5,829 - 5,735 = 104', [
        { kind: 'wrong-arithmetic', quote: '5,829 - 5,735 = 104', at: 1 },
      ]),
      row('false alarm', 'Research came to $412 million.', []),
      row('missed', '5,829 it was.', [{ kind: 'unsupported-number', quote: '5,829', at: 1 }]),
      row('clean', '5,829 - 5,735 = 94', []),
    ]);
    expect(score.byKind['wrong-arithmetic']).toMatchObject({
      precision: 1,
      recall: 1,
      reported: 1,
      labelled: 1,
    });
    expect(score.byKind['unsupported-number']).toMatchObject({
      precision: 0,
      recall: 0,
      reported: 1,
      labelled: 1,
    });
    expect(score.byKind['misplaced-number']).toMatchObject({ precision: null, recall: null });
    expect(score.clean).toEqual({ traces: 2, faithful: 1 });
    expect(score.faulty).toEqual({ traces: 2, unfaithful: 1 });
    expect(score.misses.map(({ id, fault, text }) => [id, fault, text])).toEqual([
      ['false alarm', 'false alarm', '$412 million'],
      ['missed', 'missed', '5,829'],
    ]);
  });

  it('refuses a label whose quote does not occur', () => {
    const wrong = row('x', 'nothing', [{ kind: 'wrong-arithmetic', quote: '1 + 1 = 3', at: 1 }]);
    expect(() => scoreLabels([wrong])).toThrow('x: "1 + 1 = 3" does not occur 1 times');
  });
});
