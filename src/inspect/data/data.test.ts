import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunFolder } from '../../core/run-folder.ts';
import { decontaminated } from '../../recipe/decontaminated.ts';
import { RunPlace } from '../folder/run-place.ts';
import type { DataFilter, DataPage, DataRowDetail, RowSet } from '../shapes.ts';
import { testRuns, type TestRuns } from '../test-runs.ts';
import { DataStore } from './data-store.ts';
import { datasetDetail, datasetSummary } from './dataset-detail.ts';
import { rowDetail } from './row-detail.ts';
import { testDataset } from './test-dataset.ts';

let runs: TestRuns;
let run: RunFolder;
/** Of the run that nothing is changed in, or of a copy. */
let place: RunPlace;
let store: DataStore;

beforeAll(async () => {
  runs = testRuns();
  store = new DataStore();
  run = runs.make('mine');
  await testDataset(run.path('data'), decontaminated);
});
afterAll(async () => {
  await store.close();
  runs.remove();
});
beforeEach(() => {
  place = new RunPlace('mine', run.directory);
});

let copies = 0;
/** To be changed. */
function copy(): RunFolder {
  const copied = runs.make(`copy-${++copies}`);
  cpSync(run.path('data'), copied.path('data'), { recursive: true });
  place = new RunPlace('copy', copied.directory);
  return copied;
}

const all = { offset: 0, limit: 50 };
const search = (filter: DataFilter, range = all): Promise<DataPage> =>
  store.use(place, (table) => table.search(filter, range));
const detail = (set: RowSet, row: number): Promise<DataRowDetail> =>
  store.use(place, (table) => rowDetail(table, set, row));
const ids = async (filter: DataFilter): Promise<string[]> => (await search(filter)).items.map(({ id }) => id);

describe('rows of a data set', () => {
  it('stand in the order of the funnel, with what there is to choose from', async () => {
    const page = await search({});
    expect(page.items.map(({ set, row, id }) => [set, row, id])).toEqual([
      ['sft', 0, 'own/good-1/0'],
      ['sft', 1, 'own/good-2/0'],
      ['rl', 0, 'own/wrong'],
      ['dropped', 0, 'own/zh'],
      ['set-aside', 0, 'own/silent'],
      ['duplicates', 0, 'own/repeat'],
      ['contaminated', 0, 'own/leak'],
      ['quarantine', 0, 'own.csv:9'],
    ]);
    expect(page.total).toBe(8);
    expect(page.facets.languages).toEqual([
      { value: 'en', rows: 5 },
      { value: 'zh', rows: 1 },
    ]);
    expect(page.facets.sources).toEqual([{ value: 'own', rows: 8 }]);
    expect(page.facets.reasons).toContainEqual({
      value: 'says the same as another training question',
      rows: 1,
    });
    expect(page.facets.reasons).toHaveLength(6);
    expect(page.items[0]).toMatchObject({
      question: expect.stringMatching(/^what was the/),
      answer: '1.64%',
    });
    expect(page.items[3]).toMatchObject({ language: 'zh', category: '增长率', answer: null });
  });

  it.each<[string, DataFilter, string[]]>([
    ['set', { set: 'rl' }, ['own/wrong']],
    ['language', { language: 'zh' }, ['own/zh']],
    ['category and set', { category: 'change-rate', set: 'sft' }, ['own/good-1/0', 'own/good-2/0']],
    ['reason', { reason: 'wrong answer' }, ['own/wrong']],
    ['a reason that SFT rows have as their rule', { reason: 'number:rounding' }, []],
    ['Chinese words', { search: '净利润同比' }, ['own/zh']],
    ['words, capitals aside, in any order', { search: 'SALES bazi' }, ['own/good-2/0']],
    ['the id', { search: 'own/wrong' }, ['own/wrong']],
    ['thinking', { search: '5829 - 5735' }, ['own/good-1/0']],
    ['a text that would end the query', { search: "'); DROP TABLE" }, []],
    ['a name that is none', { source: "x' OR '1'='1" }, []],
  ])('are found by %s', async (_, filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });

  it('are paged, also through what was searched, and counted without their own choice', async () => {
    const page = await search({ search: 'net sales', set: 'sft' }, { offset: 1, limit: 1 });
    expect([page.total, page.items.map(({ id }) => id)]).toEqual([2, ['own/good-2/0']]);
    const { facets } = await search({ category: 'gain' });
    expect(facets.categories.map(({ value }) => value)).toEqual(['change-rate', 'gain', '增长率']);
    expect(facets.reasons).toEqual([{ value: 'wrong answer', rows: 1 }]);
    for (let i = 0; i < 9; i++) await search({ search: `word ${i}` });
    expect(await ids({ search: 'net sales', set: 'rl' })).toEqual(['own/wrong']);
  });

  it('are read anew when the files are others', async () => {
    const changed = copy();
    await search({});
    const told = { id: 'own/new', source: 'own', reason: 'wrong answer; not objective', detail: '' };
    appendFileSync(changed.path('data/dropped.jsonl'), `${JSON.stringify(told)}\n`);
    expect(await ids({ search: 'own/new' })).toEqual(['own/new']);
    const [again] = await Promise.all([ids({ set: 'sft' }), ids({ set: 'rl' })]);
    expect(again).toHaveLength(2);
  });

  it('that cannot be read are told, and hide no others', async () => {
    const changed = copy();
    truncateSync(changed.path('data/sft.parquet'), 40);
    appendFileSync(changed.path('data/dropped.jsonl'), 'oops\n{"id":"torn');
    const told = await store.use(place, (table) => datasetDetail(place, table));
    expect(told.broken).toEqual([
      expect.stringMatching(/^data\/sft\.parquet cannot be read: .*data\/sft\.parquet/),
      'data/dropped.jsonl, line 4: not JSON',
    ]);
    expect(told.broken.join()).not.toContain(runs.directory);
    expect(told.sets.slice(0, 3)).toEqual([
      { set: 'sft', rows: null },
      { set: 'rl', rows: 1 },
      { set: 'dropped', rows: 1 },
    ]);
    expect(await ids({ language: 'en' })).toEqual(['own/wrong', 'own/repeat', 'own/leak']);
  });

  it('come from no file outside of the run', async () => {
    const changed = copy();
    rmSync(changed.path('data/dropped.jsonl'));
    writeFileSync(`${runs.directory}/secret.jsonl`, '{}\n');
    symlinkSync(`${runs.directory}/secret.jsonl`, changed.path('data/dropped.jsonl'));
    await expect(search({})).rejects.toThrow(
      'copy/data/dropped.jsonl is a link that leads out of the run folder',
    );
  });
});

