import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Question } from '../../../core/question.ts';
import { Intake } from '../../../data/intake.ts';
import { columnMapSchema } from '../../../data/sources/own-columns.ts';
import { ownQuestions } from '../../../data/sources/own-questions.ts';
import { BatchFolder } from '../batch/batch-folder.ts';
import { runBatch } from '../batch/run-batch.ts';
import type { TextToCheck } from '../check/verdict.ts';
import { readSuiteFile } from '../suite/read-suite-file.ts';
import { testBy, testCheck } from '../test-check.ts';
import { calibrationRows, trainingColumns, trainingRows } from './decided-rows.ts';
import { Queue, queuePlace } from './queue.ts';

let folder: string;
let queue: Queue;
const who = { name: 'Ann', key: null };
beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'fin-r1-decided-')), 'mails');
  const texts = ['We guarantee 5 %. Ask a.b@example.com.', 'It guarantees nothing, maybe.', 'maybe'].map(
    (text, n) => ({
      id: `m${n}`,
      text,
    }),
  );
  const batch = await BatchFolder.open(folder, { by: testBy, texts: 3, who, notes: [] });
  const check = (text: TextToCheck) => Promise.resolve(testCheck(text));
  await runBatch(batch, texts, check, { who, concurrency: 1 });
  await batch.close();
  queue = new Queue(queuePlace(folder));
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

async function decide(text: string, act: 'accept' | 'overrule', reason = 'It denies it.'): Promise<void> {
  const items = queue.all().filter((item) => item.text.id === text && item.state === 'open');
  for (const { id, last } of items) await queue.decide({ item: id, after: last, act, who, reason });
}

it('labels texts as suites do, once everything found in them is decided', async () => {
  await decide('m0', 'accept');
  await decide('m1', 'overrule');
  expect(calibrationRows(queue)).toMatchObject([
    {
      text: 'We guarantee 5 %. Ask a.b@example.com.',
      label: 'breach',
      rule: 'us-2210-promissory',
      quote: 'guarantee',
      language: 'en',
    },
    {
      text: 'It guarantees nothing, maybe.',
      label: 'compliant',
      note: expect.stringContaining('It denies it.') as string,
    },
  ]);
  expect(calibrationRows(queue)[1]).not.toHaveProperty('rule');
  const path = join(folder, 'decided.jsonl');
  writeFileSync(
    path,
    calibrationRows(queue)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(''),
  );
  expect(readSuiteFile(path)).toMatchObject([
    { label: 'breach', acceptable: ['us-2210-promissory'], quote: 'guarantee' },
    { label: 'compliant', acceptable: [], quote: null },
  ]);
});

it('makes questions that a recipe reads as its own', async () => {
  await decide('m0', 'accept');
  await decide('m2', 'overrule');
  const rows = trainingRows(queue, new Map([['us-2210-promissory', 'No results may be promised.']]));
  const path = join(folder, 'questions.jsonl');
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const intake = new Intake();
  const questions: Question[] = [];
  const options = { path, name: 'q', columns: columnMapSchema.parse(trainingColumns) };
  for await (const question of ownQuestions(
    { ...options, defaults: { source: 'own', split: 'train' } },
    intake,
  ))
    questions.push(question);
  expect(intake.drain()).toEqual([]);
  expect(questions).toMatchObject([
    {
      ...{
        language: 'en',
        texts: [{ text: 'We guarantee 5 %. Ask [EMAIL 1].' }],
        reference: { kind: 'boolean', value: true },
      },
      question: expect.stringMatching(
        /No promises of results \(FINRA Rule 2210.*No results may be promised/s,
      ) as string,
    },
    { texts: [{ text: 'maybe' }], reference: { kind: 'boolean', value: false } },
  ]);
  expect(questions[0]?.cluster).not.toBe(questions[1]?.cluster);
});
