import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PushedFiles } from '../../hub/push-files.ts';
import { COMMIT, sha256Of, TestHub } from '../../hub/test-hub.ts';
import { pushModel } from './push-model.ts';
import type { PushModelOptions, PushPlan } from './push-model.ts';

const REPO = 'team/model';
const header = JSON.stringify({ w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } });
const weights = Buffer.concat([
  Buffer.from(BigUint64Array.of(BigInt(header.length)).buffer),
  Buffer.from(header),
  Buffer.alloc(8),
]);
let hub: TestHub;
let directory: string;
let plans: PushPlan[];

beforeEach(async () => {
  hub = await TestHub.start();
  directory = await mkdtemp(join(tmpdir(), 'fin-r1-push-'));
  plans = [];
  for (const name of [
    'config.json',
    'model.safetensors.checksum.json',
    'optimizer.safetensors',
    '.env',
    'notes.py',
  ])
    await writeFile(join(directory, name), '{}');
  await mkdir(join(directory, 'logs'));
  await writeFile(join(directory, 'model.safetensors'), weights);
  await writeFile(join(directory, 'README.md'), '---\nlicense: mit\n---\nA model.\n');
});
afterEach(async () => {
  await hub.stop();
  await rm(directory, { recursive: true });
});

function push(more: Partial<PushModelOptions> = {}): Promise<PushedFiles> {
  return pushModel({
    ...{ directory, repo: REPO, endpoint: hub.url, token: 'hf_write', private: true, withoutCard: false },
    signal: new AbortController().signal,
    onPlan: (plan) => {
      expect(hub.asked).toEqual([]);
      plans.push(plan);
    },
    pause: () => Promise.resolve(),
    ...more,
  });
}

describe('pushing a model', () => {
  it('says what it sends before it asks the hub, and sends that in one commit to a private repository', async () => {
    const files = ['README.md', 'config.json', 'model.safetensors'];
    expect(await push()).toEqual({ url: `${hub.url}/${REPO}`, commit: COMMIT, files, isNew: true });
    expect(plans).toHaveLength(1);
    expect(plans[0]?.files.map(({ path }) => path)).toEqual(files);
    expect(plans[0]?.left).toEqual([
      '.env',
      'logs/',
      'model.safetensors.checksum.json',
      'notes.py',
      'optimizer.safetensors',
    ]);
    expect(hub.created).toEqual([
      { name: 'model', organization: 'team', type: 'model', visibility: 'private' },
    ]);
    expect(hub.commits).toHaveLength(1);
    expect(hub.objects.get(sha256Of(weights))?.[0]).toEqual(weights);
  });

  it('leaves a repository that is there as it is, and can go to a branch', async () => {
    hub.repos.set(REPO, { files: {} });
    expect(await push({ branch: 'try', private: false })).toMatchObject({
      isNew: false,
      url: `${hub.url}/${REPO}/tree/try`,
    });
    expect([hub.created, hub.commits[0]?.branch]).toEqual([[], 'try']);
  });

  it('refuses an export whose proof failed, or does not say so', async () => {
    const record = (text: string): Promise<void> => writeFile(join(directory, 'export.json'), text);
    for (const text of ['{"proof":{"passed":false}}', '{}', 'broken']) {
      await record(text);
      await expect(push({ withoutCard: true })).rejects.toThrow(directory);
    }
    expect(hub.asked).toEqual([]);
    await record('{"proof":{"passed":true}}');
    expect((await push()).files).toContain('export.json');
  });

  it('refuses weights that are cut off, and an adapter whose base is a folder here', async () => {
    await writeFile(join(directory, 'model.safetensors'), weights.subarray(0, -4));
    await expect(push()).rejects.toThrow('model.safetensors');
    await rm(join(directory, 'model.safetensors'));
    await writeFile(join(directory, 'a.safetensors'), weights);
    const index = { weight_map: { w: 'a.safetensors', v: 'b.safetensors' } };
    await writeFile(join(directory, 'model.safetensors.index.json'), JSON.stringify(index));
    await expect(push()).rejects.toThrow('lacks 1 of its 2 weight files: b.safetensors');

    await rm(join(directory, 'a.safetensors'));
    await rm(join(directory, 'model.safetensors.index.json'));
    await writeFile(join(directory, 'adapter_model.safetensors'), weights);
    const named = (base: string): Promise<void> =>
      writeFile(join(directory, 'adapter_config.json'), JSON.stringify({ base_model_name_or_path: base }));
    await mkdir(join(directory, 'models', 'base'), { recursive: true });
    await writeFile(join(directory, 'models', 'base', 'config.json'), '{}');
    for (const base of ['models/base', '/models/base']) {
      await named(base);
      await expect(push()).rejects.toMatchObject({
        message: expect.stringContaining(`whose base is a folder of this machine (${base})`),
        hint: expect.stringContaining('--format peft'),
      });
    }
    expect(hub.asked).toEqual([]);
    await named('team/base');
    expect((await push()).files).toContain('adapter_model.safetensors');
  });

  it('refuses to leave weights of an earlier push beside these', async () => {
    const other = Buffer.from('{}');
    hub.repos.set(REPO, { files: { 'model.safetensors': other, 'notes.md': other, 'm-q8_0.gguf': other } });
    expect((await push()).isNew).toBe(false);
    hub.asked.splice(0);
    hub.repos.set(REPO, {
      files: { 'model-00001-of-00002.safetensors': other, 'adapter_config.json': other },
    });
    await expect(push()).rejects.toMatchObject({
      code: 'exists',
      message: expect.stringMatching(/: (adapter_config\.json|model-00001-of-00002\.safetensors), /),
    });
    expect(hub.commits).toHaveLength(1);
  });

  it('refuses a card whose licence is unknown', async () => {
    await writeFile(join(directory, 'README.md'), '---\nlicense: unknown\n---\nA model.\n');
    await expect(push()).rejects.toMatchObject({
      code: 'no-card',
      message: expect.stringContaining('unknown'),
    });
  });

  it('refuses what has no card with a licence, unless told', async () => {
    await writeFile(join(directory, 'README.md'), 'A model.\n');
    await expect(push()).rejects.toMatchObject({
      code: 'no-card',
      message: expect.stringContaining('states no licence'),
    });
    await rm(join(directory, 'README.md'));
    await expect(push()).rejects.toMatchObject({
      code: 'no-card',
      hint: expect.stringContaining('--without-card'),
    });
    expect(hub.asked).toEqual([]);
    expect(await push({ withoutCard: true })).toMatchObject({ files: ['config.json', 'model.safetensors'] });
  });

  it('refuses a folder without weights, strangers, and a name that is none', async () => {
    await expect(push({ token: undefined })).rejects.toMatchObject({ code: 'no-token' });
    await expect(push({ repo: 'model' })).rejects.toThrow('is no name of a repository');
    await rm(join(directory, 'model.safetensors'));
    await rm(join(directory, 'optimizer.safetensors'));
    await expect(push()).rejects.toThrow('holds no weights');
    await expect(push({ directory: join(directory, 'none') })).rejects.toMatchObject({ exitCode: 2 });
    expect(hub.asked).toEqual([]);
  });
});
