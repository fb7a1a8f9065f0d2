/** `data push` against a server that takes commits as Hugging Face does. */

import { readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { buildDataset } from '../build/build-dataset.ts';
import { ruleChecks } from '../build/work-out.ts';
import { makeDataDir, type TestDataDir } from '../sources/test-data-dir.ts';
import { goldProgramTeacher } from '../teachers/gold-program.ts';
import { growthQuestion } from '../test-questions.ts';
import { pushDataset, type PushedDataset, type PushOptions } from './push-dataset.ts';
import { COMMIT, sha256Of, TestHub } from '../../hub/test-hub.ts';

const REPO = 'team/reasoning';
const FILES = [
  'README.md',
  'checksums.json',
  'dropped.jsonl',
  'funnel.json',
  'quarantine.jsonl',
  'rl.parquet',
  'set-aside.jsonl',
  'sft.parquet',
];

let hub: TestHub;
let dir: TestDataDir;
let told: string[];

beforeEach(async () => {
  hub = await TestHub.start();
  dir = await makeDataDir();
  told = [];
});
afterEach(async () => {
  await hub.stop();
  await dir.remove();
});

async function build(licence = 'MIT'): Promise<void> {
  await buildDataset({
    ...{
      questions: [{ ...growthQuestion, licence }],
      checks: ruleChecks,
      teacher: goldProgramTeacher,
      samplesPerQuestion: 1,
    },
    ...{ seed: 1, directory: dir.path },
  });
  await dir.put('sft.jsonl.partial', 'half');
  await dir.put('.cache.json', '{}');
  await dir.put('left-out.jsonl', '{"id":"finqa/evaluated"}\n');
}

function push(more: Partial<PushOptions> = {}): Promise<PushedDataset> {
  return pushDataset({
    directory: dir.path,
    repo: REPO,
    endpoint: hub.url,
    token: 'hf_write',
    private: true,
    accepted: [],
    signal: new AbortController().signal,
    onProgress: (text) => told.push(text),
    pause: () => Promise.resolve(),
    ...more,
  });
}

const at = (name: string): Promise<Buffer> => readFile(join(dir.path, name));

describe('pushDataset', () => {
  it('makes the repository and puts every file there in one commit', async () => {
    await build();
    expect(await push()).toEqual({
      ...{ url: `${hub.url}/datasets/${REPO}`, commit: COMMIT, files: FILES, isNew: true },
    });
    expect(hub.created).toEqual([
      expect.objectContaining({
        name: 'reasoning',
        organization: 'team',
        type: 'dataset',
        visibility: 'private',
      }),
    ]);
    const [{ branch, lines = [] } = {}, ...others] = hub.commits;
    expect([branch, others]).toEqual(['main', []]);
    expect(lines.map(({ key, value }) => [key, value.path ?? value.summary])).toEqual([
      ['header', 'Data set built by fin-r1'],
      ...FILES.map((name) => [name.endsWith('.parquet') ? 'lfsFile' : 'file', name]),
    ]);
    const card = lines.find(({ value }) => value.path === 'README.md')?.value.content ?? '';
    expect(Buffer.from(card, 'base64')).toEqual(await at('README.md'));
    for (const name of ['sft.parquet', 'rl.parquet']) {
      const content = await at(name);
      const sum = sha256Of(content);
      expect(lines.find(({ value }) => value.path === name)?.value).toMatchObject({
        oid: sum,
        size: content.length,
      });
      expect(Buffer.concat(hub.objects.get(sum) ?? []).equals(content)).toBe(true);
    }
    const outsiders = hub.askedFor('/put/').map(({ headers }) => headers.authorization);
    expect(outsiders).toEqual([undefined, undefined]);
  });

  it('sends large files in parts, again where one is refused', async () => {
    await build();
    hub.partSize = 1000;
    hub.faults.add('/put/', { status: 503 });
    hub.faults.add('/commit/', { status: 429, headers: { 'retry-after': '2' } });
    await push();
    const content = await at('sft.parquet');
    const parts = hub.objects.get(sha256Of(content)) ?? [];
    expect(parts.length).toBe(Math.ceil(content.length / 1000));
    expect(parts.length).toBeGreaterThan(1);
    expect(Buffer.concat(parts).equals(content)).toBe(true);
    expect(hub.commits).toHaveLength(1);
    expect(told.filter((text) => text.includes('answered'))).toHaveLength(2);
  });

  it('takes a repository that is there, and another branch', async () => {
    await build();
    hub.repos.set(REPO, { files: {} });
    const pushed = await push({ branch: 'v2' });
    expect(pushed).toMatchObject({ url: `${hub.url}/datasets/${REPO}/tree/v2`, isNew: false });
    expect(hub.created).toEqual([]);
    expect(hub.askedFor('/branch/v2')).toHaveLength(1);
    expect(hub.commits.map(({ branch }) => branch)).toEqual(['v2']);
  });

  it('takes a repository that its own lost answer has made', async () => {
    await build();
    hub.faults.add('/repos/create', { status: 409 });
    expect(await push()).toMatchObject({ isNew: false, commit: COMMIT });
  });

  it('sends nothing of a data set that is damaged', async () => {
    await build();
    await truncate(join(dir.path, 'rl.parquet'), 100);
    await expect(push()).rejects.toMatchObject({
      ...{
        code: 'broken-dataset',
        exitCode: 2,
        message: expect.stringContaining('rl.parquet is not what was written'),
      },
    });
    expect(hub.asked).toEqual([]);
  });

  it('sends rows under a licence that is not open only when it is accepted by name', async () => {
    await build('CC-BY-NC-SA-4.0');
    const refused = {
      code: 'licence',
      exitCode: 2,
      hint: expect.stringContaining('--accept-licence "CC-BY-NC-SA-4.0"'),
    };
    await expect(push()).rejects.toMatchObject(refused);
    await expect(push({ accepted: ['unknown'] })).rejects.toMatchObject(refused);
    await expect(push({ accepted: ['foo'] })).rejects.toThrow(
      '--accept-licence foo: no source has this licence',
    );
    expect(hub.asked).toEqual([]);
    expect(await push({ accepted: ['cc-by-nc-sa-4.0'] })).toMatchObject({ isNew: true });
  });

  it.each([
    [401, 'does not accept HF_TOKEN'],
    [403, `may not write to ${REPO}`],
  ])('says which scope a token needs (%s)', async (status, message) => {
    await build();
    hub.faults.add('/repos/create', { status, body: '{"error":"no"}' });
    const error = await push().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      ...{
        exitCode: 2,
        message: expect.stringContaining(message),
        hint: expect.stringContaining('scope "write"'),
      },
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('hf_write');
  });

  it('wants a token, and a name with an owner', async () => {
    await build();
    await expect(push({ token: undefined })).rejects.toMatchObject({
      ...{ code: 'no-token', exitCode: 2, hint: expect.stringContaining('HF_TOKEN') },
    });
    await expect(push({ repo: 'reasoning' })).rejects.toMatchObject({ hint: 'Give it as OWNER/NAME.' });
  });
});
