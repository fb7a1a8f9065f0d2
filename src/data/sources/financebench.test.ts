import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { scoreAnswer } from '../../verify/index.ts';
import { financebench } from './financebench.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

const row = (answer: string | null, more: object = {}): object => ({
  financebench_id: 'financebench_id_1',
  company: 'Acme',
  doc_name: 'ACME_2020_10K',
  question_type: 'metrics-generated',
  question_reasoning: 'Information extraction',
  question: 'What was the FY2020 capital expenditure (in USD millions) of Acme?',
  answer,
  justification: '',
  evidence: [
    { evidence_text: 'Capital expenditure\n(120)', doc_name: 'ACME_2020_10K', evidence_page_num: 4 },
    { evidence_text: 'Second passage', doc_name: 'ACME_2020_10K', evidence_page_num: 5 },
  ],
  ...more,
});

async function read(...rows: object[]) {
  const lines = rows.map((each) => JSON.stringify(each)).join('\n');
  await dir.put('financebench/financebench_open_source.jsonl', lines);
  return readAll(financebench, dir.path, 'test');
}

async function goldOf(answer: string) {
  const { questions } = await read(row(answer));
  const reference = questions[0]?.reference;
  if (!reference) throw new Error('no gold');
  return reference;
}

describe('financebench', () => {
  it('gives the evidence as material and the filing as cluster', async () => {
    const { questions } = await read(row('$120.00'));
    expect(questions).toMatchObject([
      {
        id: 'financebench_id_1',
        split: 'test',
        category: 'metrics-generated',
        cluster: 'ACME_2020_10K',
        licence: 'CC-BY-NC-4.0',
        texts: [
          { id: 'evidence_0', text: 'Capital expenditure\n(120)' },
          { id: 'evidence_1', text: 'Second passage' },
        ],
        reference: { kind: 'number', value: 120, unit: 'plain', text: '$120.00' },
      },
    ]);
  });

  it('makes bare numbers numbers, bare yes and no booleans, and all else text', async () => {
    expect(await goldOf('65.4%')).toMatchObject({ kind: 'number', value: 65.4, unit: 'percent' });
    expect(await goldOf('-0.02')).toMatchObject({ kind: 'number', value: -0.02, unit: 'plain' });
    expect(await goldOf('No.')).toEqual({ kind: 'boolean', value: false });
    for (const prose of [
      'Yes, its margin rose.',
      'It fell from 21% to 19%.',
      'No, the ratio was 0.8',
      'Acme Corp',
    ])
      expect(await goldOf(prose)).toEqual({ kind: 'text', text: prose, accepted: [] });
  });

  it('takes units from the question, and digits beyond the rounding of the gold', async () => {
    const millions = await goldOf('$120.00');
    expect(scoreAnswer('$120 million', millions).verdict).toBe('correct');
    expect(scoreAnswer('120,000,000', millions).verdict).toBe('wrong');
    const rounded = await goldOf('$8.70');
    expect(scoreAnswer('8.738', rounded).verdict).toBe('correct');
    expect(scoreAnswer('8.8', rounded).verdict).toBe('wrong');
    expect(scoreAnswer('-8.7', rounded).verdict).toBe('wrong');
  });

  it('leaves out what has no gold, and says what is missing', async () => {
    const { questions, refusals } = await read(row(null), row(' '), { financebench_id: 'x' });
    expect(questions).toEqual([]);
    expect(refusals).toMatchObject([
      { reason: 'no gold in the release' },
      { reason: 'no gold in the release' },
      { kind: 'quarantined', line: 3 },
    ]);
    await expect(readAll(financebench, dir.path, 'train')).rejects.toThrow(/all rows are test/);
    const empty = await makeDataDir();
    await empty.put('financebench/other.jsonl', '');
    await expect(readAll(financebench, empty.path, 'test')).rejects.toThrow(/financebench_open_source/);
    await empty.remove();
  });
});
