import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { financeiq } from './financeiq.ts';
import { fineval } from './fineval.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

describe('financeiq', () => {
  it('reads the exams of a split under their names, full-width brackets among them', async () => {
    const header = '\uFEFF,Question,A,B,C,D,Answer\n';
    await dir.put(
      'financeiq/test/注册会计师（CPA）.csv',
      `${header}0,甲,1,2,3,4,B\n1,乙,1,2,3,4,\n2,丙,1,2,3,4,E\n`,
    );
    await dir.put('financeiq/test/税务师.csv', `${header}0,"丁,戊",1,2,3,4,d\n1,己,1,2\n`);
    await dir.put('financeiq/dev/税务师.csv', `${header}0,庚,1,2,3,4,A\n`);
    const { questions, refusals } = await readAll(financeiq, dir.path, 'test');
    expect(
      questions.map(({ id, category, question, reference }) => [id, category, question, reference]),
    ).toEqual([
      [
        'test/注册会计师（CPA）/0',
        '注册会计师（CPA）',
        '甲',
        { kind: 'choice', letters: ['B'], options: { A: '1', B: '2', C: '3', D: '4' } },
      ],
      ['test/税务师/0', '税务师', '丁,戊', expect.objectContaining({ letters: ['D'] })],
    ]);
    expect(questions[0]).toMatchObject({ licence: 'CC-BY-NC-SA-4.0', language: 'zh', split: 'test' });
    expect(refusals).toMatchObject([
      { id: 'test/注册会计师（CPA）/1', reason: 'no gold in the release' },
      { id: 'test/注册会计师（CPA）/2', reason: 'the gold is not among the options' },
      { file: 'financeiq/test/税务师.csv', line: 3, reason: 'columns: expected 7, found 4' },
    ]);
    expect((await readAll(financeiq, dir.path, 'dev')).questions.map(({ id }) => id)).toEqual([
      'dev/税务师/0',
    ]);
  });

  it('has no train split', async () => {
    await dir.put('financeiq/dev/税务师.csv', ',Question,A,B,C,D,Answer\n0,甲,1,2,3,4,A\n');
    await expect(readAll(financeiq, dir.path, 'train')).rejects.toThrow(/no train file of financeiq/);
    await dir.remove();
    await expect(readAll(financeiq, dir.path, 'dev')).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe('fineval', () => {
  it('takes dev as train, val as dev, and drops the test rows, which have no golds', async () => {
    await dir.put(
      'fineval/dev/tax_law_dev.csv',
      'id,question,A,B,C,D,answer,explanation\n0,甲____。,1,2,3,4,C,"1. 因为\n2. 所以"\n',
    );
    await dir.put('fineval/val/tax_law_val.csv', 'id,question,A,B,C,D,answer\n0,乙____。,1,2,3,4,A\n');
    await dir.put('fineval/test/tax_law_test.csv', 'id,question,A,B,C,D\n0,丙,1,2,3,4\n1,丁,1,2,3,4\n');
    const read = async (split: 'train' | 'dev' | 'test'): Promise<unknown> => {
      const { questions, refusals } = await readAll(fineval, dir.path, split);
      return [
        questions.map(({ id, question }) => `${id} ${question}`),
        refusals.map((refusal) => refusal.reason),
      ];
    };
    expect(await read('train')).toEqual([['train/tax_law/0 甲____。'], []]);
    expect(await read('dev')).toEqual([['dev/tax_law/0 乙____。'], []]);
    expect(await read('test')).toEqual([[], ['no gold in the release', 'no gold in the release']]);
  });

  it('refuses a file without options', async () => {
    await dir.put('fineval/val/tax_law_val.csv', 'id,question,answer\n0,乙,A\n');
    await expect(readAll(fineval, dir.path, 'dev')).rejects.toMatchObject({
      code: 'broken-csv',
      exitCode: 2,
    });
  });
});