describe('one row', () => {
  it('of SFT has the checked reasoning, the verdict and the criteria', async () => {
    const { trace, answerVerdict, criteria, question, facts } = await detail('sft', 0);
    expect(question?.id).toBe('good-1');
    expect(trace).toMatchObject({ teacher: 'teacher:gold-program', grounding: { faithful: true } });
    expect(trace?.text).toMatch(/^<think>/);
    expect(answerVerdict?.rule).toMatch(/^number/);
    expect(criteria).toHaveLength(7);
    expect(facts).toContainEqual(['document', 'good-1']);
  });

  it('of RL says why it is there', async () => {
    const { question, trace, facts } = await detail('rl', 0);
    expect([question?.id, trace]).toEqual(['wrong', null]);
    expect(facts).toContainEqual(['why here', expect.stringContaining('7.7%')]);
  });

  it('that repeats another shows both texts', async () => {
    const { other, question } = await detail('duplicates', 0);
    expect(question?.id).toBe('repeat');
    expect(other).toMatchObject({ id: 'own/good-1', similarity: '1.00' });
    expect(other?.text).toContain('acme opened 3 plants');
    expect(other?.own).toBe(other?.text);
  });

  it('that is evaluated shows both texts and what they share', async () => {
    const { other, facts } = await detail('contaminated', 0);
    expect(other).toMatchObject({ id: 'exam/held', similarity: '1.00' });
    expect(other?.text).toContain('Zeta');
    expect(other?.own).toContain('Zeta');
    expect(facts).toContainEqual(['met as', 'text']);
  });

  it('of data sets from before questions were kept says what there is', async () => {
    const changed = copy();
    rmSync(changed.path('data/left-out.jsonl'));
    const { other, question, head } = await detail('duplicates', 0);
    expect([question, head.question]).toEqual([null, '']);
    expect(other).toMatchObject({ id: 'own/good-1', own: null, text: expect.stringContaining('acme') });
    expect((await detail('contaminated', 0)).other?.own).toContain('Zeta');
    expect((await detail('dropped', 0)).question).toBeNull();
  });

  it('that could not be read shows its beginning', async () => {
    const { head, facts } = await detail('quarantine', 0);
    expect(head).toMatchObject({ id: 'own.csv:9', reason: 'not a number' });
    expect(facts).toContainEqual(['why here', 'x;y']);
  });

  it('that is not there is not found', async () => {
    await expect(detail('sft', 2)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a data set', () => {
  it('in a line and as a whole', async () => {
    expect(await datasetSummary(place)).toMatchObject({ run: 'mine', asked: 4, sft: 2, rl: 1, fault: null });
    const whole = await store.use(place, (table) => datasetDetail(place, table));
    expect(whole.sets.map(({ rows }) => rows)).toEqual([2, 1, 1, 1, 1, 1, 1]);
    expect(whole.card).toContain('license');
    expect(whole.funnel).toMatchObject({ teacher: 'teacher:test' });
    expect(whole.broken).toEqual([]);
  });

  it('with a broken funnel is listed, without numbers', async () => {
    const changed = copy();
    writeFileSync(changed.path('data/funnel.json'), '{');
    expect(await datasetSummary(place)).toMatchObject({ asked: null, fault: 'data/funnel.json: not JSON' });
  });

  it('leaves nothing behind', async () => {
    const ours = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('fin-r1-data-'));
    const before = new Set(ours());
    const other = new DataStore();
    await other.use(place, (table) => table.search({}, all));
    const made = ours().filter((name) => !before.has(name));
    expect(made).not.toEqual([]);
    await other.close();
    expect(made.some((name) => !existsSync(join(tmpdir(), name)))).toBe(true);
  });
});
