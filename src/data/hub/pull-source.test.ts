/** `data pull` against servers that speak as Hugging Face and GitHub do, faults included. */

import { existsSync, symlinkSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Home, Source } from '../sources/source.ts';
import { makeDataDir, type TestDataDir } from '../sources/test-data-dir.ts';
import { pullSource, type PulledSource } from './pull-source.ts';
import type { PullEvent, PullOptions } from './puller.ts';
import { COMMIT, gitSha1Of, sha256Of, TestHub } from '../../hub/test-hub.ts';
import { zipOf } from './test-zip.ts';

const REPO = 'maker/set';
const small = Buffer.from('text,label\nProfit rises,2\n');
/** Longer than one piece of a stream, and different everywhere. */
const large = Buffer.from(Array.from({ length: 30_000 }, (_, i) => `row ${i} 收益\n`).join(''));

let hub: TestHub;
let dir: TestDataDir;
let events: PullEvent[];
let waits: number[];

beforeEach(async () => {
  hub = await TestHub.start();
  dir = await makeDataDir();
  events = [];
  waits = [];
  hub.repos.set(REPO, {
    files: {
      'README.md': Buffer.from('card'),
      'a/train-01.csv': small,
      'a/测试 #1.csv': small,
      'big.jsonl': large,
    },
    large: ['big.jsonl'],
  });
});
afterEach(async () => {
  await hub.stop();
  await dir.remove();
});

function sourceAt(home: Partial<Home>): Source {
  return {
    ...{ id: 'set', title: 'a set', module: null, licence: 'MIT', languages: ['en'], splits: ['train'] },
    ...{ kinds: ['label'], unit: null },
    home: { at: 'huggingface', repo: REPO, revision: 'main', files: [], ...home } as Home,
    async *read() {},
  };
}

const both = [
  { path: 'a/train-*.csv', to: 'train.csv' },
  { path: 'big.jsonl', to: 'big.jsonl' },
];
const onlyBig = { files: [{ path: 'big.jsonl', to: 'big.jsonl' }] };

function pull(home: Partial<Home> = { files: both }, more: Partial<PullOptions> = {}): Promise<PulledSource> {
  return pullSource(sourceAt(home), {
    dataDir: dir.path,
    endpoints: hub.endpoints,
    token: undefined,
    signal: new AbortController().signal,
    onProgress: (event) => events.push(event),
    pause: (milliseconds) => Promise.resolve(waits.push(milliseconds)),
    ...more,
  });
}

const at = (...parts: string[]): string => join(dir.path, 'set', ...parts);
const sumOf = async (...parts: string[]): Promise<string> => sha256Of(await readFile(at(...parts)));
const files = async (): Promise<string[]> => (await readdir(at(), { recursive: true })).sort();
const record = async (): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(at('pulled.json'), 'utf8')) as Record<string, unknown>;
const rangesAsked = (): (string | undefined)[] => hub.askedFor('/get/').map(({ headers }) => headers.range);

