import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunFolder } from '../../core/run-folder.ts';
import { GrowingFile } from '../lines/growing-file.ts';
import type { GroupFilter, GroupPage } from '../shapes.ts';
import { testAnswer, testRollout, testRuns, type TestRuns } from '../test-runs.ts';
import { findAnswers } from './find-answers.ts';
import { findGroups } from './find-groups.ts';
import { sampleDetail } from './sample-detail.ts';
import { SampleTable } from './sample-table.ts';

let runs: TestRuns;
let run: RunFolder;
let file: GrowingFile<SampleTable>;

beforeEach(() => {
  runs = testRuns();
  run = runs.make('mine');
  const path = run.path('samples.jsonl');
  file = new GrowingFile(
    'mine/samples.jsonl',
    () => (run.has('samples.jsonl') ? path : null),
    () => new SampleTable(),
  );
});
afterEach(async () => {
  await file.close();
  runs.remove();
});

const all = { offset: 0, limit: 50 };
const groups = (filter: GroupFilter = {}, range = all): Promise<GroupPage> =>
  file.use(({ lines }) => findGroups(lines, filter, range));
const write = (...rows: object[]): void => rows.forEach((row) => run.appendJsonl('samples.jsonl', row));

/** Two groups in each of steps 1 to 3: in one all are right. */
function writeSteps(): void {
  for (const step of [1, 2, 3]) {
    for (const sample of [0, 1]) write(testRollout({ step, sample, completionTokens: 10 * step }));
    write(testRollout({ step, questionId: 'q1', reward: 1, verdict: 'wrong', text: '答案是 净利润 42' }));
    write(
      testRollout({
        step,
        questionId: 'q1',
        sample: 1,
        reward: null,
        advantage: null,
        verdict: 'unscorable',
      }),
    );
    write(
      testRollout({
        step,
        questionId: 'q1',
        sample: 2,
        finishReason: 'length',
        verdict: 'truncated',
        reward: 0,
      }),
    );
  }
}

describe('groups of rollouts', () => {
  it('stand together in the order of the file, with what there is to choose from', async () => {
    writeSteps();
    write(testAnswer());
    const page = await groups();
    expect(page.total).toBe(6);
    expect(page.items.map(({ step, questionId, rollouts }) => [step, questionId, rollouts.length])).toEqual([
      ...[
        [1, 'q0', 2],
        [1, 'q1', 3],
        [2, 'q0', 2],
        [2, 'q1', 3],
        [3, 'q0', 2],
        [3, 'q1', 3],
      ],
    ]);
    expect(page.items[1]).toMatchObject({
      question: 'By how much did revenue change?',
      rollouts: [
        { row: 2, sample: 0, reward: 1, advantage: 0.5, completionTokens: 12, truncated: false },
        { row: 3, sample: 1, reward: null, advantage: null, verdict: 'unscorable' },
        { row: 4, sample: 2, truncated: true },
      ],
    });
    expect(page.facets).toEqual({
      stages: ['grpo'],
      verdicts: { correct: 6, wrong: 3, unscorable: 3, truncated: 3 },
      steps: { first: 1, last: 3 },
      tokens: { most: 30 },
    });
  });

  it.each<[string, GroupFilter, [number, string][]]>([
    [
      'stage',
      { stage: 'grpo', step: 2 },
      [
        [2, 'q0'],
        [2, 'q1'],
      ],
    ],
    ['a stage that never was', { stage: 'zero' }, []],
    ['verdict', { verdict: 'wrong', step: 3 }, [[3, 'q1']]],
    [
      'reward',
      { minReward: 2 },
      [
        [1, 'q0'],
        [2, 'q0'],
        [3, 'q0'],
      ],
    ],
    ['reward, where 0 is one and none is not', { maxReward: 0.5, step: 1 }, [[1, 'q1']]],
    ['tokens', { minTokens: 20, maxTokens: 29 }, [[2, 'q0']]],
    ['cut off', { truncated: true, step: 1 }, [[1, 'q1']]],
    ['rewards that differ', { spread: 'signal', step: 2 }, [[2, 'q1']]],
    ['rewards alike', { spread: 'flat', step: 2 }, [[2, 'q0']]],
    ['words in any order', { search: '42 净利', step: 1 }, [[1, 'q1']]],
    ['capitals', { search: 'REVENUE Q1', step: 1 }, [[1, 'q1']]],
    ['words that stand in different rollouts', { search: '净利润 55' }, []],
    ['all on one rollout', { verdict: 'wrong', truncated: true }, []],
  ])('are found by %s', async (_, filter, expected) => {
    writeSteps();
    const { items } = await groups(filter);
    expect(items.map(({ step, questionId }) => [step, questionId])).toEqual(expected);
  });

  it('are paged', async () => {
    writeSteps();
    const page = await groups({}, { offset: 4, limit: 1 });
    expect([page.total, page.items.map(({ step }) => step)]).toEqual([6, [3]]);
    expect((await groups({}, { offset: 99, limit: 5 })).items).toEqual([]);
  });

  it('are two where a step asks a question twice', async () => {
    write(...[0, 1, 0, 1].map((sample) => testRollout({ sample })));
    expect((await groups()).items.map(({ rollouts }) => rollouts.length)).toEqual([2, 2]);
  });

  it('grow, also in their middle and in what was searched, and go back with the run', async () => {
    write(testRollout({ text: 'first try' }));
    expect((await groups({ search: 'try' })).items[0]?.rollouts).toHaveLength(1);
    write(testRollout({ sample: 1, text: 'second try' }), testRollout({ step: 2, text: 'third try' }));
    const { items } = await groups({ search: 'try' });
    expect(items.map(({ rollouts }) => rollouts.length)).toEqual([2, 1]);
    run.truncateJsonl('samples.jsonl', ({ step }) => step === 1);
    expect((await groups({ search: 'try' })).total).toBe(1);
    write(testRollout({ step: 2, text: 'another attempt' }));
    expect((await groups({ search: 'try' })).total).toBe(1);
    expect((await groups()).total).toBe(2);
  });

  it('of early versions say what they can', async () => {
    const { advantage, finishReason, completionTokens, source, ...early } = testRollout({
      verdict: 'truncated',
    });
    expect([advantage, finishReason, completionTokens, source]).not.toContain(undefined);
    write(early);
    const [group] = (await groups()).items;
    expect(group).toMatchObject({
      question: '',
      rollouts: [{ advantage: null, completionTokens: null, truncated: true }],
    });
  });
});

