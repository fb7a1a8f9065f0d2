import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Question } from '../../core/question.ts';
import { Intake, type Refusal } from '../intake.ts';
import { columnMapSchema } from './own-columns.ts';
import { ownQuestions } from './own-questions.ts';
import { makeDataDir, type TestDataDir } from './test-data-dir.ts';
import { putParquet } from './test-parquet.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

async function read(name: string, map: object): Promise<{ questions: Question[]; refusals: Refusal[] }> {
  const intake = new Intake();
  const questions: Question[] = [];
  const columns = columnMapSchema.parse(map);
  const options = {
    path: join(dir.path, name),
    name,
    columns,
    defaults: { source: 'own', split: 'train' } as const,
  };
  for await (const question of ownQuestions(options, intake)) questions.push(question);
  return { questions, refusals: intake.drain() };
}

describe('ownQuestions', () => {
  it('reads CSV by the map, drops rows without gold and quarantines what does not fit', async () => {
    await dir.put(
      'q.csv',
      'nr,Q,A,ctx,doc\nn1,"How much, in %?",14.5%,Sales grew.,d1\nn2,Rate?,,x,d1\n,Rise?,0.2,,\nn4,Odd?,many,x,d1\nn5,Short?\n',
    );
    const { questions, refusals } = await read('q.csv', {
      ...{ question: 'Q', answer: 'A', context: 'ctx', id: 'nr', cluster: 'doc' },
      ...{ kind: 'number', unit: 'decimal', licence: 'CC-BY-4.0' },
    });
    expect(questions).toEqual([
      {
        id: 'q.csv#n1',
        source: 'own',
        split: 'train',
        language: 'en',
        category: 'number',
        licence: 'CC-BY-4.0',
        cluster: 'd1',
        texts: [{ id: 'ctx', text: 'Sales grew.' }],
        tables: [],
        history: [],
        question: 'How much, in %?',
        reference: { kind: 'number', value: 0.145, unit: 'decimal', tolerance: 0, text: '14.5%' },
      },
      expect.objectContaining({ id: 'q.csv#3', cluster: 'q.csv#3', texts: [] }),
    ]);
    expect(refusals).toMatchObject([
      { kind: 'excluded', id: 'q.csv#n2', reason: 'no gold', detail: 'Rate?' },
      { kind: 'quarantined', line: 5, reason: 'column A: the answer holds no number' },
      { kind: 'quarantined', line: 6, reason: 'columns: expected 5, found 2' },
    ]);
  });

  it.each([
    ['a column each', { options: ['one', 'two', 'three'] }, { one: 'x', two: 'y', three: '' }],
    ['a prefix', { options: 'opt' }, { opt_a: 'x', opt_b: 'y', option: 'no option' }],
    ['a list', { options: 'choices' }, { choices: ['x', 'y'] }],
    ['an object as text', { options: 'choices' }, { choices: '{"A":"x","B":"y"}' }],
  ])('finds options in %s', async (_, map, cells) => {
    const rows = ['b', 'y', 'A, B', 'C', 'neither'].map((gold) => ({ q: 'Which?', gold, ...cells }));
    await dir.put('q.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
    const { questions, refusals } = await read('q.jsonl', { question: 'q', answer: 'gold', ...map });
    expect(questions.map(({ reference }) => reference)).toEqual(
      [['B'], ['B'], ['A', 'B']].map((letters) => ({ kind: 'choice', letters, options: { A: 'x', B: 'y' } })),
    );
    expect(refusals.map(({ reason }) => reason)).toEqual([
      'column gold: "C" names none of the options A, B',
      'column gold: "neither" names none of the options A, B',
    ]);
  });

  it('reads labels, yes and no, percent units and text', async () => {
    const gold = async (answers: unknown[], map: object) => {
      await dir.put('q.json', JSON.stringify(answers.map((a) => ({ q: '问', a }))));
      const { questions, refusals } = await read('q.json', { question: 'q', answer: 'a', ...map });
      return [questions.map(({ reference }) => reference), refusals.map(({ reason }) => reason)];
    };
    expect(
      await gold(['Positive', 'meh'], { kind: 'label', labels: { up: ['positive'], down: [] } }),
    ).toEqual([
      [{ kind: 'label', label: 'up', labels: { up: ['up', 'positive'], down: ['down'] } }],
      ['column a: "meh" is none of the labels up, down'],
    ]);
    expect(await gold([true, '否', 'so so'], { kind: 'boolean', language: 'zh' })).toEqual([
      [
        { kind: 'boolean', value: true },
        { kind: 'boolean', value: false },
      ],
      ['column a: "so so" is neither yes nor no'],
    ]);
    expect(await gold([14.5, '-14.5%'], { kind: 'number', unit: 'percent' })).toMatchObject([
      [{ value: 14.5 }, { value: -14.5 }],
      [],
    ]);
    expect(await gold(['a long answer'], {})).toEqual([
      [{ kind: 'text', text: 'a long answer', accepted: [] }],
      [],
    ]);
  });

  it('takes the language from the map, a column, or the script of the question', async () => {
    const rows = [
      ['什么是ROE？', 'EN-us'],
      ['What is 央行?', '中文'],
      ['什么是ROE？', ''],
      ['What is 央行?', null],
      ['Was ist das?', 'de'],
    ].map(([q, lang]) => ({ q, lang, a: 'x' }));
    await dir.put('q.json', JSON.stringify(rows));
    const read5 = async (language?: string) => {
      const { questions, refusals } = await read('q.json', { question: 'q', answer: 'a', language });
      return [questions.map((one) => one.language).join(' '), refusals.map(({ reason }) => reason)];
    };
    expect(await read5()).toEqual(['zh en zh en en', []]);
    expect(await read5('zh')).toEqual(['zh zh zh zh zh', []]);
    expect(await read5('lang')).toEqual(['en zh zh en', ['column lang: "de" is neither en nor zh']]);
    await expect(read5('Lang')).rejects.toThrow(/no column "Lang"; did you mean "lang"/);
  });

  it('reads Parquet', async () => {
    const columns = { id: 'BIGINT', q: 'VARCHAR', a: 'DOUBLE', choices: 'VARCHAR[]' };
    await putParquet(join(dir.path, 'q.parquet'), columns, [{ id: 9, q: 'How many?', a: 2.5, choices: [] }]);
    const map = { question: 'q', answer: 'a', id: 'id', kind: 'number', unit: 'plain' };
    expect((await read('q.parquet', map)).questions).toMatchObject([
      { id: 'q.parquet#9', reference: { value: 2.5 } },
    ]);
  });

  it('names a missing column with its nearest, and those there are', async () => {
    await dir.put('q.csv', 'question,answer\nq,a\n');
    await expect(read('q.csv', { question: 'qestion', answer: 'answer' })).rejects.toMatchObject({
      exitCode: 2,
      message: 'q.csv has no column "qestion"; did you mean "question"?',
      hint: 'Its columns are: question, answer.',
    });
    const map = { question: 'question', answer: 'answer', options: 'option' };
    await expect(read('q.csv', map)).rejects.toThrow(/no column "option", nor columns "optionA"/);
    await dir.put('empty.csv', '');
    await expect(read('empty.csv', { question: 'q', answer: 'a' })).rejects.toThrow(/it is empty/);
    await expect(read('none.parquet', { question: 'q', answer: 'a' })).rejects.toThrow(/does not exist/);
  });
});

describe('columnMapSchema', () => {
  it.each([
    [{ kind: 'number' }, 'unit', 'is needed for kind: number (decimal, percent, plain)'],
    [{ kind: 'label' }, 'labels', 'is needed for kind: label'],
    [{ kind: 'choice' }, 'options', 'is needed for kind: choice'],
    [{ unit: 'plain' }, 'unit', 'goes with kind: number, not with kind: text'],
    [{ kind: 'text', options: 'opt' }, 'options', 'goes with kind: choice, not with kind: text'],
  ])('refuses %j', (map, key, message) => {
    const { error } = columnMapSchema.safeParse({ question: 'q', answer: 'a', ...map });
    expect(error?.issues).toMatchObject([{ path: [key], message }]);
  });
});
