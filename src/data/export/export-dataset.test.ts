import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Reference } from '../../core/question.ts';
import { quoted, withDuckDB } from '../build/duckdb-session.ts';
import { renderMessages } from '../prompt.ts';
import { exportDataset, type ExportOptions } from './export-dataset.ts';
import { readRewardLabel } from './reward-label.ts';
import { reference, testQuestion, writeTestDataset } from './test-export.ts';

const text: Reference = { kind: 'text', text: 'Because of costs.', accepted: [] };
const trace = '<think>110 / 100 - 1 = 0.1</think><answer>10%</answer>';
const sft = [
  testQuestion('1'),
  testQuestion('2', { split: 'dev', licence: 'CC BY 4.0' }),
  testQuestion('3', { reference: text }),
];
const rl = [
  testQuestion('4', { source: 'finqa' }),
  testQuestion('5', { reference: null }),
  testQuestion('6', { reference: { kind: 'label', label: 'odd', labels: { up: ['up'], down: ['down'] } } }),
];

let folder = '';
let data = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fin-r1-export-'));
  data = join(folder, 'data');
  await mkdir(data);
  await writeTestDataset(data, { sft, rl, samples: 2 });
});
afterAll(() => rm(folder, { recursive: true }));

const exported = (name: string, change: Partial<ExportOptions> = {}) =>
  exportDataset({
    ...{ directory: data, name: 'own', folder: join(folder, name), format: 'trl', questions: 'objective' },
    ...{ overwrite: false, signal: new AbortController().signal, onProgress: () => {} },
    ...change,
  });

/** The rows of a file, as JSON has them. */
async function rowsOf(path: string): Promise<Record<string, unknown>[]> {
  if (path.endsWith('.jsonl')) {
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }
  return withDuckDB(`${path}.spill`, async (connection) => {
    const reader = await connection.runAndReadAll(
      `SELECT to_json(t)::VARCHAR FROM read_parquet(${quoted(path)}) t`,
    );
    return reader.getRows().map(([json]) => JSON.parse(String(json)) as Record<string, unknown>);
  });
}

it('puts the system prompt before every prompt', async () => {
  const bare = await exported('bare');
  const told = await exported('told', { systemPrompt: 'Think first.' });
  expect(told.files).toHaveLength(bare.files.length);
  const system = { role: 'system', content: 'Think first.' };
  for (const { path } of told.files) {
    const [before, after] = [
      await rowsOf(join(folder, 'bare', path)),
      await rowsOf(join(folder, 'told', path)),
    ];
    expect(after).toEqual(
      before.map((row) => ({ ...row, prompt: [system, ...(row['prompt'] as object[])] })),
    );
  }
  expect(await readFile(join(folder, 'told', 'README.md'), 'utf8')).toContain('below the system prompt');
});

it('accounts for every row, by split', async () => {
  const progress: [number, number][] = [];
  const { files, accounts } = await exported('accounts', {
    onProgress: (done, total) => void progress.push([done, total]),
  });
  expect(files.map(({ path, rows }) => [path, rows])).toEqual([
    ...[
      ['sft/train.parquet', 4],
      ['sft/dev.parquet', 2],
      ['rl/train.parquet', 2],
      ['rl/dev.parquet', 1],
    ],
  ]);
  expect(accounts).toEqual([
    { from: 'sft.parquet', set: 'sft', read: 6, written: 6, leftOut: {} },
    {
      ...{ from: 'rl.parquet', set: 'rl', read: 3, written: 1 },
      leftOut: { 'no reference': 1, 'a reference that cannot be scored': 1 },
    },
    {
      ...{ from: 'sft.parquet', set: 'rl', read: 6, written: 2 },
      leftOut: { 'another sample of a question': 3, 'free text, which no rule decides': 1 },
    },
  ]);
  expect(progress.at(-1)).toEqual([15, 15]);
  const { files: rejected } = await exported('rejected', { questions: 'rejected' });
  expect(rejected.filter(({ set }) => set === 'rl').map(({ rows }) => rows)).toEqual([1]);
});

it('writes what TRL reads', async () => {
  await exported('trl');
  const [sample] = await rowsOf(join(folder, 'trl/sft/train.parquet'));
  const prompt = renderMessages(sft[0] as (typeof sft)[number]);
  const from = { source: 'own', language: 'en', category: 'growth', licence: 'MIT' };
  expect(sample).toEqual({
    ...{ prompt, completion: [{ role: 'assistant', content: trace }], id: 'own/1/0', ...from },
  });
  const [question, other] = await rowsOf(join(folder, 'trl/rl/train.parquet'));
  expect(question).toMatchObject({ id: 'finqa/4', source: 'finqa' });
  expect(other).toMatchObject({ prompt, id: 'own/1', ...from });
  expect(readRewardLabel(other?.['label'])).toEqual({ id: 'own/1', reference });
});