describe('broken lines', () => {
  it('are told and hide nothing else', async () => {
    write(testRollout());
    appendFileSync(run.path('samples.jsonl'), '{"kind":"rollout", oops\n\n{"kind":"answer","stage":"sft"}\n');
    write(testRollout({ sample: 1 }), testAnswer());
    appendFileSync(run.path('samples.jsonl'), '{"kind":"answer","torn');
    await file.use(({ lines }) => {
      expect(lines.broken.of('samples.jsonl')).toEqual([
        'samples.jsonl, line 2: not JSON',
        expect.stringMatching(/^samples\.jsonl, line 4: unexpected row at benchmark: /),
      ]);
      expect([lines.rollouts, lines.answers]).toEqual([2, 1]);
    });
    const [group] = (await groups()).items;
    expect(group?.rollouts.map(({ row }) => row)).toEqual([0, 4]);
  });

  it('are not looked up', async () => {
    writeFileSync(run.path('samples.jsonl'), 'no\n');
    await expect(file.use((open) => sampleDetail(open, 0))).rejects.toMatchObject({ code: 'not-found' });
    await expect(file.use((open) => sampleDetail(open, 9))).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('answers', () => {
  it('are found by stage, benchmark, verdict and words', async () => {
    write(
      testAnswer(),
      testAnswer({ stage: 'grpo', verdict: 'wrong', predicted: 'no' }),
      testRollout(),
      testAnswer({ stage: 'grpo', benchmark: 'other', questionId: 'Q/7' }),
    );
    const find = (filter: object) => file.use(({ lines }) => findAnswers(lines, filter, all));
    const rows = async (filter: object) => (await find(filter)).items.map(({ row }) => row);
    expect(await rows({})).toEqual([0, 1, 3]);
    expect(await rows({ stage: 'grpo' })).toEqual([1, 3]);
    expect(await rows({ benchmark: 'other' })).toEqual([3]);
    expect(await rows({ benchmark: 'none' })).toEqual([]);
    expect(await rows({ verdict: 'wrong' })).toEqual([1]);
    expect(await rows({ search: 'q/7' })).toEqual([3]);
    expect((await find({ verdict: 'wrong' })).items[0]).toEqual({
      ...{ row: 1, stage: 'grpo', questionId: 'q0', sample: 0, verdict: 'wrong', rule: 'number:exact' },
      ...{ reason: 'equal', formatValid: true, completionTokens: 12, truncated: false, benchmark: 'bench' },
      ...{ language: 'en', category: 'change', gold: '15', predicted: 'no' },
      question: 'By how much did revenue change?',
    });
  });
});

it('shows a row in full, checked', async () => {
  write(testAnswer(), testRollout({ text: '<think>\n55 - 40 = 16\n</think>\n<answer>\n16\n</answer>' }));
  const detail = await file.use((open) => sampleDetail(open, 1));
  expect(detail).toMatchObject({ kind: 'rollout', prompt: 'revenue?', head: { row: 1, step: 1 } });
  expect(detail.grounding?.firstError).toMatchObject({ kind: 'wrong-arithmetic' });
  expect(detail.source?.tables[0]?.rows[1]).toEqual(['revenue', '40', '55']);
  expect(detail.facts).toContainEqual(['advantage', '0.500']);
  expect(detail.facts).toContainEqual(['tokens', '9 in, 12 out']);
  const { source: _, ...unsourced } = testRollout();
  write(unsourced);
  expect((await file.use((open) => sampleDetail(open, 2))).grounding).toBeNull();
});

it('answers filters over 20,000 rows at once after the first read', async () => {
  const filler = 'revenue of the company rose '.repeat(8);
  const lines: string[] = [];
  for (let i = 0; i < 20_000; i++) {
    const text = `${filler} 营业收入 ${i % 977 === 0 ? 'needle' : 'hay'} ${i}`;
    lines.push(
      JSON.stringify(testRollout({ step: 1 + (i >> 6), questionId: `q${i >> 3}`, sample: i & 7, text })),
    );
  }
  writeFileSync(run.path('samples.jsonl'), `${lines.join('\n')}\n`);
  const processor = (): number => {
    const { user, system } = process.threadCpuUsage();
    return user + system;
  };
  const begun = processor();
  expect((await groups()).total).toBe(2500);
  const read = processor();
  expect((await groups({ search: 'needle' })).total).toBe(21);
  expect((await groups({ minTokens: 12, step: 100, spread: 'flat' })).total).toBe(8);
  expect((await groups({ search: 'NEEDLE 营业' }, { offset: 20, limit: 5 })).items).toHaveLength(1);
  // A twentieth where nothing else runs: the file is not gone through again.
  expect(processor() - read).toBeLessThan(0.5 * (read - begun));
  expect(readFileSync(run.path('samples.jsonl')).length).toBeGreaterThan(10_000_000);
});
