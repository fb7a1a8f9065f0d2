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

  it('names a missing file', async () => {
    const read = readJsonlQuestions(`${dir.path}/none.jsonl`, new Intake()).next();
    await expect(read).rejects.toThrow(/none\.jsonl cannot be read/);
  });
});

describe('findSource', () => {
  it('names the known sources', () => {
    expect(findSource('tfns').id).toBe('tfns');
    expect(() => findSource('tnfs')).toThrow(
      expect.objectContaining({ hint: 'Known sources: finqa, convfinqa, tfns.' }),
    );
  });
});
