import { describe, expect, it } from 'vitest';
import { Random } from '../../../core/random.ts';
import evidence from './evidence.json' with { type: 'json' };
import { doubtsOf } from './doubts.ts';
import { phraseKinds } from './phrases.ts';
import { derivationRanges } from './signs.ts';
import { inventedProbability, mostProbable, phraseSigns } from './weigh.ts';

const source = {
  texts: [],
  tables: [
    {
      id: 't',
      caption: '(in millions)',
      rows: [
        ['', '2018', '2019'],
        ['Revenue', '5,735', '5,829'],
      ],
    },
  ],
  history: [],
  question: 'by how much did revenue grow?',
};
const [doubt] = doubtsOf('Revenue grew. The covenant of the bank allows a leverage of 3.85 times.', source);

describe('the fitted evidence', () => {
  it('has a weight for every sign, and no other', () => {
    if (doubt === undefined) throw new Error('nothing is doubted');
    const names = [...Object.keys(doubt.signs), ...Object.keys(phraseSigns(doubt.phrases, evidence.phrases))];
    expect(Object.keys(evidence.signs).sort()).toEqual(names.sort());
    expect(Object.keys(evidence.phrases).sort()).toEqual([...phraseKinds].sort());
  });

  it('is bounded from above whatever the search for derivations gives', () => {
    if (doubt === undefined) throw new Error('nothing is doubted');
    const plain = Object.fromEntries(
      Object.entries(doubt.signs).filter(([name]) => derivationRanges[name] === undefined),
    );
    const most = mostProbable(plain, doubt.phrases);
    const random = Random.derive(1);
    for (let run = 0; run < 200; run++) {
      const signs = { ...plain };
      for (const [name, [low, high]] of Object.entries(derivationRanges))
        signs[name] = low + (high - low) * random.float();
      expect(inventedProbability(signs, doubt.phrases)).toBeLessThanOrEqual(most + 1e-12);
    }
  });
});
