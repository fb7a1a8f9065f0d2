import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Intake } from '../intake.ts';
import { finqa } from './finqa.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';

const table = [
  ['in millions', '2020', '2019'],
  ['net sales', '$ 5829', '$ 5735'],
];

/** A record in the official format. */
function record(n: number, qa: { program: string; exe_ans?: number | string | null; answer?: string }) {
  return {
    id: `ACME/2020/page_7.pdf-${n}`,
    filename: 'ACME/2020/page_7.pdf',
    pre_text: ['before the table .'],
    post_text: ['after it .'],
    table,
    qa: { question: `question ${n}?`, explanation: '', ...qa },
  };
}

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

const official = (...records: object[]) => dir.put('finqa/train_100.json', JSON.stringify(records));

describe('finqa, official records', () => {
  it('reads page, table, gold and program', async () => {
    await official(
      record(1, { program: 'subtract(5829, 5735), divide(#0, 5735)', exe_ans: 0.01639, answer: '1.6%' }),
    );
    const { questions, refusals } = await readAll(finqa, dir.path, 'train');
    expect(refusals).toEqual([]);
    expect(questions).toEqual([
      {
        id: 'ACME/2020/page_7.pdf-1',
        source: 'finqa',
        split: 'train',
        language: 'en',
        category: 'change-rate',
        licence: 'MIT',
        cluster: 'ACME/2020/page_7.pdf',
        texts: [
          { id: 'text_0', text: 'before the table .' },
          { id: 'text_1', text: 'after it .' },
        ],
        tables: [{ id: 'table', rows: table }],
        history: [],
        question: 'question 1?',
        reference: { kind: 'number', value: 0.01639, unit: 'decimal', tolerance: 0, text: '1.6%' },
        program: 'subtract(5829, 5735), divide(#0, 5735)',
      },
    ]);
  });

  it('leaves only the sentences of the gold evidence where that is asked for', async () => {
    const marked = record(1, { program: 'subtract(5829, 5735)', exe_ans: 94 });
    await official({ ...marked, qa: { ...marked.qa, gold_inds: { text_1: 'after it .', table_1: 'x' } } });
    const read = async (evidence?: 'gold'): Promise<string[][]> => {
      const found: string[][] = [];
      const options = { dataDir: dir.path, splits: ['train'], evidence, intake: new Intake() } as const;
      for await (const { texts } of finqa.read(options)) found.push(texts.map(({ id }) => id));
      return found;
    };
    expect(await read('gold')).toEqual([['text_1']]);
    expect(await read()).toEqual([['text_0', 'text_1']]);
  });

  it('takes the unit row by row', async () => {
    await official(
      record(1, { program: 'subtract(51.2, 47.4)', exe_ans: 3.8, answer: '3.8%' }),
      record(2, { program: 'divide(5829, 5735), multiply(#0, const_100)', exe_ans: 101.63906, answer: '' }),
      record(3, { program: 'greater(5829, 5735)', exe_ans: 'yes', answer: 'yes' }),
      record(4, { program: 'divide(5735, 5829)', exe_ans: 0.98387, answer: '98' }),
    );
    const { questions } = await readAll(finqa, dir.path, 'train');
    expect(questions.map(({ reference }) => reference)).toMatchObject([
      { value: 3.8, unit: 'percent' },
      { value: 101.63906, unit: 'percent' },
      { kind: 'boolean', value: true },
      { value: 0.98387, unit: 'decimal' },
    ]);
  });

  it('leaves out a row without gold', async () => {
    await official(record(1, { program: 'add(1, 2)', exe_ans: null }));
    const { questions, refusals } = await readAll(finqa, dir.path, 'train');
    expect(questions).toEqual([]);
    expect(refusals).toMatchObject([{ kind: 'excluded', reason: 'no gold in the release' }]);
  });

  it('excludes golds that contradict themselves or are known to be wrong, by name', async () => {
    await official(
      record(1, { program: 'subtract(24, 58), divide(#0, 58)', exe_ans: -0.58621, answer: '58.6%' }),
      record(2, { program: 'add(1, 2)', exe_ans: 4, answer: '4' }),
      record(3, {
        program: 'add(81, 296), add(#0, const_3), divide(#1, const_2)',
        exe_ans: 190,
        answer: '190',
      }),
      { ...record(1, { program: 'add(1, 2)', exe_ans: 3, answer: '3' }), id: 'ANSS/2008/page_89.pdf-1' },
    );
    const { questions, refusals } = await readAll(finqa, dir.path, 'train');
    expect(questions).toEqual([]);
    expect(refusals).toMatchObject([
      {
        id: 'ACME/2020/page_7.pdf-1',
        reason: 'printed answer contradicts exe_ans',
        detail: expect.stringContaining('58.6%'),
      },
      { id: 'ACME/2020/page_7.pdf-2', reason: 'gold program contradicts exe_ans' },
      { id: 'ACME/2020/page_7.pdf-3', reason: 'gold program adds the number of values to the sum' },
      {
        id: 'ANSS/2008/page_89.pdf-1',
        reason: 'gold known to be wrong',
        detail: expect.stringContaining('issue 15'),
      },
    ]);
  });

  it('quarantines records that do not fit and programs that cannot be read, and goes on', async () => {
    await official(
      { id: 'broken', pre_text: [] },
      record(2, { program: 'root(4, 2)', exe_ans: 2 }),
      record(3, { program: 'add(1, 2)', exe_ans: 3 }),
    );
    const { questions, refusals } = await readAll(finqa, dir.path, 'train');
    expect(questions.map((question) => question.id)).toEqual(['ACME/2020/page_7.pdf-3']);
    expect(refusals).toMatchObject([
      { kind: 'quarantined', file: 'finqa/train_100.json', reason: expect.stringContaining('post_text') },
      { kind: 'quarantined', reason: 'unknown operation "root"' },
    ]);
  });

  it('quarantines entries that are no objects with their index and reads the others', async () => {
    const good = [
      record(1, { program: 'add(1, 2)', exe_ans: 3 }),
      record(2, { program: 'add(2, 2)', exe_ans: 4 }),
    ];
    const [first, second] = good.map((entry) => JSON.stringify(entry));
    await dir.put(
      'finqa/train_100.json',
      `[\n${first},\n"a ] , string",\n-1.5e3, null,[${first}],\n${second},true]`,
    );
    const { questions, refusals } = await readAll(finqa, dir.path, 'train');
    expect(questions.map(({ id }) => id)).toEqual(['ACME/2020/page_7.pdf-1', 'ACME/2020/page_7.pdf-2']);
    expect(
      refusals.map((refusal) => [
        refusal.kind,
        refusal.reason.slice(0, 9),
        'line' in refusal && refusal.line,
      ]),
    ).toEqual([
      ['quarantined', 'record 1:', 3],
      ['quarantined', 'record 2:', 4],
      ['quarantined', 'record 3:', 4],
      ['quarantined', 'record 4:', 4],
      ['quarantined', 'record 6:', 5],
    ]);
    expect(refusals).toMatchObject([
      { excerpt: '"a ] , string"' },
      { excerpt: '-1500' },
      {},
      {},
      { excerpt: 'true' },
    ]);
  });

  it('quarantines an entry that is not UTF-8 and reads the others', async () => {
    const [first, second] = [1, 2].map((n) => record(n, { program: 'add(1, 2)', exe_ans: 3 }));
    const named = (entry: object | undefined) => JSON.stringify({ ...entry, filename: 'caf\u00e9' });
    const damaged = Buffer.concat([
      Buffer.from(`[${named(first)}`, 'latin1'),
      Buffer.from(`,${named(second)}]`),
    ]);
    await dir.put('finqa/train_100.json', damaged);
    const { questions, refusals } = await readAll(finqa, dir.path, 'train');
    expect(questions.map(({ id }) => id)).toEqual(['ACME/2020/page_7.pdf-2']);
    expect(refusals).toMatchObject([
      { kind: 'quarantined', file: 'finqa/train_100.json', line: 1, reason: 'record 0: not valid UTF-8' },
    ]);
  });
});

