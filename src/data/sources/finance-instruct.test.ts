import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Intake } from '../intake.ts';
import { financeInstruct } from './finance-instruct.ts';
import { financeqt } from './financeqt.ts';
import { presentSplits } from './present-splits.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';
import { putParquet } from './test-parquet.ts';

const row = (n: number) => ({ system: '\n', user: `What is term ${n}?`, assistant: `Term ${n} is this.` });
const rows = Array.from({ length: 200 }, (_, n) => row(n));

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

const put = (text: string) => dir.put('finance-instruct/train.json', text);

async function texts(split: 'train' | 'test'): Promise<string[]> {
  return (await readAll(financeInstruct, dir.path, split)).questions.map(({ question }) => question);
}

describe('finance-instruct', () => {
  it('reads free-text questions; what system says is their first text', async () => {
    const told = { ...row(3), system: 'You are an auditor.' };
    await put(`${JSON.stringify(row(1))}\n${JSON.stringify(told)}\n`);
    const both = [...(await texts('train')), ...(await texts('test'))];
    expect(both.toSorted()).toEqual(['What is term 1?', 'What is term 3?']);
    const { questions } = await readAll(financeInstruct, dir.path, 'train');
    expect(questions.find(({ question }) => question === 'What is term 3?')).toMatchObject({
      id: 'row_2',
      licence: 'Apache-2.0',
      texts: [{ id: 'system', text: 'You are an auditor.' }],
      reference: { kind: 'text', text: 'Term 3 is this.' },
    });
  });

  it('splits by content: about a tenth is test, the same in JSON Lines, an array and Parquet', async () => {
    await put(rows.map((one) => JSON.stringify(one)).join('\n'));
    const [train, test] = [await texts('train'), await texts('test')];
    expect(test.length).toBeGreaterThan(8);
    expect(test.length).toBeLessThan(35);
    expect([...train, ...test].toSorted()).toEqual(rows.map(({ user }) => user).toSorted());
    await put(` \n${JSON.stringify(rows.toReversed())}`);
    expect((await texts('test')).toSorted()).toEqual(test.toSorted());
    await dir.remove();
    await mkdir(join(dir.path, 'finance-instruct'), { recursive: true });
    const columns = { system: 'VARCHAR', user: 'VARCHAR', assistant: 'VARCHAR' };
    await putParquet(join(dir.path, 'finance-instruct', '0000.parquet'), columns, rows);
    expect(await texts('test')).toEqual(test);
  });

  it('keeps equal questions on one side', async () => {
    const twice = rows.flatMap((one) => [one, { ...one, user: ` ${one.user.toUpperCase()}\n` }]);
    await put(JSON.stringify(twice));
    const test = (await texts('test')).map((text) => text.toLowerCase());
    const train = new Set((await texts('train')).map((text) => text.toLowerCase()));
    expect(test.length).toBeGreaterThan(8);
    expect(test.filter((text) => train.has(text))).toEqual([]);
  });

  it('excludes rows that lack question or answer once, quarantines broken ones', async () => {
    const bad = [
      { ...row(1), assistant: ' ' },
      { ...row(2), user: null },
      { ...row(3), user: '' },
    ];
    await put(
      `${bad.map((one) => JSON.stringify(one)).join('\n')}\n{"user": 1, "assistant": "x"}\nnot json\n`,
    );
    const intake = new Intake();
    for await (const question of financeInstruct.read({
      dataDir: dir.path,
      splits: ['train', 'test'],
      intake,
    }))
      throw new Error(`unexpected ${question.id}`);
    expect(intake.drain()).toMatchObject([
      { kind: 'excluded', id: 'row_1', reason: 'no gold' },
      { kind: 'excluded', id: 'row_2', reason: 'no question' },
      { kind: 'excluded', id: 'row_3', reason: 'no question' },
      { kind: 'quarantined', line: 4, reason: expect.stringContaining('user') as string },
      { kind: 'quarantined', line: 5, reason: expect.stringContaining('not JSON') as string },
    ]);
  });

  it('says which splits there are', async () => {
    await put(JSON.stringify(rows));
    await expect(readAll(financeInstruct, dir.path, 'dev')).rejects.toThrow(/which gives train and test/);
    expect(await presentSplits(financeInstruct, dir.path)).toEqual(['train', 'test']);
    expect(await presentSplits(financeqt, dir.path)).toEqual([]);
  });
});

describe('financeqt', () => {
  const columns = { context: 'VARCHAR', question: 'VARCHAR', answer: 'VARCHAR' };

  it('reads context, question and code from Parquet', async () => {
    await mkdir(join(dir.path, 'financeqt'));
    await putParquet(join(dir.path, 'financeqt', 'train.parquet'), columns, [
      { context: 'An algorithm trades daily.', question: 'Buy when it falls.\n', answer: 'class A:\n  pass' },
      { context: null, question: 'Sell.', answer: 'x = 1' },
      { context: 'c', question: 'Nothing?', answer: null },
      { context: 'c', question: '', answer: 'y' },
    ]);
    const { questions, refusals } = await readAll(financeqt, dir.path, 'train');
    expect(questions).toMatchObject([
      {
        id: 'train/1',
        category: 'code',
        licence: 'unknown',
        texts: [{ id: 'context', text: 'An algorithm trades daily.' }],
        question: 'Buy when it falls.',
        reference: { kind: 'text', text: 'class A:\n  pass' },
      },
      { id: 'train/2', texts: [], question: 'Sell.' },
    ]);
    expect(refusals).toMatchObject([
      { kind: 'excluded', id: 'train/3', reason: 'no gold' },
      { kind: 'excluded', id: 'train/4', reason: 'no question' },
    ]);
    await expect(readAll(financeqt, dir.path, 'test')).rejects.toThrow(/no test file of financeqt/);
  });

  it('names a file that is no Parquet, and one with other columns', async () => {
    await dir.put('financeqt/train.parquet', 'not parquet at all');
    const failure = readAll(financeqt, dir.path, 'train');
    await expect(failure).rejects.toMatchObject({ exitCode: 2, code: 'broken-parquet' });
    await expect(failure).rejects.toThrow(/financeqt\/train\.parquet cannot be read as Parquet/);
    await expect(presentSplits(financeqt, dir.path)).rejects.toThrow(/cannot be read as Parquet/);
    await putParquet(join(dir.path, 'financeqt', 'train.parquet'), { question: 'BIGINT' }, [{ question: 7 }]);
    const { questions, refusals } = await readAll(financeqt, dir.path, 'train');
    expect(questions).toEqual([]);
    expect(refusals).toMatchObject([{ kind: 'excluded', reason: 'no gold', detail: '7' }]);
  });
});
