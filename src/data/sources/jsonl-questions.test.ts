import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Question } from '../../core/question.ts';
import { Intake } from '../intake.ts';
import { growthQuestion } from '../test-questions.ts';
import { findSource } from './index.ts';
import { readJsonlQuestions } from './jsonl-questions.ts';
import { makeDataDir, type TestDataDir } from './test-data-dir.ts';

let dir: TestDataDir;
beforeAll(async () => {
  dir = await makeDataDir();
});
afterAll(() => dir.remove());

describe('readJsonlQuestions', () => {
  it('reads questions and quarantines the lines that do not fit, with file, line and field', async () => {
    const bad = { ...growthQuestion, split: 'holdout' };
    await dir.put('mine.jsonl', `${JSON.stringify(growthQuestion)}\r\n{"id": 1\n${JSON.stringify(bad)}\n`);
    const intake = new Intake();
    const questions: Question[] = [];
    for await (const question of readJsonlQuestions(`${dir.path}/mine.jsonl`, intake))
      questions.push(question);
    expect(questions).toEqual([growthQuestion]);
    expect(intake.drain()).toMatchObject([
      {
        kind: 'quarantined',
        file: 'mine.jsonl',
        line: 2,
        reason: expect.stringMatching(/^not JSON/) as string,
      },
      {
        kind: 'quarantined',
        file: 'mine.jsonl',
        line: 3,
        reason: expect.stringContaining('split') as string,
      },
    ]);
    expect(intake.drain()).toEqual([]);
  });

  it('quarantines a line that is not UTF-8, whatever the line ends and beside a byte order mark', async () => {
    const [first, damaged, last] = ['q1', 'caf\u00e9', '\u20ac\u2028'].map((id) =>
      JSON.stringify({ ...growthQuestion, id }),
    );
    await dir.put(
      'mixed.jsonl',
      Buffer.concat([
        Buffer.from(`\uFEFF${first}\r\n\n`),
        Buffer.from(`${damaged}\r`, 'latin1'),
        Buffer.from(`${last}`),
      ]),
    );
    const intake = new Intake();
    const ids: string[] = [];
    for await (const { id } of readJsonlQuestions(`${dir.path}/mixed.jsonl`, intake)) ids.push(id);
    expect(ids).toEqual(['q1', '\u20ac\u2028']);
    expect(intake.drain()).toMatchObject([
      { kind: 'quarantined', file: 'mixed.jsonl', line: 3, reason: 'record: not valid UTF-8' },
    ]);
  });

  it('names a missing file, and a folder in its place', async () => {
    const missing = readJsonlQuestions(`${dir.path}/none.jsonl`, new Intake()).next();
    await expect(missing).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/none\.jsonl cannot be read: it does not exist$/) as string,
    });
    const folder = readJsonlQuestions(dir.path, new Intake()).next();
    await expect(folder).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/cannot be read: it is a folder, not a file$/) as string,
      hint: expect.any(String) as string,
    });
  });
});

describe('findSource', () => {
  it('names the known sources', () => {
    expect(findSource('tfns').id).toBe('tfns');
    expect(() => findSource('tnfs')).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/^Known sources: .*finqa.*tfns/) as string }),
    );
  });
});