it('writes what verl reads', async () => {
  await exported('verl', { format: 'verl' });
  const [question, other] = await rowsOf(join(folder, 'verl/rl/train.parquet'));
  expect(question).toMatchObject({
    ...{ data_source: 'finqa', ability: 'growth', prompt: [{ role: 'user' }] },
    reward_model: { style: 'rule', ground_truth: JSON.stringify({ id: 'finqa/4', reference }) },
    extra_info: { split: 'train', index: 0, id: 'finqa/4', licence: 'MIT' },
  });
  expect(other).toMatchObject({ extra_info: { index: 1, id: 'own/1' } });
  const [sample] = await rowsOf(join(folder, 'verl/sft/dev.parquet'));
  expect(sample).toMatchObject({ messages: [{ role: 'user' }, { role: 'assistant', content: trace }] });
});

it('writes what OpenRLHF reads', async () => {
  await exported('openrlhf', { format: 'openrlhf' });
  const [question] = await rowsOf(join(folder, 'openrlhf/rl/dev.jsonl'));
  expect(question).toMatchObject({ messages: [{ role: 'user' }], datasource: 'own', licence: 'CC BY 4.0' });
  expect(readRewardLabel(question?.['label'])).toEqual({ id: 'own/2', reference });
});

it('writes what LLaMA-Factory reads, and says what it cannot take', async () => {
  const { accounts } = await exported('llamafactory', { format: 'llamafactory' });
  expect(accounts[1]).toMatchObject({ set: 'rl', read: 3, written: 0 });
  expect(Object.values(accounts[1]?.leftOut ?? {})).toEqual([3]);
  const info = JSON.parse(await readFile(join(folder, 'llamafactory/dataset_info.json'), 'utf8')) as object;
  expect(info).toMatchObject({
    finr1_sft_train: {
      file_name: 'sft/train.jsonl',
      formatting: 'sharegpt',
      columns: { messages: 'messages' },
    },
    finr1_sft_dev: { file_name: 'sft/dev.jsonl' },
  });
  expect(await rowsOf(join(folder, 'llamafactory/sft/train.jsonl'))).toHaveLength(4);
});

it('carries sources and licences along, with the splits for readers of the hub', async () => {
  await exported('card');
  const card = await readFile(join(folder, 'card/README.md'), 'utf8');
  expect(card).toMatch(/^---\nlicense:\n {2}- cc-by-4.0\n {2}- mit\n/);
  expect(card).toContain('      - split: dev\n        path: rl/dev.parquet');
  expect(card).toContain('| a reference that cannot be scored');
  expect(card).toMatch(/\| finqa +\| MIT +\| en +\|/);
  expect((await readdir(join(folder, 'card'))).sort()).toEqual([
    ...['README.md', 'export.json', 'finr1_reward.py', 'rl', 'sft'],
  ]);
});

it('refuses a folder that holds something, and replaces only an export', async () => {
  await exported('again');
  await expect(exported('again')).rejects.toThrow(/again holds an export/);
  await exported('again', { overwrite: true, format: 'openrlhf' });
  expect(await readdir(join(folder, 'again/rl'))).toEqual(['dev.jsonl', 'train.jsonl']);
  await writeFile(join(folder, 'again/mine.txt'), '');
  await expect(exported('again', { overwrite: true })).rejects.toThrow(/again holds other files: mine\.txt/);
  expect(existsSync(join(folder, 'again/mine.txt'))).toBe(true);
  await expect(exported('data', { overwrite: true })).rejects.toThrow(/data holds other files/);
  expect(existsSync(join(data, 'sft.parquet'))).toBe(true);
});

it('leaves nothing behind when it is stopped, or the data set is damaged', async () => {
  const stop = new AbortController();
  stop.abort(new Error('stopped'));
  await expect(exported('stopped', { signal: stop.signal })).rejects.toThrow('stopped');
  const damaged = join(folder, 'damaged');
  await mkdir(damaged);
  await writeTestDataset(damaged, { sft, rl });
  await writeFile(join(damaged, 'rl.parquet'), 'PAR1');
  await expect(exported('from-damaged', { directory: damaged })).rejects.toThrow(/not whole: .*rl\.parquet/);
  expect((await readdir(folder)).filter((name) => /stopped|from-damaged/.test(name))).toEqual([]);
});