describe('from Hugging Face', () => {
  it('fetches files at the commit a branch means, and keeps where they came from', async () => {
    const pulled = await pull();
    expect(pulled).toEqual({
      ...{ folder: at(), revision: 'main', commit: COMMIT, fetched: ['train.csv', 'big.jsonl'], present: [] },
    });
    expect(await sumOf('train.csv')).toBe(sha256Of(small));
    expect(await sumOf('big.jsonl')).toBe(sha256Of(large));
    expect(await record()).toMatchObject({
      ...{ source: 'set', at: 'huggingface', repo: REPO, revision: 'main', commit: COMMIT, complete: true },
      files: [
        {
          name: 'train.csv',
          path: 'a/train-01.csv',
          size: small.length,
          sha256: sha256Of(small),
          oid: gitSha1Of(small),
        },
        { name: 'big.jsonl', size: large.length, sha256: sha256Of(large), oid: sha256Of(large) },
      ],
    });
    expect(await files()).toEqual(['big.jsonl', 'pulled.json', 'train.csv']);
  });

  it('puts all files of a pattern into a folder, under their own names', async () => {
    await pull({ files: [{ path: 'a/*.csv', to: 'split/' }] });
    expect(await files()).toEqual(['pulled.json', 'split', 'split/train-01.csv', 'split/测试 #1.csv']);
    expect(await sumOf('split', '测试 #1.csv')).toBe(sha256Of(small));
  });

  it('asks nothing when all is there and whole', async () => {
    await pull();
    const asked = hub.asked.length;
    expect(await pull()).toMatchObject({ commit: COMMIT, fetched: [], present: ['train.csv', 'big.jsonl'] });
    expect(hub.asked).toHaveLength(asked);
  });

  it('stays with the commit that a branch meant first', async () => {
    await pull();
    await rm(at('train.csv'));
    await pull();
    expect(hub.askedFor('/revision/')).toHaveLength(1);
    expect(await sumOf('train.csv')).toBe(sha256Of(small));
  });

  it('finds the commit that a short name means, and says so where there is none', async () => {
    const short = COMMIT.slice(0, 7);
    expect(await pull({}, { revision: short })).toMatchObject({ revision: short, commit: COMMIT });
    await expect(pull({}, { revision: 'abcdef0' })).rejects.toMatchObject({
      ...{ code: 'not-found', message: `${REPO} has no commit abcdef0 on its main branch` },
    });
  });

  it('fetches a damaged file again, and only that', async () => {
    await pull();
    await writeFile(at('big.jsonl'), large.subarray(0, 100));
    expect(await pull()).toMatchObject({ fetched: ['big.jsonl'], present: ['train.csv'] });
    expect(await sumOf('big.jsonl')).toBe(sha256Of(large));
  });

  it('says so where its own record cannot be read', async () => {
    await dir.put('set/pulled.json', '{"source":');
    await expect(pull()).rejects.toMatchObject({
      ...{ exitCode: 2, message: `${at('pulled.json')} is not what \`data pull\` wrote` },
    });
  });

  it('takes a file that was put there by hand, and never overwrites another one', async () => {
    await dir.put('set/train.csv', small);
    await dir.put('set/big.jsonl', 'my own');
    await expect(pull()).rejects.toMatchObject({ code: 'other-file', exitCode: 2 });
    expect(await readFile(at('big.jsonl'), 'utf8')).toBe('my own');
    expect(hub.askedFor('train-01')).toEqual([]);
  });

  it('sends the token to the hub, and not to the host that large files come from', async () => {
    hub.repos.set(REPO, {
      ...(hub.repos.get(REPO) as object),
      files: { 'big.jsonl': large },
      gatedFor: 'hf_yes',
    });
    await pull(onlyBig, { token: 'hf_yes' });
    const tokens = (server: string): unknown[] => [
      ...new Set(
        hub.asked.filter((asked) => asked.server === server).map(({ headers }) => headers.authorization),
      ),
    ];
    expect(tokens('hub')).toEqual(['Bearer hf_yes']);
    expect(tokens('cdn')).toEqual([undefined]);
  });

  it.each([undefined, 'hf_no'])('says what to accept where a set is gated (token %s)', async (token) => {
    hub.repos.set(REPO, { files: { 'big.jsonl': large }, gatedFor: 'hf_yes' });
    const error = await pull(onlyBig, { token }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'gated',
      exitCode: 2,
      hint: expect.stringMatching(/Open https:\/\/huggingface\.co\/datasets\/maker\/set .*accept.*HF_TOKEN/),
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('hf_no');
  });

  it('says what is not there: repository, revision or path', async () => {
    await expect(pull({ ...onlyBig, repo: 'maker/none' })).rejects.toMatchObject({
      message: expect.stringMatching(/^maker\/none at main was not found .*: Repository not found$/),
    });
    await expect(pull(onlyBig, { revision: 'v9' })).rejects.toMatchObject({
      message: expect.stringMatching(/^maker\/set at v9 was not found .*: Invalid rev id: v9$/),
    });
    await expect(pull({ files: [{ path: 'a/dev-*.csv', to: 'dev/' }] })).rejects.toMatchObject({
      ...{ message: `maker/set at ${COMMIT} holds no a/dev-*.csv`, exitCode: 2 },
    });
  });

  it('says so where an endpoint is not the hub', async () => {
    hub.faults.add('/revision/', { status: 200, body: '<html>Please log in</html>' });
    await expect(pull()).rejects.toMatchObject({ code: 'hub', hint: expect.stringContaining('HF_ENDPOINT') });
  });
});

describe('from GitHub', () => {
  const github = { at: 'github', files: both } as const;

  it('fetches at a commit, checks by Git’s own checksum, and follows a pointer into LFS', async () => {
    expect(await pull({ ...github, revision: COMMIT })).toMatchObject({ revision: COMMIT, commit: COMMIT });
    expect(await sumOf('train.csv')).toBe(sha256Of(small));
    expect(await sumOf('big.jsonl')).toBe(sha256Of(large));
    expect(hub.askedFor('/commits/')).toEqual([]);
    expect(await record()).toMatchObject({ files: [{ oid: gitSha1Of(small) }, { oid: sha256Of(large) }] });
    expect(await pull({ ...github, revision: COMMIT })).toMatchObject({ fetched: [] });
  });

  it('looks up what a branch means', async () => {
    expect(await pull(github)).toMatchObject({ revision: 'main', commit: COMMIT });
  });

  it('says until when GitHub answers no more', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800000000' };
    hub.faults.add('/git/trees/', { status: 403, headers });
    await expect(pull({ ...github, revision: COMMIT })).rejects.toMatchObject({
      message: expect.stringContaining('until 2027-01-15T08:00:00.000Z'),
    });
  });

  it('says repository and revision where there is none', async () => {
    await expect(pull({ ...github, repo: 'maker/none', revision: COMMIT })).rejects.toMatchObject({
      ...{ code: 'not-found', message: expect.stringContaining(`maker/none at ${COMMIT}`) },
    });
  });
});

