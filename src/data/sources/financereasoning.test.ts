import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { scoreAnswer } from '../../verify/index.ts';
import { readMaterial } from './financereasoning-context.ts';
import { calculatedGold, statedPlaces } from './financereasoning-gold.ts';
import { financereasoning } from './financereasoning.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

const row = (more: object): object => ({
  question_id: 'test-1',
  question: 'What is the growth of sales? Answer as a percentage to two decimal places.',
  context: 'Sales were \\$120 in 2020.',
  ground_truth: 6.9,
  difficulty: 4.1,
  level: 'hard',
  source: 'CodeFinQA-test-1',
  python_solution: 'answer = 6.9',
  ...more,
});

describe('financereasoning', () => {
  it('reads files whose fields differ', async () => {
    await dir.put('financereasoning/easy.json', JSON.stringify([row({ level: 'easy', statistics: {} })]));
    await dir.put(
      'financereasoning/medium.json',
      JSON.stringify(
        [
          row({ question_id: 'test-2', level: 'medium', function_id: 'article-1', article_title: 'Growth' }),
          row({ question_id: 'test-3', level: 'medium', ground_truth: true, context: '' }),
        ],
        null,
        4,
      ),
    );
    await dir.put(
      'financereasoning/hard.json',
      JSON.stringify([row({ ground_truth: null }), row({ level: 'extreme' })]),
    );
    const { questions, refusals } = await readAll(financereasoning, dir.path, 'test');
    expect(questions).toMatchObject([
      { id: 'test-1', category: 'easy', texts: [{ text: 'Sales were $120 in 2020.' }], licence: 'unknown' },
      { id: 'test-2', category: 'medium', reference: { kind: 'number', value: 6.9, unit: 'percent' } },
      { id: 'test-3', reference: { kind: 'boolean', value: true }, texts: [] },
    ]);
    const [first, second, third] = questions.map(({ cluster }) => cluster);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(refusals).toMatchObject([
      { reason: 'no gold in the release' },
      { kind: 'quarantined', reason: expect.stringContaining('level') as string },
    ]);
    await expect(readAll(financereasoning, dir.path, 'dev')).rejects.toThrow(/all rows are test/);
  });

  it('says which files it expects', async () => {
    await dir.put('financereasoning/other.json', '[]');
    await expect(readAll(financereasoning, dir.path, 'test')).rejects.toThrow(
      /easy\.json, medium\.json, hard\.json/,
    );
  });
});

describe('the material', () => {
  it('parts Markdown tables from prose', () => {
    const context =
      'Shares:\n\n|  | 2012 | 2011 |\n| :--- | :--- | :--- |\n| Issued | 1,434 | 1,400 |\n\nSee notes.';
    expect(readMaterial(context)).toEqual({
      texts: [
        { id: 'text_0', text: 'Shares:' },
        { id: 'text_1', text: 'See notes.' },
      ],
      tables: [
        {
          id: 'table_0',
          rows: [
            ['', '2012', '2011'],
            ['Issued', '1,434', '1,400'],
          ],
        },
      ],
    });
    expect(readMaterial('Shares:\n| a | b |\n|---|---|\n| 1 | 2 |\nSee notes.')).toMatchObject({
      texts: [{ text: 'Shares:' }, { text: 'See notes.' }],
      tables: [
        {
          rows: [
            ['a', 'b'],
            ['1', '2'],
          ],
        },
      ],
    });
  });

  it('reads a data frame in JSON as a table', () => {
    const frame = { USD: { Weight: 53.6, '2019': 70.07 }, GBP: { '2019': 91, '2020': null } };
    expect(readMaterial(JSON.stringify(frame)).tables[0]?.rows).toEqual([
      ['', '2019', 'Weight', '2020'],
      ['USD', '70.07', '53.6', ''],
      ['GBP', '91', '', ''],
    ]);
  });

  it('reads tables in a Python list', () => {
    const list = String.raw`['| Shares | 1,000 |\n|:---:|:---:|\n| Owner\'s rate | 30% |', 'second']`;
    expect(readMaterial(list)).toEqual({
      tables: [
        {
          id: 'table_0',
          rows: [
            ['Shares', '1,000'],
            ["Owner's rate", '30%'],
          ],
        },
      ],
      texts: [{ id: 'text_0', text: 'second' }],
    });
  });

  it('keeps whatever else it is as text', () => {
    for (const text of ['{ broken', '{"a": 1}', '[1, 2]', 'A | B', 'one line\nand another'])
      expect(readMaterial(text)).toEqual({ texts: [{ id: 'text_0', text }], tables: [] });
    expect(readMaterial('  ')).toEqual({ texts: [], tables: [] });
  });
});

describe('the gold', () => {
  it.each([
    ['Answer to the nearest integer.', 0],
    ['Answer as a percentage with two decimal places.', 2],
    ['Round to 3 decimal places.', 3],
    ['Answer to the nearest cent.', 2],
    ['rounded to the nearest whole dollar', 0],
    ['to the nearest thousand dollars', -3],
    ['Express it as a whole number.', 0],
    ['What is the price?', null],
  ])('%s', (question, places) => {
    expect(statedPlaces(question)).toBe(places);
  });

  it('counts in percent where the question does', () => {
    const unitOf = (question: string): unknown => (calculatedGold(6.9, question) as { unit: unknown }).unit;
    expect(unitOf('What is the WACC? Answer as a percentage.')).toBe('percent');
    expect(unitOf('What is the percent change? Answer to two decimal places.')).toBe('percent');
    expect(unitOf('What is the ratio? Answer to three decimal places.')).toBe('plain');
    expect(unitOf('What percent is it? Answer as a decimal to two decimal places.')).toBe('plain');
    expect(unitOf('What is the price of the 5% note? Answer in dollars.')).toBe('plain');
  });

  it('accepts more digits than were asked for, when they round to the gold', () => {
    const gold = calculatedGold(1583, 'What is the amount? Answer to the nearest dollar.');
    for (const right of ['1583', '$1,583.33', '1582.6'])
      expect(scoreAnswer(right, gold).verdict).toBe('correct');
    for (const wrong of ['1584', '1584.1', '-1583']) expect(scoreAnswer(wrong, gold).verdict).toBe('wrong');
    const rate = calculatedGold(6.9, 'What is the rate? Answer as a percentage to two decimal places.');
    for (const right of ['6.9%', '6.90', '6.904%']) expect(scoreAnswer(right, rate).verdict).toBe('correct');
    for (const wrong of ['0.069', '7.9%', '6.8%']) expect(scoreAnswer(wrong, rate).verdict).toBe('wrong');
  });
});
