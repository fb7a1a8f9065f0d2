import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import type { Question } from '../../core/question.ts';
import { buildDataset, type BuildProgress } from './build-dataset.ts';
import { Intake } from '../intake.ts';
import { ruleChecks } from './work-out.ts';
import { renderMessages } from '../prompt.ts';
import { readRlQuestions, readSftSamples } from '../read-dataset.ts';
import { makeDataDir, type TestDataDir } from '../sources/test-data-dir.ts';
import type { Teacher } from '../teacher.ts';
import { goldProgramTeacher } from '../teachers/gold-program.ts';
import { growthQuestion, traceOf } from '../test-questions.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

const text = (name: string) => readFile(join(dir.path, name), 'utf8');
const jsonl = async (name: string): Promise<unknown[]> =>
  (await text(name))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

const named = (id: string, changes: Partial<Question> = {}): Question => ({
  ...growthQuestion,
  id,
  ...changes,
});

/** Right for `good-*`, wrong for `wrong`, right at the second sample for `second`, no trace for `mute`. */
const teacher: Teacher = {
  id: 'teacher:test',
  distil(question, sample) {
    if (question.id === 'mute') return null;
    const good = goldProgramTeacher.distil(question, sample, 0);
    if (question.id === 'cut')
      return { ...traceOf('cut', ''), text: '<think>\ncut', answer: null, finishReason: 'length' };
    if (question.id.startsWith('good')) return good;
    return question.id === 'second' && sample === 1 ? good : traceOf('a\nb\nc', `7.7${sample}%`);
  },
};

async function build(questions: Iterable<Question>, samplesPerQuestion = 1, intake?: Intake) {
  const progress: BuildProgress[] = [];
  const log = (one: BuildProgress): unknown => progress.push(one);
  const built = await buildDataset({
    questions,
    teacher,
    checks: ruleChecks,
    samplesPerQuestion,
    seed: 1,
    directory: dir.path,
    intake,
    log,
  });
  return { ...built, progress };
}