describe('faults on the way', () => {
  it('goes on from the bytes that are there when the connection breaks', async () => {
    hub.faults.add('cdn/get/', { resetAfter: 100_000 }, { resetAfter: 50_000 });
    await pull(onlyBig);
    expect(await sumOf('big.jsonl')).toBe(sha256Of(large));
    const [first, second, third] = rangesAsked();
    expect(first).toBeUndefined();
    expect(second).toMatch(/^bytes=[1-9]\d*-$/);
    expect(Number(/\d+/.exec(third ?? '')?.[0])).toBeGreaterThan(Number(/\d+/.exec(second ?? '')?.[0]));
    expect(events).toContainEqual({
      event: 'waiting',
      text: expect.stringMatching(/broke .* of 4\d\d kB; the next/),
    });
  });

  it('goes on after another process was killed, and after a body that ends too early', async () => {
    await dir.put('set/big.jsonl.partial', large.subarray(0, 1000));
    hub.faults.add('cdn/get/', { truncateAfter: 500 });
    await pull(onlyBig);
    expect(rangesAsked()).toEqual(['bytes=1000-', 'bytes=1500-']);
    expect(await sumOf('big.jsonl')).toBe(sha256Of(large));
  });

  it('begins anew where the server gives no parts, and where the part is of another file', async () => {
    await dir.put('set/big.jsonl.partial', large.subarray(0, 1000));
    hub.faults.add('cdn/get/', { ignoreRange: true });
    await pull(onlyBig);
    expect(await sumOf('big.jsonl')).toBe(sha256Of(large));
    await rm(at(), { recursive: true });
    await dir.put('set/big.jsonl.partial', 'something else');
    await pull(onlyBig);
    expect(await sumOf('big.jsonl')).toBe(sha256Of(large));
  });

  it.each([{ status: 416 }, { early: 7 }])('begins anew where the part does not fit: %o', async (fault) => {
    await dir.put('set/big.jsonl.partial', large.subarray(0, 1000));
    hub.faults.add('cdn/get/', fault);
    await pull(onlyBig);
    expect(rangesAsked()).toEqual(['bytes=1000-', undefined]);
    expect(await sumOf('big.jsonl')).toBe(sha256Of(large));
  });

  it.each(['cdn/get/', '/resolve/'])('never gives wrong bytes a name (%s)', async (place) => {
    const [file, path] = place === '/resolve/' ? ['train.csv', 'a/train-01.csv'] : ['big.jsonl', 'big.jsonl'];
    hub.faults.add(place, { wrongBytes: true });
    await expect(pull({ files: [{ path, to: file }] })).rejects.toMatchObject({
      code: 'wrong-bytes',
      message: expect.stringContaining(
        `expected ${file === 'big.jsonl' ? sha256Of(large) : gitSha1Of(small)}`,
      ),
    });
    expect(await files()).toEqual([]);
    expect(await pull({ files: [{ path, to: file }] })).toMatchObject({ fetched: [file] });
  });

  it('waits as long as the server asks, else longer each time', async () => {
    hub.faults.add('/revision/', { status: 429, headers: { 'retry-after': '7' } }, { status: 500 });
    hub.faults.add('/tree/', { status: 503 });
    hub.faults.add('cdn/get/', { status: 502 }, { status: 504 });
    await pull(onlyBig);
    expect(waits).toEqual([7000, 2000, 1000, 1000, 2000]);
    expect(hub.faults.unused).toBe(0);
    expect(events[0]).toEqual({
      event: 'waiting',
      text: `${new URL(hub.url).host} answered 429; the next attempt in 7 s`,
    });
  });

  it('gives up after six attempts in a row, and keeps what is there', async () => {
    hub.faults.add(
      'cdn/get/',
      { resetAfter: 100_000 },
      ...Array.from({ length: 5 }, () => ({ status: 500 })),
    );
    await expect(pull(onlyBig)).rejects.toMatchObject({ code: 'hub-unavailable', exitCode: 1 });
    expect(waits).toHaveLength(5);
    expect(await files()).toEqual(['big.jsonl.partial']);
    expect(await pull(onlyBig)).toMatchObject({ fetched: ['big.jsonl'] });
    expect(rangesAsked().at(-1)).toMatch(/^bytes=[1-9]/);
  });

  it('says which host cannot be reached and where files can be put by hand', async () => {
    const endpoints = { ...hub.endpoints, huggingface: 'http://127.0.0.1:1' };
    await expect(pull(onlyBig, { endpoints })).rejects.toMatchObject({
      ...{ code: 'unreachable', exitCode: 2 },
      hint: expect.stringContaining(`into ${at()} by hand`),
    });
    expect(waits).toEqual([]);
  });

  it('stops when it is asked to, and goes on at the next call', async () => {
    const stop = new AbortController();
    const onProgress = (event: PullEvent): void => {
      if (event.event === 'bytes' && event.done > 0) stop.abort();
    };
    await expect(pull(onlyBig, { signal: stop.signal, onProgress })).rejects.toMatchObject({ exitCode: 130 });
    expect(await files()).toEqual(['big.jsonl.partial']);
    await pull(onlyBig);
    expect(await sumOf('big.jsonl')).toBe(sha256Of(large));
  });

  it.runIf(existsSync('/dev/full'))('says so when the disk is full', async () => {
    await mkdir(at());
    symlinkSync('/dev/full', at('big.jsonl.partial'));
    await expect(pull(onlyBig)).rejects.toMatchObject({
      ...{ code: 'disk-full', message: `${at('big.jsonl')} cannot be written: the disk is full` },
    });
  });

  it('tells bytes, speed and time left', async () => {
    await pull(onlyBig);
    const bytes = events.filter((event) => event.event === 'bytes');
    expect(bytes[0]).toMatchObject({ done: 0, total: large.length, rate: 0, secondsLeft: undefined });
    expect(bytes.at(-1)).toMatchObject({ done: large.length, secondsLeft: 0 });
    expect(events.map(({ event }) => event).filter((event) => event !== 'bytes')).toEqual([
      'begun',
      'fetched',
    ]);
  });
});

