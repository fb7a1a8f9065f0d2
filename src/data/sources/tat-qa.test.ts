import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { scoreAnswer } from '../../verify/index.ts';
import { checkAnswer } from '../answer-check.ts';
import { checkReasoning } from '../reasoning-check.ts';
import { goldProgramTeacher } from '../teachers/gold-program.ts';
import { derivationProgram } from './derivation-program.ts';
import { tatQa } from './tat-qa.ts';
import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';

const document = {
  table: {
    uid: 'table-1',
    table: [
      ['', '2020', '2019'],
      ['Pumps', '$ 640', '500'],
      ['Valves', '(30)', '45'],
    ],
  },
  paragraphs: [
    { uid: 'p1', order: 1, text: 'Sales are in millions. Contracts are fixed-price or cost-plus.' },
  ],
  questions: [
    row(
      'growth',
      'What was the percentage change in Pumps in 2020 from 2019?',
      28,
      '(640-500)/500',
      'arithmetic',
      'percent',
    ),
    row('change', 'What was the change in Pumps?', 140, '640-500', 'arithmetic', 'million'),
    row('one', 'What were sales of Pumps in 2020?', ['$ 640'], '', 'span', 'million'),
    row('types', 'Which contracts are there?', ['fixed-price', 'cost-plus'], '', 'multi-span', ''),
    row('count', 'How many kinds of contracts are there?', '2', 'fixed-price##cost-plus', 'count', ''),
    row('lost', 'What is missing?', [], '', 'span', ''),
    row('c91ad938-6ad1-4481-8f6b-43ccd2f69926', 'A row known to be wrong?', 1.9, '', 'arithmetic', 'percent'),
  ],
};

function row(
  uid: string,
  question: string,
  answer: unknown,
  derivation: string,
  type: string,
  scale: string,
) {
  return { uid, order: 1, question, answer, derivation, answer_type: type, scale };
}

let dir: TestDataDir;
beforeAll(async () => {
  dir = await makeDataDir();
  await dir.put('tat-qa/tatqa_dataset_dev.json', JSON.stringify([document, { table: { uid: 'broken' } }]));
});
afterAll(() => dir.remove());

describe('tat-qa', () => {
  it('reads numbers in their scale, spans in any order, and says what it leaves out', async () => {
    const { questions, refusals } = await readAll(tatQa, dir.path, 'dev');
    expect(questions.map(({ id, reference }) => [id, reference?.kind])).toEqual([
      ['growth', 'number'],
      ['change', 'number'],
      ['one', 'number'],
      ['types', 'text'],
      ['count', 'number'],
    ]);
    expect(questions[1]?.question).toBe('What was the change in Pumps? (in millions)');
    expect(questions.every(({ cluster }) => cluster === 'table-1')).toBe(true);
    expect(refusals.map((one) => [one.kind, one.reason.slice(0, 22)])).toEqual([
      ['excluded', 'no gold'],
      ['excluded', 'gold known to be wrong'],
      ['quarantined', expect.any(String)],
    ]);
    const verdict = (at: number, answer: string): string => {
      const reference = questions[at]?.reference;
      return reference ? scoreAnswer(answer, reference).verdict : 'none';
    };
    expect(['28%', '28', '28.0', '0.28', '-28%'].map((answer) => verdict(0, answer))).toEqual([
      'correct',
      'correct',
      'correct',
      'wrong',
      'wrong',
    ]);
    expect(['140', '$140 million', '140,000', '0.14 billion'].map((answer) => verdict(1, answer))).toEqual([
      'correct',
      'correct',
      'wrong',
      'wrong',
    ]);
    expect(verdict(3, 'cost-plus; fixed-price')).toBe('correct');
    expect(verdict(4, '2')).toBe('correct');
  });

  it('teaches what its derivations say', async () => {
    const { questions } = await readAll(tatQa, dir.path, 'dev');
    const [growth] = questions;
    if (growth === undefined) throw new RangeError('no question');
    expect(growth.program).toBe('subtract(640, 500), divide(#0, 500), multiply(#1, const_100)');
    const trace = goldProgramTeacher.distil(growth, 0, 1);
    if (trace === null) throw new RangeError('no trace');
    expect(checkAnswer(growth, trace).verdict).toBe('correct');
    expect(checkReasoning(growth, trace).criteria.filter(({ passed }) => !passed)).toEqual([]);
  });
});

describe('derivationProgram', () => {
  it.each<[string, number, boolean, string | undefined]>([
    ['(44.1-56.7)/56.7', -22.22, true, 'subtract(44.1, 56.7), divide(#0, 56.7), multiply(#1, const_100)'],
    ['2,664/909 ', 2.93, false, 'divide(2664, 909)'],
    [
      '((85 - 79) + (63 - 62)) / 2',
      3.5,
      false,
      'subtract(85, 79), subtract(63, 62), add(#0, #1), divide(#2, 2)',
    ],
    ['21.0% - 20.0%', 1, true, 'subtract(21.0%, 20.0%), multiply(#0, const_100)'],
    ['10 - 2 - 3', 5, false, 'subtract(10, 2), subtract(#0, 3)'],
    ['1 + 2 * 3', 7, false, 'multiply(2, 3), add(1, #0)'],
    ['640-500', 999, false, undefined],
    ['640-', 640, false, undefined],
    ['5/0', 1, false, undefined],
    ['revenue of 5', 5, false, undefined],
    ['', 0, false, undefined],
  ])('%s for %d', (derivation, gold, isPercent, program) => {
    expect(derivationProgram(derivation, gold, isPercent)).toBe(program);
  });
});
