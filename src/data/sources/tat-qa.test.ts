import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Question } from '../../core/question.ts';
import { scoreAnswer } from '../../verify/index.ts';
import { checkAnswer } from '../answer-check.ts';
import { checkReasoning } from '../reasoning-check.ts';
import { goldProgramTeacher } from '../teachers/gold-program.ts';
import { tatqa } from './tat-qa.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';

const table = [
  ['$ million', '2020', '2019'],
  ['Net sales', '120.4', '110.2'],
  ['Loss', '(9.8)', '(8.0)'],
  ['Tax rate', '21.0%', '19.0%'],
];

interface Item {
  answer: unknown;
  answer_type?: string;
  scale?: string;
  derivation?: string;
  question?: string;
  uid?: string;
}

/** A document in the release's format. */
function document(...items: Item[]) {
  return {
    table: { uid: 'table-1', table },
    paragraphs: [
      { uid: 'p2', order: 2, text: 'Second.' },
      { uid: 'p1', order: 1, text: 'Figures are in millions.' },
    ],
    questions: items.map((item, i) => ({
      uid: `q${i}`,
      order: i + 1,
      question: 'What was it?',
      derivation: '',
      answer_type: 'arithmetic',
      answer_from: 'table',
      rel_paragraphs: [],
      req_comparison: false,
      scale: '',
      ...item,
    })),
  };
}

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

async function read(...items: Item[]) {
  await dir.put('tat-qa/tatqa_dataset_dev.json', JSON.stringify([document(...items)]));
  return readAll(tatqa, dir.path, 'dev');
}

async function only(item: Item): Promise<Question> {
  const [question] = (await read(item)).questions;
  if (question === undefined) throw new Error('no question');
  return question;
}

/** The verdicts on several answers to one question. */
function verdicts({ reference }: Question, ...answers: string[]): string[] {
  if (reference === null) throw new Error('no reference');
  return answers.map((answer) => scoreAnswer(answer, reference).verdict);
}

const growth = { answer: 9.26, scale: 'percent', derivation: '(120.4-110.2)/110.2' };