describe('archives', () => {
  const archive = { files: [{ path: 'set.zip', to: './' }] };
  const content = { 'dev/a.csv': 'id\n1\n', 'test/b.csv': 'id\n2\n'.repeat(50) };

  it('are unpacked beside themselves, and again where a file of theirs is damaged', async () => {
    hub.repos.set(REPO, { files: { 'set.zip': zipOf(content) } });
    await pull(archive);
    expect(await readFile(at('test', 'b.csv'), 'utf8')).toBe(content['test/b.csv']);
    expect(await pull(archive)).toMatchObject({ present: ['set.zip'], fetched: [] });
    await writeFile(at('dev', 'a.csv'), 'changed');
    await pull(archive);
    expect(await readFile(at('dev', 'a.csv'), 'utf8')).toBe(content['dev/a.csv']);
    expect(hub.askedFor('/resolve/')).toHaveLength(1);
  });
});

describe('sources that are nowhere', () => {
  it('say what one can do', async () => {
    await expect(pull({ at: 'closed', slot: 'put finpee.jsonl' })).rejects.toMatchObject({
      ...{ code: 'closed-source', exitCode: 2, message: expect.stringContaining('never released') },
      hint: expect.stringContaining('put finpee.jsonl'),
    });
    await expect(pull({ at: 'own' })).rejects.toMatchObject({ code: 'own-source' });
  });
});
