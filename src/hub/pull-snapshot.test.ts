/** Models into the standard hub cache, against a server that speaks as the hub does, faults included. */

import { lstatSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { CachedRepo, hubCacheFrom, isOffline } from './cache-layout.ts';
import { pullSnapshot } from './pull-snapshot.ts';
import type { PulledSnapshot, SnapshotEvent, SnapshotOptions } from './pull-snapshot.ts';
import { COMMIT, gitSha1Of, sha256Of, TestHub } from './test-hub.ts';

const NAME = 'maker/tiny';
const config = Buffer.from('{"architectures":["LlamaForCausalLM"]}');
const inner = Buffer.from('deep');
const weights = Buffer.from(Array.from({ length: 30_000 }, (_, i) => `weight ${i}\n`).join(''));
const more = Buffer.from(Array.from({ length: 9_000 }, (_, i) => `more ${i}\n`).join(''));

let hub: TestHub;
let cache: string;
let events: SnapshotEvent[];
let waits: number[];

beforeEach(async () => {
  hub = await TestHub.start();
  cache = await mkdtemp(join(tmpdir(), 'fin-r1-cache-'));
  [events, waits] = [[], []];
  hub.repos.set(NAME, {
    files: {
      'config.json': config,
      'model-1.safetensors': weights,
      'model-2.safetensors': more,
      'original/params.json': inner,
    },
    large: ['model-1.safetensors', 'model-2.safetensors'],
  });
});
afterEach(async () => {
  await hub.stop();
  await rm(cache, { recursive: true });
});

function pull(options: Partial<SnapshotOptions> = {}): Promise<PulledSnapshot> {
  return pullSnapshot({
    ...{ name: NAME, revision: 'main', cache, endpoint: hub.url, token: undefined, choose: (all) => all },
    signal: new AbortController().signal,
    onProgress: (event) => events.push(event),
    pause: (milliseconds) => Promise.resolve(waits.push(milliseconds)),
    ...options,
  });
}

const folder = (): string => join(cache, 'models--maker--tiny');
const at = (...parts: string[]): string => join(folder(), ...parts);
const snapshot = (path: string): string => at('snapshots', COMMIT, path);
const blobs = async (): Promise<string[]> => (await readdir(at('blobs'))).sort();
const rangesOf = (path: string): (string | undefined)[] =>
  hub.askedFor(`/get/maker/tiny/${path}`).map(({ headers }) => headers.range);

describe('the cache', () => {
  it('is laid out as the tools of the hub lay it out', async () => {
    const pulled = await pull();
    expect(pulled).toMatchObject({ folder: at('snapshots', COMMIT), commit: COMMIT, present: [] });
    expect(pulled.bytes).toBe(config.length + inner.length + weights.length + more.length);
    expect(await blobs()).toEqual(
      [gitSha1Of(config), gitSha1Of(inner), sha256Of(weights), sha256Of(more)].sort(),
    );
    expect(await readFile(at('refs', 'main'), 'utf8')).toBe(COMMIT);
    expect(readlinkSync(snapshot('config.json'))).toBe(`../../blobs/${gitSha1Of(config)}`);
    expect(readlinkSync(snapshot('original/params.json'))).toBe(`../../../blobs/${gitSha1Of(inner)}`);
    expect(await readFile(snapshot('model-1.safetensors'))).toEqual(weights);
    expect(new CachedRepo(cache, NAME).find('main')).toBe(pulled.folder);
    expect(new CachedRepo(cache, NAME).find(COMMIT)).toBe(pulled.folder);
    expect(new CachedRepo(cache, NAME).find('v2')).toBeNull();
  });

  it('is not asked twice for what is there, whoever has put it there', async () => {
    await mkdir(at('blobs'), { recursive: true });
    await writeFile(at('blobs', sha256Of(weights)), weights);
    const choose: SnapshotOptions['choose'] = (all) =>
      all.filter(({ path }) => path.endsWith('.safetensors'));
    const pulled = await pull({ choose });
    expect(pulled).toMatchObject({ fetched: ['model-2.safetensors'], present: ['model-1.safetensors'] });
    expect(rangesOf('model-1.safetensors')).toEqual([]);
    expect(await pull({ choose })).toMatchObject({ fetched: [] });
    expect(lstatSync(snapshot('model-2.safetensors')).isSymbolicLink()).toBe(true);
    expect(await readdir(at('snapshots', COMMIT))).not.toContain('config.json');
  });

  it('lies where the variables of the hub say', () => {
    expect(hubCacheFrom({ HF_HUB_CACHE: '/a', HF_HOME: '/b' })).toBe('/a');
    expect(hubCacheFrom({ HUGGINGFACE_HUB_CACHE: '/a' })).toBe('/a');
    expect(hubCacheFrom({ HF_HOME: '/b' })).toBe('/b/hub');
    expect(hubCacheFrom({ XDG_CACHE_HOME: '/c' })).toBe('/c/huggingface/hub');
    expect(hubCacheFrom({})).toMatch(/\/\.cache\/huggingface\/hub$/);
    expect(isOffline({ HF_HUB_OFFLINE: '1' })).toBe(true);
    expect(isOffline({ HF_HUB_OFFLINE: '0' })).toBe(false);
  });

  it.each(['../../outside', '/etc/passwd', 'a/../../b', 'a\\b'])(
    'never leaves its folder (%s)',
    async (path) => {
      hub.repos.set(NAME, { files: { [path]: config } });
      await expect(pull()).rejects.toMatchObject({ message: `"${path}" is no path below a repository` });
      expect(hub.askedFor('/resolve/')).toEqual([]);
    },
  );
});

describe('faults on the way', () => {
  it('goes on where the connection broke, several files at once', async () => {
    hub.faults.add('/get/maker/tiny/model-1', { resetAfter: 100_000 });
    hub.faults.add('/get/maker/tiny/model-2', { resetAfter: 50_000 }, { truncateAfter: 20_000 });
    await pull();
    expect(await readFile(snapshot('model-1.safetensors'))).toEqual(weights);
    expect(await readFile(snapshot('model-2.safetensors'))).toEqual(more);
    expect(rangesOf('model-1.safetensors')).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect(rangesOf('model-2.safetensors')).toHaveLength(3);
    expect(events.at(-1)).toMatchObject({ event: 'fetched' });
    const bytes = events.filter((event) => event.event === 'bytes');
    expect(bytes.at(-1)).toMatchObject({ done: bytes[0]?.total, secondsLeft: 0 });
  });

  it('goes on from what a killed process of any tool has left', async () => {
    await mkdir(at('blobs'), { recursive: true });
    await writeFile(at('blobs', `${sha256Of(weights)}.incomplete`), weights.subarray(0, 1234));
    await pull();
    expect(rangesOf('model-1.safetensors')).toEqual(['bytes=1234-']);
    expect(events[0]).toMatchObject({
      ...{
        event: 'begun',
        files: 4,
        bytes: config.length + inner.length + weights.length + more.length - 1234,
      },
    });
  });

  it('gives wrong bytes no name, stops the other files, and leaves no snapshot', async () => {
    hub.faults.add('/get/maker/tiny/model-1', { wrongBytes: true });
    await expect(pull()).rejects.toMatchObject({
      ...{ code: 'wrong-bytes', message: expect.stringContaining(sha256Of(weights)) },
    });
    expect(await blobs()).not.toContain(sha256Of(weights));
    expect(new CachedRepo(cache, NAME).find('main')).toBeNull();
    expect(await pull()).toMatchObject({ commit: COMMIT });
  });

  it('waits as long as it is asked to', async () => {
    hub.faults.add('/get/maker/tiny/model-1', { status: 429, headers: { 'retry-after': '7' } });
    await pull();
    expect(waits).toEqual([7000]);
  });

  it('stops when it is asked to, and goes on', async () => {
    const stop = new AbortController();
    const onProgress = (event: SnapshotEvent): void => {
      if (event.event === 'bytes' && event.done > 100_000) stop.abort();
    };
    await expect(pull({ signal: stop.signal, onProgress })).rejects.toMatchObject({ exitCode: 130 });
    await pull();
    expect(await readFile(snapshot('model-1.safetensors'))).toEqual(weights);
  });

  it('lets one process at a time write one model', async () => {
    let second: Promise<unknown> | undefined;
    const choose: SnapshotOptions['choose'] = (all) => {
      second = pull().catch((error: unknown) => error);
      return all;
    };
    await pull({ choose });
    expect(await second).toMatchObject({ code: 'locked', exitCode: 2 });
  });
});

describe('what cannot be fetched is said in one sentence', () => {
  it('no room on the disk: before anything is fetched', async () => {
    await expect(pull({ freeBytes: () => 1000 })).rejects.toMatchObject({
      ...{
        code: 'disk-full',
        exitCode: 2,
        message: expect.stringMatching(/needs \d+ kB more .* 1\.0 kB are free$/),
      },
    });
    expect(hub.askedFor('/resolve/')).toEqual([]);
  });

  it.each([undefined, 'hf_no'])('a gated model (token %s)', async (token) => {
    hub.repos.set(NAME, { files: { 'config.json': config }, gatedFor: 'hf_yes' });
    const error = await pull({ token }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'gated',
      exitCode: 2,
      hint: expect.stringContaining(`huggingface.co/${NAME}`),
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('hf_no');
  });

  it('a model or revision that is not there, and a host that refuses', async () => {
    await expect(pull({ name: 'maker/none' })).rejects.toMatchObject({
      ...{ code: 'not-found', hint: 'Look at https://huggingface.co/maker/none for what became of it.' },
    });
    await expect(pull({ revision: 'v9' })).rejects.toMatchObject({
      message: expect.stringContaining('maker/tiny at v9'),
    });
    await expect(pull({ endpoint: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'unreachable',
      exitCode: 2,
    });
  });

  it('a new name', async () => {
    hub.renamed.set(NAME, 'maker/small');
    await pull();
    expect(events).toContainEqual({ event: 'told', text: 'maker/tiny was renamed: it is maker/small now' });
  });

  it('a name that is no checksum is never made a path', async () => {
    expect(() => new CachedRepo(cache, NAME).blob('../x')).toThrow('no checksum');
  });
});

it('sends the token to the hub only', async () => {
  hub.repos.set(NAME, {
    ...(hub.repos.get(NAME) as object),
    files: { 'model-1.safetensors': weights },
    gatedFor: 'hf_yes',
  });
  await pull({ token: 'hf_yes' });
  const tokens = (server: string): unknown[] =>
    hub.asked.filter((asked) => asked.server === server).map(({ headers }) => headers.authorization);
  expect(new Set(tokens('hub'))).toEqual(new Set(['Bearer hf_yes']));
  expect(tokens('cdn')).toEqual([undefined]);
});