describe('buildDataset', () => {
  it('routes every question and accounts for each', async () => {
    const essay = named('wrong', { reference: { kind: 'text', text: 'x', accepted: [] } });
    const { funnel, sftPath, rlPath, progress } = await build([
      named('good'),
      named('wrong'),
      named('cut'),
      named('mute'),
      essay,
      named('good-but-unscorable', { reference: null }),
    ]);
    expect(funnel.total).toMatchObject({
      asked: 6,
      answered: 3,
      correct: 1,
      wellReasoned: 1,
      sft: 1,
      sftSamples: 1,
      rl: 2,
      dropped: 3,
      rlReasons: { 'wrong answer': 1, truncated: 1 },
      dropReasons: {
        'the teacher cannot answer this kind': 2,
        'wrong answer; not objective': 1,
      },
    });
    expect(funnel.bySource['finqa']).toEqual(funnel.total);
    expect(await readSftSamples(sftPath)).toEqual([
      {
        question: named('good'),
        messages: renderMessages(growthQuestion),
        completion: goldProgramTeacher.distil(growthQuestion, 0, 0)?.text,
      },
    ]);
    expect((await readRlQuestions(rlPath)).map((question) => question.id)).toEqual(['wrong', 'cut']);
    expect(await jsonl('dropped.jsonl')).toHaveLength(3);
    expect(await jsonl('left-out.jsonl')).toEqual([
      { id: 'finqa/mute', question: named('mute') },
      { id: 'finqa/wrong', question: essay },
      { id: 'finqa/good-but-unscorable', question: named('good-but-unscorable', { reference: null }) },
    ]);
    expect(JSON.parse(await text('funnel.json'))).toMatchObject({
      teacher: 'teacher:test',
      total: { asked: 6 },
    });
    expect(progress.at(-1)?.done).toBe(6);
  });

  it('keeps every different sample that passes and no repeated one', async () => {
    const { funnel, sftPath } = await build([named('good'), named('second'), named('wrong')], 3);
    expect(funnel.total).toMatchObject({ asked: 3, correct: 2, sft: 2, sftSamples: 2, rl: 1 });
    expect((await readSftSamples(sftPath)).map(({ question }) => question.id)).toEqual(['good', 'second']);
  });

  it('writes what the sources refused', async () => {
    const intake = new Intake();
    function* questions(): Generator<Question> {
      intake.quarantine({
        source: 'finqa',
        file: 'finqa/a.json',
        line: 3,
        reason: 'not JSON',
        excerpt: 'x'.repeat(999),
      });
      yield named('good');
      intake.exclude({ source: 'finqa', id: 'bad', reason: 'gold known to be wrong', detail: 'issue 15' });
      intake.exclude({ source: 'finqa', id: 'twin', reason: 'twin', detail: 'a', question: named('twin') });
    }
    const { funnel } = await build(questions(), 1, intake);
    expect(funnel.total).toMatchObject({ quarantined: 1, excluded: 2, asked: 1 });
    expect(await jsonl('quarantine.jsonl')).toMatchObject([
      { file: 'finqa/a.json', line: 3, excerpt: 'x'.repeat(200) },
    ]);
    expect(await jsonl('dropped.jsonl')).toEqual([
      { id: 'finqa/bad', source: 'finqa', reason: 'gold known to be wrong', detail: 'issue 15' },
      { id: 'finqa/twin', source: 'finqa', reason: 'twin', detail: 'a' },
    ]);
    expect(await jsonl('left-out.jsonl')).toEqual([{ id: 'finqa/twin', question: named('twin') }]);
  });

  it('writes readable files for no questions at all', async () => {
    const { sftPath, rlPath } = await build([]);
    expect(await readSftSamples(sftPath)).toEqual([]);
    expect(await readRlQuestions(rlPath)).toEqual([]);
  });

  it('leaves the last whole data set in place when the questions fail', async () => {
    await build([named('good')]);
    function* failing(): Generator<Question> {
      yield named('wrong');
      throw new Error('source broke');
    }
    await expect(build(failing())).rejects.toThrow('source broke');
    expect(await readSftSamples(join(dir.path, 'sft.parquet'))).toHaveLength(1);
    await build([named('wrong')]);
    expect((await readdir(dir.path)).sort()).toEqual(
      [
        'README.md',
        'checksums.json',
        'decontamination.jsonl',
        'dropped.jsonl',
        'set-aside.jsonl',
        'funnel.json',
        'left-out.jsonl',
        'quarantine.jsonl',
        'rl.parquet',
        'sft.parquet',
      ].sort(),
    );
  });

  it('writes a card with the union of licences, languages and the funnel', async () => {
    const other = named('good-2', { licence: 'CC BY 4.0', language: 'en', source: 'mine' });
    await build([named('good'), other, named('wrong', { licence: 'House terms' })]);
    const card = await text('README.md');
    const [, frontMatter = ''] = card.split('---\n');
    expect(parse(frontMatter)).toMatchObject({
      license: ['cc-by-4.0', 'mit', 'other'],
      language: ['en'],
      size_categories: ['n<1K'],
      configs: [
        { config_name: 'sft', data_files: 'sft.parquet' },
        { config_name: 'rl', data_files: 'rl.parquet' },
      ],
    });
    expect(card).toContain('| finqa | 0 | 0 | 2 | 2 | 1 | 1 | 1 | 1 | 0 |');
    expect(card).toContain('| financial advanced business knowledge | 2 | 66.67 % | 25.01 % |');
    expect(card).toContain('| wrong answer | 1 |');
    expect(card).toContain('CC BY 4.0, House terms, MIT');
    expect(card).not.toContain('Nothing went to RL');
    await build([named('good')]);
    expect(await text('README.md')).toContain('\nNothing went to RL and nothing was dropped: ');
  });
});

describe('reading data sets', () => {
  it('names a missing, broken or foreign file', async () => {
    await expect(readSftSamples(join(dir.path, 'none.parquet'))).rejects.toThrow(/there is no such file/);
    await dir.put('broken.parquet', 'PAR1 no parquet');
    await expect(readRlQuestions(join(dir.path, 'broken.parquet'))).rejects.toMatchObject({
      code: 'broken-dataset',
    });
    const { rlPath } = await build([]);
    await expect(readSftSamples(rlPath)).rejects.toThrow(/messages/);
  });
});
