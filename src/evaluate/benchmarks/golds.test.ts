/** Gold answers scored against themselves, for every benchmark, on rows written in the original formats, and on FinSim. */

import { afterEach, beforeEach, expect, it } from 'vitest';

import type { Question } from '../../core/question.ts';
import { findSource, finsimBenchmarks, finsimQuestions } from '../../data/index.ts';
import { makeDataDir, readAll, type TestDataDir } from '../../data/sources/test-data-dir.ts';
import { scoreAnswer } from '../../verify/index.ts';
import { goldAnswer } from '../gold.ts';
import { benchmarks, findBenchmark } from './index.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

const table = [
  ['in millions', '2020', '2019'],
  ['net sales', '$ 5829', '$ 5735'],
];

const finqa = (n: number, program: string, exe_ans: number | string, answer: string): object => ({
  id: `ACME/2020/page_7.pdf-${n}`,
  ...{ pre_text: ['acme .'], post_text: [], table },
  qa: { question: 'what is it?', answer, program, exe_ans },
});

const tatqa = (uid: string, answer_type: string, answer: unknown, scale: string): object => ({
  ...{ uid, question: 'What was it?', answer, derivation: '', answer_type, scale },
});

const financeReasoning = (question_id: string, question: string, ground_truth: number | boolean): object => ({
  ...{ question_id, question, context: 'Sales were $5.', ground_truth, level: 'easy' },
});

const financebench = (financebench_id: string, answer: string): object => ({
  ...{ financebench_id, doc_name: 'ACME_2020_10K', question_type: 'metrics-generated' },
  ...{ question: 'What was it (in USD millions)?', answer, evidence: [{ evidence_text: 'It was 5.' }] },
});

const finova = (prompt: string, ground_truth: string): object => ({ prompt, ground_truth, from: '合规' });

async function writeRows(): Promise<void> {
  const json = (name: string, value: unknown): Promise<void> => dir.put(name, JSON.stringify(value));
  await json('finqa/test.json', [
    finqa(1, 'subtract(5829, 5735), divide(#0, 5735)', 0.01639, '1.6%'),
    finqa(2, 'subtract(5829, 5735), divide(#0, 5735), multiply(#1, const_100)', 1.63906, '1.64%'),
    finqa(3, 'subtract(5735, 5829)', -94, '-$ 94 million'),
    finqa(4, 'greater(5829, 5735)', 'yes', 'yes'),
    finqa(5, 'divide(5735, 5829)', 0.98387, '98.4'),
    finqa(6, 'divide(5829, const_3)', 1943, ''),
  ]);
  await json('convfinqa/dev_dialogues.json', [
    {
      ...{ id: 'Single_ACME/2020/page_7.pdf-1', questions: ['sales in 2020?', 'and their growth?'] },
      ...{ answer: 0.01639, text: 'acme .', table: '- | 2020 | 2019\nnet sales | $ 5829 | $ 5735' },
      programs: ['ans = 5829', 'x0 = 5829 - 5735; ans = x0 / 5735'],
    },
  ]);
  await dir.put(
    'ant-finance/Ant/金融知识/审计师考试.csv',
    `id,question,A,B,C,D,answer\n${[...'ABCDABCDAB'].map((gold, i) => `${i},第${i}题,甲,乙,丙,丁,${gold}`).join('\n')}`,
  );
  await dir.put(
    'ant-finance/Ant/安全合规/信息安全合规.csv',
    `id,question,answer\n${[...'是否是否是否是否是否'].map((gold, i) => `${i},第${i}条,${gold}`).join('\n')}`,
  );
  await dir.put('tfns/sent_valid.csv', 'text,label\n$A falls,0\n$B rises,1\n$C reports,2\n');
  const told = Array.from({ length: 40 }, (_, i) => ({
    ...{ system: '\n', user: `What is term ${i}?`, assistant: `Term ${i} is a kind of bond.` },
  }));
  await json('finance-instruct/train.json', told);
  await dir.put('financeiq/test/精算师.csv', ',Question,A,B,C,D,Answer\n0,题,1元,2元,3元,4元,B\n');
  await dir.put('fineval/val/tax_val.csv', 'id,question,A,B,C,D,answer\n0,题,甲,乙,丙,丁,D\n');
  await json('finova/safety_compliance.json', [finova('怎样开户？', '是'), finova('怎样洗钱？', '否')]);
  await json('tat-qa/tatqa_dataset_dev.json', [
    {
      ...{ table: { uid: 't', table }, paragraphs: [{ uid: 'p', order: 1, text: 'In millions.' }] },
      questions: [
        tatqa('1', 'arithmetic', -22.22, 'percent'),
        tatqa('2', 'arithmetic', 44.1, 'million'),
        tatqa('3', 'span', ['goodwill'], ''),
        tatqa('4', 'multi-span', ['5.1', '4.2'], 'thousand'),
        tatqa('5', 'count', '2', ''),
      ],
    },
  ]);
  const filings = ['$1577.00', '65.4%', '-0.02', 'No', 'Yes, its margin rose to 21%.'];
  await dir.put(
    'financebench/financebench_open_source.jsonl',
    filings.map((answer, i) => JSON.stringify(financebench(`f${i}`, answer))).join('\n'),
  );
  await json('financereasoning/easy.json', [
    financeReasoning('1', 'What is the WACC? Answer as a percentage to two decimal places.', 6.9),
    financeReasoning('2', 'What is the amount? Answer to the nearest dollar.', 1583),
    financeReasoning('3', 'What is the change? Answer to three decimal places.', -0.102),
    financeReasoning('4', 'Is the project profitable?', true),
  ]);
}

function faults(questions: readonly Question[]): string[] {
  return questions.flatMap(({ id, reference }) => {
    if (reference === null) return [`${id}: no gold`];
    const answer = goldAnswer(reference);
    const { verdict, reason } = scoreAnswer(answer, reference);
    return verdict === 'correct' ? [] : [`${id}: "${answer}" is ${verdict}, ${reason}`];
  });
}

it('gold answers scored against themselves: written rows of every benchmark', async () => {
  await writeRows();
  const counts: Record<string, number> = {};
  for (const { id, source, split, includes } of benchmarks) {
    const { questions } = await readAll(findSource(source), dir.path, split);
    const own = includes === undefined ? questions : questions.filter(includes);
    counts[id] = own.length;
    expect(faults(own), id).toEqual([]);
  }
  expect(Object.keys(counts).filter((id) => counts[id] === 0)).toEqual([]);
  expect(counts).toMatchObject({ finqa: 6, convfinqa: 2, tfns: 3, 'tat-qa': 5, financereasoning: 4 });
  expect(counts['fin-eva-safety']).toBeLessThan(counts['ant-finance'] ?? 0);
  expect(findBenchmark('fin-eva-safety').source).toBe('ant-finance');
});

it('gold answers scored against themselves: 1,200 questions of FinSim', () => {
  const questions = finsimBenchmarks.flatMap((benchmark) =>
    finsimQuestions({ benchmark, split: 'test', count: 200, seed: 7 }),
  );
  expect(questions).toHaveLength(1200);
  expect(faults(questions)).toEqual([]);
});
