import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { TrainingRun } from '../wire/rest-bodies.ts';
import type { RestClient } from './rest-client.ts';
import { ServiceClient } from './service-client.ts';
import { TestClock } from './test-clock.ts';
import { TestTinkerServer } from './test-server.ts';

let server: TestTinkerServer;
let folder: string;
let service: ServiceClient;
let rest: RestClient;
let clock: TestClock;
/** Whose addresses the archives have. */
let store: Server;
let storeUrl: string;
let fetched: IncomingMessage[];
let archive: Buffer;
let breaks: number;

beforeEach(async () => {
  server = await new TestTinkerServer().start();
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-rest-'));
  clock = new TestClock();
  service = new ServiceClient({
    baseUrl: server.url,
    apiKey: 'tml-secret',
    clock,
    onNotice: () => undefined,
  });
  rest = service.rest();
  [fetched, breaks] = [[], 0];
  store = createServer((request, response) => {
    fetched.push(request);
    response.setHeader('content-length', archive.length);
    if (breaks-- > 0) response.write(archive.subarray(0, 10), () => response.destroy());
    else response.end(archive);
  });
  await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
  storeUrl = `http://127.0.0.1:${(store.address() as AddressInfo).port}/x.tar`;
});

afterEach(async () => {
  await service.close();
  await server.stop();
  store.closeAllConnections();
  await new Promise((resolve) => store.close(resolve));
  rmSync(folder, { recursive: true });
});

const checkpoint = {
  checkpoint_id: 'weights/a',
  checkpoint_type: 'training',
  time: '2026-01-01T00:00:00Z',
  tinker_path: 'tinker://s:train:0/weights/a',
  size_bytes: 3,
  public: true,
};
const run = (id: string): object => ({
  training_run_id: id,
  base_model: 'nano',
  model_owner: 'me',
  is_lora: true,
  lora_rank: 8,
  last_request_time: '2026-01-01T00:00:00Z',
  last_checkpoint: checkpoint,
  user_metadata: null,
});

describe('lists', () => {
  it('are read page by page, without a session', async () => {
    const page = (offset: number, count: number): object => ({
      training_runs: Array.from({ length: count }, (_value, i) => run(`run-${offset + i}`)),
    });
    server.answers['/training_runs?limit=100&offset=0'] = () => page(0, 100);
    server.answers['/training_runs?limit=100&offset=100'] = () => page(100, 1);
    const runs: TrainingRun[] = [];
    for await (const one of rest.trainingRuns()) runs.push(one);
    expect(runs).toHaveLength(101);
    expect(runs[100]).toMatchObject({
      trainingRunId: 'run-100',
      loraRank: 8,
      isCorrupted: false,
      lastCheckpoint: { path: 'tinker://s:train:0/weights/a', sizeBytes: 3, isPublic: true },
      userMetadata: {},
    });
    expect(server.to('/create_session')).toEqual([]);
  });

  it('of one run hold its checkpoints', async () => {
    server.answers['/training_runs/s%3Atrain%3A0'] = () => run('s:train:0');
    server.answers['/training_runs/s%3Atrain%3A0/checkpoints'] = () => ({ checkpoints: [checkpoint] });
    expect(await rest.trainingRun('s:train:0')).toMatchObject({ trainingRunId: 's:train:0' });
    expect(await rest.checkpoints('s:train:0')).toMatchObject([{ checkpointId: 'weights/a' }]);
    await expect(rest.trainingRun('gone')).rejects.toThrow('/training_runs/gone');
  });
});

describe('checkpoints', () => {
  const at = '/training_runs/s%3Atrain%3A0/checkpoints/weights/a';

  it('are deleted, given a life, published', async () => {
    for (const path of [at, `${at}/ttl`, `${at}/publish`]) server.answers[path] = () => ({});
    const path = 'tinker://s:train:0/weights/a';
    await rest.deleteCheckpoint(path);
    await rest.setTtl(path, 60);
    await rest.setTtl(path, null);
    await rest.publish(path);
    await rest.unpublish(path);
    expect(server.seen.map((seen) => seen.path)).toEqual([
      at,
      ...Array(2).fill(`${at}/ttl`),
      ...Array(2).fill(`${at}/publish`),
    ]);
    expect(server.to(`${at}/ttl`).map(({ body }) => body)).toEqual([
      { ttl_seconds: 60 },
      { ttl_seconds: null },
    ]);
    await expect(rest.deleteCheckpoint('weights/a')).rejects.toThrow('is no path of saved weights');
  });

  it('of SkyRL are those of samplers', async () => {
    server.answers['/training_runs/model_1/checkpoints/sampler_weights/final'] = () => ({});
    await rest.deleteCheckpoint('tinker://model_1/final');
    expect(server.seen).toHaveLength(1);
  });
});

describe('archives', () => {
  const path = 'tinker://m/weights/a';
  const at = '/training_runs/m/checkpoints/weights/a/archive';

  /** Packs `names` of a folder that holds a file, a folder and a link. */
  async function pack(...names: string[]): Promise<void> {
    const files = join(folder, 'files');
    mkdirSync(join(files, 'inner'), { recursive: true });
    writeFileSync(join(files, 'adapter_config.json'), '{}');
    writeFileSync(join(files, 'inner', 'weights'), 'w');
    symlinkSync('/etc/hostname', join(files, 'link'));
    await create({ cwd: files, file: join(folder, 'packed'), gzip: true }, names);
    archive = readFileSync(join(folder, 'packed'));
  }

  it('are waited for, and fetched without the key', async () => {
    await pack('adapter_config.json', 'inner');
    server.fault('/archive', { status: 503, body: '{"detail":"packing"}', headers: { 'retry-after': '30' } });
    server.fault('/archive', { status: 302, headers: { location: storeUrl } });
    breaks = 1;
    await rest.downloadCheckpoint(path, join(folder, 'out'));
    expect(clock.waits).toEqual([30_000, 500]);
    expect(readFileSync(join(folder, 'out', 'inner', 'weights'), 'utf8')).toBe('w');
    expect(readdirSync(folder).toSorted()).toEqual(['files', 'out', 'packed']);
    expect(fetched.map(({ headers }) => headers['x-api-key'])).toEqual([undefined, undefined]);
  });

  it('come as a file too, from an address in the body', async () => {
    await pack('inner');
    server.answers[at] = () => ({ url: storeUrl, expires: 'later' });
    await rest.downloadArchive(path, join(folder, 'a.tar.gz'));
    expect(readFileSync(join(folder, 'a.tar.gz'))).toEqual(archive);
    await expect(rest.downloadArchive(path, join(folder, 'a.tar.gz'))).rejects.toThrow('stands at');
  });

  it('that hold a link, or are broken, leave nothing behind', async () => {
    await pack('adapter_config.json', 'link');
    server.answers[at] = () => ({ url: storeUrl });
    await expect(rest.downloadCheckpoint(path, join(folder, 'out'))).rejects.toThrow(
      'holds link, which is no file',
    );
    archive = Buffer.from('this is no archive at all');
    await expect(rest.downloadCheckpoint(path, join(folder, 'out'))).rejects.toThrow('cannot be unpacked');
    expect(readdirSync(folder).toSorted()).toEqual(['files', 'packed']);
  });

  it('that do not come are given up', async () => {
    archive = Buffer.alloc(100);
    breaks = 9;
    server.answers[at] = () => ({ url: storeUrl });
    await expect(rest.downloadArchive(path, join(folder, 'a.tar'))).rejects.toThrow(
      'could not be fetched from',
    );
    expect(fetched).toHaveLength(5);
    expect(readdirSync(folder)).toEqual([]);
  });
});
