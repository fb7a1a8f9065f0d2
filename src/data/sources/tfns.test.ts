import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';
import { postCluster, tfns } from './tfns.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

describe('tfns', () => {
  it('reads quoted texts with newlines, commas and quotes', async () => {
    await dir.put(
      'tfns/sent_train.csv',
      'text,label\n$ACME: cut to Sell,0\n"line one\nline two, with ""quotes""",1\nNothing happened,2\nNo label,\n',
    );
    const { questions, refusals } = await readAll(tfns, dir.path, 'train');
    expect(refusals).toEqual([]);
    expect(questions.map(({ id, texts }) => [id, texts[0]?.text])).toEqual([
      ['train/0', '$ACME: cut to Sell'],
      ['train/1', 'line one\nline two, with "quotes"'],
      ['train/2', 'Nothing happened'],
      ['train/3', 'No label'],
    ]);
    const labels = questions.map(({ reference }) => (reference?.kind === 'label' ? reference.label : null));
    expect(labels).toEqual(['bearish', 'bullish', 'neutral', null]);
  });

  it('quarantines an unknown label with its line and excludes texts with two labels', async () => {
    await dir.put(
      'tfns/sent_valid_500.csv',
      'text,label\nSame post https://t.co/a,0\nOther,7\nSame  post https://t.co/b,2\nFine,1\n',
    );
    const { questions, refusals } = await readAll(tfns, dir.path, 'dev');
    expect(questions.map((question) => question.id)).toEqual(['dev/3']);
    expect(refusals).toMatchObject([
      { kind: 'excluded', id: 'dev/0', reason: 'the same text has two labels' },
      { kind: 'quarantined', file: 'tfns/sent_valid_500.csv', line: 3 },
      { kind: 'excluded', id: 'dev/2' },
    ]);
  });

  it('gives posts that differ only in links one cluster', () => {
    expect(postCluster('Acme up  https://t.co/a')).toBe(postCluster('acme up https://t.co/b'));
    expect(postCluster('Acme up')).not.toBe(postCluster('Acme down'));
  });

  it('has no test split', async () => {
    await dir.put('tfns/sent_train.csv', 'text,label\n');
    await expect(readAll(tfns, dir.path, 'test')).rejects.toThrow(/no test file of tfns/);
  });
});
