import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { financeInstruct } from './finance-instruct.ts';
import { financeqt } from './financeqt.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';

let dir: TestDataDir;
beforeAll(async () => {
  dir = await makeDataDir();
});
afterAll(() => dir.remove());

const rows = Array.from({ length: 400 }, (_, i) => ({
  system: i % 2 === 0 ? 'You help.' : '',
  user: `What is asset number ${i} worth?`,
  assistant: `It is worth ${i} coins.`,
}));
const odd = [
  rows[0],
  { ...rows[1], user: 'No answer?', assistant: '' },
  { user: null, assistant: 'No question.' },
];

async function parquet(path: string, query: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

describe('finance-instruct', () => {
  it.each([
    ['a JSON array', 'train.json', (all: object[]) => JSON.stringify(all, null, 1)],
    ['JSON Lines', 'train.json', (all: object[]) => all.map((one) => JSON.stringify(one)).join('\n')],
  ])('reads %s and parts it by what the questions say', async (_name, file, write) => {
    await dir.put(`finance-instruct/${file}`, write([...rows, ...odd] as object[]));
    const train = await readAll(financeInstruct, dir.path, 'train');
    const test = await readAll(financeInstruct, dir.path, 'test');
    expect(train.questions.length + test.questions.length).toBe(400);
    // A tenth, give or take three standard deviations.
    expect(test.questions.length).toBeGreaterThan(22);
    expect(test.questions.length).toBeLessThan(58);
    const refused = [...train.refusals, ...test.refusals].map(({ reason }) => reason);
    expect(refused.sort()).toEqual(['no gold', 'no question', 'the same question stands above']);
    expect(train.questions[0]?.reference?.kind).toBe('text');
  });

  it('has the ids it has always had, so that the test split stays what was published', async () => {
    await dir.put('finance-instruct/train.json', JSON.stringify(rows));
    const { questions } = await readAll(financeInstruct, dir.path, 'test');
    expect(questions.slice(0, 2).map(({ question }) => question)).toMatchInlineSnapshot(`
      [
        "What is asset number 6 worth?",
        "What is asset number 16 worth?",
      ]
    `);
  });
});

describe('financeqt', () => {
  it('reads Parquet and counts rows without an answer', async () => {
    await dir.put('financeqt/x', '');
    await parquet(
      join(dir.path, 'financeqt', 'train-0.parquet'),
      `SELECT * FROM (VALUES ('ctx', 'Write a strategy.', 'class A: pass'), ('', 'And one more?', NULL)) AS t(context, question, answer)`,
    );
    const { questions, refusals } = await readAll(financeqt, dir.path, 'train');
    expect(questions).toMatchObject([
      { id: 'row_0', texts: [{ text: 'ctx' }], reference: { kind: 'text', text: 'class A: pass' } },
    ]);
    expect(refusals).toMatchObject([{ kind: 'excluded', id: 'row_1', reason: 'no gold' }]);
    await dir.put('financeqt/train-0.parquet', 'PAR1 is not enough');
    await expect(readAll(financeqt, dir.path, 'train')).rejects.toThrow(/cannot be read as Parquet/);
  });
});
