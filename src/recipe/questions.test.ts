import { afterAll, beforeAll, expect, it } from 'vitest';
import { Intake } from '../data/intake.ts';
import { columnMapSchema } from '../data/sources/own-columns.ts';
import { growthQuestion } from '../data/test-questions.ts';
import { makeDataDir, type TestDataDir } from '../data/sources/test-data-dir.ts';
import { evaluationQuestions, questionsOf } from './questions.ts';
import type { SourceChoice } from './schema.ts';

let dir: TestDataDir;
beforeAll(async () => {
  dir = await makeDataDir();
  const posts = Array.from({ length: 300 }, (_, i) => `post number ${i},${Math.floor(i / 100)}`);
  await dir.put('tfns/sent_valid_300.csv', `text,label\n${posts.join('\n')}\n`);
});
afterAll(() => dir.remove());

it('a count of a file that is sorted by class takes from every class, in file order, by the seed', async () => {
  const asked = async (seed: number): Promise<number[]> => {
    const choices = [{ source: 'tfns', count: 30 }] as const;
    const questions = await evaluationQuestions(choices, { seed, dataDir: dir.path }, () => undefined);
    return questions.map(({ id }) => Number(id.replace('dev/', '')));
  };
  const rows = await asked(1);
  expect(rows).toHaveLength(30);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  expect(new Set(rows.map((row) => Math.floor(row / 100)))).toEqual(new Set([0, 1, 2]));
  expect(await asked(1)).toEqual(rows);
  expect(await asked(2)).not.toEqual(rows);
});

it('parts the documents of a source, each into one part whatever is asked beside', async () => {
  const part = async (documents?: [number, number]): Promise<string[]> => {
    const choices: SourceChoice[] = [{ source: 'tfns', documents }];
    const options = { seed: 1, dataDir: dir.path };
    return (await evaluationQuestions(choices, options, () => undefined)).map(({ cluster }) => cluster);
  };
  const [all, low, high] = [await part(), await part([0, 0.7]), await part([0.7, 1])];
  expect(all).toHaveLength(300);
  expect([...low, ...high].toSorted()).toEqual(all.toSorted());
  expect(low.length).toBeGreaterThan(180);
  expect(low.length).toBeLessThan(240);
});

it('keeps ids of several own files apart, their documents together, and a repeated id out', async () => {
  const line = (id: number, doc: string, question: string) =>
    JSON.stringify({ id, doc, question, answer: 'x' });
  await dir.put('one.jsonl', [line(1, 'd1', 'What is a bond?'), line(2, 'd2', 'And a share?')].join('\n'));
  await dir.put('two/one.jsonl', [line(1, 'd1', 'Who issues it?'), line(2, 'd9', 'Why?')].join('\n'));
  const own = (question: string) => JSON.stringify({ ...growthQuestion, id: 'q1', question });
  await dir.put('a.jsonl', own('Who sells?'));
  await dir.put('b.jsonl', own('Who buys?'));
  const columns = columnMapSchema.parse({ question: 'question', answer: 'answer', id: 'id', cluster: 'doc' });
  const intake = new Intake();
  const choices: SourceChoice[] = [
    ...['one.jsonl', './two/one.jsonl', 'one.jsonl'].map((file) => ({ source: 'own', file, columns })),
    ...['a.jsonl', 'b.jsonl'].map((file) => ({ source: 'jsonl', file })),
  ];
  const options = { seed: 1, dataDir: dir.path, purpose: 'train', intake, warn: () => undefined } as const;
  const read = [];
  for await (const { id, cluster } of questionsOf(choices, options)) read.push([id, cluster]);
  expect(read).toEqual([
    ['one.jsonl#1', 'd1'],
    ['one.jsonl#2', 'd2'],
    ['two/one.jsonl#1', 'd1'],
    ['two/one.jsonl#2', 'd9'],
    ['q1', growthQuestion.cluster],
  ]);
  expect(intake.drain()).toMatchObject([
    { id: 'one.jsonl#1', reason: 'the same id stands above' },
    { id: 'one.jsonl#2', reason: 'the same id stands above' },
    { id: 'q1', reason: 'the same id stands above', detail: 'Who buys?' },
  ]);
});

it('says which source gave no question', async () => {
  await dir.put('empty.csv', 'question,answer\n');
  const columns = columnMapSchema.parse({ question: 'question', answer: 'answer' });
  const warnings: string[] = [];
  const warn = (text: string): unknown => warnings.push(text);
  const options = { seed: 1, dataDir: dir.path, purpose: 'train', intake: new Intake(), warn } as const;
  const choices: SourceChoice[] = [
    { source: 'own', file: 'empty.csv', columns, optional: true },
    { source: 'tfns', split: 'dev' },
  ];
  let count = 0;
  for await (const _ of questionsOf(choices, options)) count++;
  expect([count, warnings]).toEqual([300, ['own (empty.csv) gave no question']]);
});
