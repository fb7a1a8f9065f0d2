import { describe, expect, it } from 'vitest';
import { RuleIndex } from './rule-index.ts';

const rule = (id: string, keywords: string[], obligation: string) => ({
  ...{ id, title: id, topic: id, keywords, obligation, breach: [] },
});

describe('RuleIndex', () => {
  const index = new RuleIndex([
    rule('gifts', ['gift', 'present', 'dinner', 'tickets'], 'Gifts stay small.'),
    rule('records', ['archive'], 'Gifts and messages are recorded.'),
    rule('fees', ['fee'], 'Fees are told, with every present reduction and long list of other things.'),
    rule('cash', ['deposit'], 'Cash is reported.'),
    rule(
      'tips',
      ['insider'],
      'Nobody passes on a tip about a dinner, whatever the day and the place may be.',
    ),
  ]);
  const text = 'a gift, a present, a dinner and tickets';

  it('gives three rules that share a word, however much likelier the first is', () => {
    const ids = index.candidates(text, 5, () => true);
    expect(ids).toHaveLength(3);
    expect(ids[0]).toBe('gifts');
    expect(ids).not.toContain('cash');
  });

  it('gives none that shares nothing, or is not asked about', () => {
    expect(index.candidates('cash deposit', 5, () => true)).toEqual(['cash']);
    expect(index.candidates(text, 5, (id) => id === 'cash')).toEqual([]);
    expect(index.candidates('', 5, () => true)).toEqual([]);
  });
});