describe('finqa, gold evidence', () => {
  const row = (n: number, program: string, exe_ans: number) =>
    JSON.stringify({
      id: null,
      split: 'train',
      row: n,
      question: `question ${n}?`,
      facts: ['a fact .'],
      table,
      program,
      exe_ans,
    });

  it('adds the rows that the official file lacks, in the cluster of the same table', async () => {
    await official(record(1, { program: 'add(1, 2)', exe_ans: 3, answer: '3' }));
    await dir.put(
      'finqa/train_9_gold_evidence.jsonl',
      `${row(1, 'add(1, 2)', 3)}\n{broken\n\n${row(2, 'add(2, 2)', 4)}\n`,
    );
    const { questions, refusals } = await readAll(finqa, dir.path, 'train');
    expect(questions.map(({ id, cluster }) => [id, cluster])).toEqual([
      ['ACME/2020/page_7.pdf-1', 'ACME/2020/page_7.pdf'],
      ['train/row_2', 'ACME/2020/page_7.pdf'],
    ]);
    expect(refusals).toMatchObject([
      { kind: 'excluded', id: 'train/row_1', reason: 'in the official file too' },
      { kind: 'quarantined', file: 'finqa/train_9_gold_evidence.jsonl', line: 2, excerpt: '{broken' },
    ]);
  });
});

describe('finqa, missing files', () => {
  it('says that a folder stands where a file is expected', async () => {
    await dir.put('finqa/train.json/inside', '');
    await expect(readAll(finqa, dir.path, 'train')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(
        /finqa\/train\.json cannot be read: it is a folder, not a file$/,
      ) as string,
    });
  });

  it('says where it looked and what to do', async () => {
    await expect(readAll(finqa, dir.path, 'train')).rejects.toMatchObject({
      code: 'missing-data',
      message: expect.stringContaining(dir.path) as string,
      hint: expect.stringContaining('--data-dir') as string,
    });
    await official(record(1, { program: 'add(1, 2)', exe_ans: 3 }));
    await expect(readAll(finqa, dir.path, 'test')).rejects.toThrow(
      /no test file of finqa: expected test\.json/,
    );
  });
});