describe('tat-qa', () => {
  it('reads table, paragraphs in order, gold and the derivation as a program in percent units', async () => {
    const { questions, refusals } = await read({ ...growth, question: 'What was the percentage change?' });
    expect(refusals).toEqual([]);
    expect(questions).toEqual([
      {
        id: 'q0',
        source: 'tat-qa',
        split: 'dev',
        language: 'en',
        category: 'change-rate',
        licence: 'CC-BY-4.0',
        cluster: 'table-1',
        texts: [
          { id: 'text_1', text: 'Figures are in millions.' },
          { id: 'text_2', text: 'Second.' },
        ],
        tables: [{ id: 'table', rows: table }],
        history: [],
        question: 'What was the percentage change?',
        reference: { kind: 'number', value: 9.2559, unit: 'percent', tolerance: 0, text: '9.26%' },
        program: 'subtract(120.4, 110.2), divide(#0, 110.2), multiply(#1, const_100)',
      },
    ]);
  });

  it('scores percentages in percent units', async () => {
    const question = await only(growth);
    expect(verdicts(question, '9.26%', '9.26', '9.256%', '9.3%')).toEqual(Array(4).fill('correct'));
    expect(verdicts(question, '0.0926', '-9.26%', '9.2%')).toEqual(Array(3).fill('wrong'));
  });

  it('takes the answer together with its scale', async () => {
    const question = await only({ answer: 10.2, scale: 'million', derivation: '120.4 - 110.2' });
    expect(question.reference).toMatchObject({ value: 10_200_000, unit: 'plain', text: '10.2 million' });
    expect(verdicts(question, '10.2 million', '$10,200,000', '10,200 thousand')).toEqual(
      Array(3).fill('correct'),
    );
    expect(verdicts(question, '10.2', '10.2 thousand', '10.2 billion')).toEqual(Array(3).fill('wrong'));
  });

  it('takes more digits than the gold prints, and the gold as it is printed', async () => {
    const third = await only({ answer: 15.57, scale: 'billion', derivation: '(14.8+15.2+16.7)/3' });
    expect(verdicts(third, '15.57 billion', '15.567 billion', '15,566,666,667')).toEqual(
      Array(3).fill('correct'),
    );
    const small = await only({ answer: 0.05, scale: 'million', derivation: '53/1027' });
    expect(verdicts(small, '0.05 million', '50,000')).toEqual(['correct', 'correct']);
  });

  it('leaves out a program that does not give the gold, and keeps the gold', async () => {
    const { questions } = await read(
      { answer: -43, scale: 'million', derivation: '-114 - (71)' },
      { answer: 92437, scale: 'thousand', derivation: '60.3 million + 32,137 thousand' },
      { answer: 5, derivation: '1/0' },
    );
    expect(questions.map(({ program, category }) => [program, category])).toEqual(
      Array(3).fill([undefined, 'arithmetic']),
    );
    expect(questions.map(({ reference }) => reference)).toMatchObject([
      { value: -43_000_000 },
      { value: 92_437_000 },
      { value: 5 },
    ]);
  });

  it('reads spans that are one number as numbers, with their own scale or the row’s, others as text', async () => {
    const span = (text: string, scale = '') => ({ answer: [text], answer_type: 'span', scale });
    const { questions } = await read(
      span('$1,496.5', 'million'),
      span('(9.8)', 'thousand'),
      span('$1.2 billion'),
      span('36%'),
      span('2.9', 'percent'),
      span('2019'),
      span('2.5 years'),
      span('the board'),
      { answer: '4', answer_type: 'count' },
    );
    expect(questions.map(({ reference }) => reference)).toMatchObject([
      { kind: 'number', value: 1_496_500_000, unit: 'plain' },
      { kind: 'number', value: -9800 },
      { kind: 'number', value: 1.2e9, text: '$1.2 billion' },
      { kind: 'number', value: 36, unit: 'percent' },
      { kind: 'number', value: 2.9, unit: 'percent', text: '2.9%' },
      { kind: 'number', value: 2019 },
      { kind: 'text', text: '2.5 years' },
      { kind: 'text', text: 'the board' },
      { kind: 'number', value: 4 },
    ]);
  });

  it('accepts several spans in any order, and in the printed one where it is asked for', async () => {
    const spans = (answer: string[], scale = '', question = 'Which?') => ({
      ...{ answer, answer_type: 'multi-span', scale, question },
    });
    const free = await only(spans(['2019', '2018', '2017']));
    expect(verdicts(free, '2017, 2018 and 2019', '2018; 2019; 2017', '2019, 2018')).toEqual([
      'correct',
      'correct',
      'wrong',
    ]);
    const figures = await only(
      spans(['73,260', '57,768'], 'thousand', 'How much in 2019 and 2018 respectively?'),
    );
    expect(verdicts(figures, '73,260 thousand; 57,768 thousand', '73,260 and 57,768 thousand')).toEqual([
      'correct',
      'correct',
    ]);
    expect(verdicts(figures, '57,768 thousand; 73,260 thousand', '73,260; 57,768')).toEqual([
      'wrong',
      'wrong',
    ]);
    const many = await only(spans(['a', 'b', 'c', 'd', 'e']));
    expect(verdicts(many, 'a, b, c, d, e', 'e, b, c, d, a')).toEqual(['correct', 'wrong']);
  });

  it('excludes rows without gold and known bad golds, quarantines documents that do not fit', async () => {
    const items: Item[] = [
      { answer: null },
      { answer: [''], answer_type: 'span' },
      { answer: 'n/a' },
      { ...growth, uid: 'c91ad938-6ad1-4481-8f6b-43ccd2f69926' },
      growth,
    ];
    const broken = { ...document(growth), table: { uid: 'x' } };
    const text = JSON.stringify([document(...items), broken, document({ ...growth, scale: 'dozen' })]);
    await dir.put('tat-qa/tatqa_dataset_dev.json', text);
    const { questions, refusals } = await readAll(tatqa, dir.path, 'dev');
    expect(questions.map(({ id }) => id)).toEqual(['q4']);
    expect(refusals).toMatchObject([
      { kind: 'excluded', id: 'q0', reason: 'no gold' },
      { kind: 'excluded', id: 'q1', reason: 'no gold' },
      { kind: 'excluded', id: 'q2', reason: 'no gold', detail: 'arithmetic with the answer "n/a"' },
      {
        kind: 'excluded',
        reason: 'gold known to be wrong',
        detail: expect.stringContaining('issue 12') as string,
      },
      { kind: 'quarantined', reason: expect.stringContaining('table.table') as string },
      { kind: 'quarantined', reason: expect.stringContaining('questions.0.scale') as string },
    ]);
  });

  it('reads the test split from the file with golds, and says what is missing', async () => {
    await dir.put('tat-qa/tatqa_dataset_test.json', JSON.stringify([document(growth)]));
    await expect(readAll(tatqa, dir.path, 'test')).rejects.toThrow(/tatqa_dataset_test_gold\.json/);
    await dir.put('tat-qa/tatqa_dataset_test_gold.json', JSON.stringify([document(growth)]));
    expect((await readAll(tatqa, dir.path, 'test')).questions).toMatchObject([{ split: 'test' }]);
  });
});

describe('the gold-program teacher on tat-qa', () => {
  it.each<[string, Item, string]>([
    ['a rate', growth, '9.26%'],
    ['an amount', { answer: 10.2, scale: 'million', derivation: '120.4 - 110.2' }, '10.2 million'],
    ['percentages', { answer: 2, scale: 'percent', derivation: '21.0% - 19.0%' }, '2%'],
    ['an average', { answer: 115.3, scale: 'million', derivation: '(120.4+110.2)/2' }, '115.3 million'],
  ])('teaches %s', async (_, item, answer) => {
    const question = await only({ ...item, question: 'What was the change of net sales and tax rate?' });
    const trace = goldProgramTeacher.distil(question, 0, 1);
    if (trace === null) throw new Error('no trace');
    expect(trace.answer).toBe(answer);
    expect(checkAnswer(question, trace).verdict).toBe('correct');
    expect(checkReasoning(question, trace)).toMatchObject({ passed: true });
    if (item.scale === 'million') expect(trace.reasoning).toContain('These figures count in millions.');
  });
});
