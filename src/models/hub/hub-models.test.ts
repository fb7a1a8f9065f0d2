/** Models of the hub by their model strings: what is fetched, what is found, what is said. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RemoteFile } from '../../hub/remote-file.ts';
import { COMMIT, TestHub } from '../../hub/test-hub.ts';
import { checkLocalModel } from '../local-models.ts';
import { isGguf, isRemote, readModelString } from '../model-string.ts';
import { locateModel } from '../resolve-model.ts';
import { cachedModel, isPulled } from './cached-model.ts';
import { readHfString } from './hf-string.ts';
import { chosenFiles } from './model-files.ts';
import { pullModel } from './pull-model.ts';

describe('hf: strings', () => {
  it.each([
    ['hf:org/name', { name: 'org/name', revision: 'main', file: null }],
    ['hf:Org/Na.me-2@v1.0', { name: 'Org/Na.me-2', revision: 'v1.0', file: null }],
    ['hf:org/name@refs/pr/1', { name: 'org/name', revision: 'refs/pr/1', file: null }],
    ['hf:org/name/q4/m-Q4_K_M.gguf@abc', { name: 'org/name', revision: 'abc', file: 'q4/m-Q4_K_M.gguf' }],
  ])('%s', (text, read) => expect(readHfString(text)).toEqual(read));

  it.each(['hf:', 'hf:name', 'hf:org/name/file.bin', 'hf:org/name@', 'hf:org/../x/y'])(
    'refuses %s',
    (text) => {
      expect(() => readHfString(text)).toThrow(`cannot read the model string "${text}"`);
    },
  );
});

function repo(...paths: string[]): RemoteFile[] {
  return paths.map((path) => ({
    path,
    size: 1e9,
    checksum: { kind: 'sha256', value: path },
    url: '',
    headers: {},
  }));
}
const chosen = (files: readonly RemoteFile[], ...patterns: string[]): string[] =>
  chosenFiles('o/n', files, patterns).map(({ path }) => path);

describe('the files of a model', () => {
  it('are weights, config, tokenizer, template and card; not the same weights in other forms', () => {
    const kept = ['README.md', 'chat_template.jinja', 'config.json', 'generation_config.json'];
    const weights = [
      'model-00001-of-00002.safetensors',
      'model-00002-of-00002.safetensors',
      'model.safetensors.index.json',
    ];
    const others = [
      'consolidated.safetensors',
      'original/consolidated.00.pth',
      'pytorch_model.bin',
      'onnx/model.onnx',
      '.gitattributes',
    ];
    const all = [...kept, ...weights, 'tokenizer.json'];
    expect(chosen(repo(...all, ...others)).sort()).toEqual([...all].sort());
  });

  it('are what is asked for, all parts of a GGUF file included', () => {
    const files = repo(
      'a-Q4-00001-of-00002.gguf',
      'a-Q4-00002-of-00002.gguf',
      'a-Q8.gguf',
      'q/b.gguf',
      'axQ8.gguf',
    );
    expect(chosen(files, 'a-Q4-00001-of-00002.gguf')).toEqual([
      'a-Q4-00001-of-00002.gguf',
      'a-Q4-00002-of-00002.gguf',
    ]);
    expect(chosen(files, 'a-Q8.gguf')).toEqual(['a-Q8.gguf']);
    expect(chosen(files, 'a-*8.gguf', '*/b.gguf', 'a-Q8.gguf')).toEqual(['a-Q8.gguf', 'q/b.gguf']);
    expect(() => chosen(files, 'none*')).toThrow('hf:o/n holds no none*');
  });

  it('say what there is where they cannot be chosen', () => {
    expect(() => chosen(repo('a.gguf', 'b.gguf'))).toThrow(
      expect.objectContaining({
        hint: expect.stringMatching(/a\.gguf \(1\.0 GB\), b\.gguf .*models pull hf:o\/n\/a\.gguf/),
      }),
    );
    expect(() => chosen(repo('pytorch_model.bin'))).toThrow(
      'holds no safetensors weights, only pytorch_model.bin',
    );
    expect(() => chosen(repo('README.md'))).toThrow('no weights');
  });
});

describe('a pulled model', () => {
  let hub: TestHub;
  let cache: string;
  beforeEach(async () => {
    hub = await TestHub.start();
    cache = await mkdtemp(join(tmpdir(), 'fin-r1-hf-'));
    vi.stubEnv('HF_HUB_CACHE', cache);
    vi.stubEnv('HF_ENDPOINT', hub.url);
    vi.stubEnv('HF_TOKEN', '');
    vi.stubEnv('HF_HUB_OFFLINE', '');
    const config = Buffer.from('{"max_position_embeddings":77}');
    hub.repos.set('o/n', {
      files: { 'config.json': config, 'model.safetensors': Buffer.from('w'), 'extra.txt': config },
    });
    hub.repos.set('o/g', {
      files: { 'm-Q8_0.gguf': Buffer.from('GGUF'), 'm-Q4_0.gguf': Buffer.from('gguf') },
    });
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await hub.stop();
    await rm(cache, { recursive: true });
  });
  const { signal } = new AbortController();

  it('is found by its string, offline too; before, the command that fetches it is said', async () => {
    const notPulled = { code: 'not-pulled', hint: 'Fetch it first: fin-r1 models pull hf:o/n' };
    expect(() => locateModel('hf:o/n')).toThrow(expect.objectContaining(notPulled));
    expect(isPulled('hf:o/n')).toBe(false);
    const pulled = await pullModel('hf:o/n', { signal });
    expect(pulled.fetched).toEqual(['config.json', 'model.safetensors']);
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    vi.stubEnv('HF_ENDPOINT', 'http://127.0.0.1:1');
    expect(locateModel('hf:o/n')).toEqual({ id: 'hf:o/n', directory: pulled.folder, contextLength: 77 });
    expect(locateModel(`hf:o/n@${COMMIT}`).directory).toBe(pulled.folder);
    expect(() => locateModel('hf:o/n@other')).toThrow(expect.objectContaining({ code: 'not-pulled' }));
    expect(isPulled('hf:o/n')).toBe(true);
    expect([isRemote('hf:o/n'), isGguf('hf:o/n')]).toEqual([false, false]);
  });

  it('may be an adapter, whose base is fetched by its own name', async () => {
    const adapter = Buffer.from('{"peft_type":"LORA","base_model_name_or_path":"o/n"}');
    hub.repos.set('o/a', {
      files: { 'adapter_config.json': adapter, 'adapter_model.safetensors': Buffer.from('w') },
    });
    const { folder, fetched } = await pullModel('hf:o/a', { signal });
    expect(fetched).toEqual(['adapter_config.json', 'adapter_model.safetensors']);
    expect(cachedModel('hf:o/a')).toBe(folder);
    expect(() => locateModel('hf:o/a')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('fin-r1 models pull hf:o/n.') }),
    );
    await pullModel('hf:o/n', { signal });
    expect(locateModel('hf:o/a')).toEqual({ id: 'hf:o/a', directory: folder, contextLength: 77 });
  });

  it('may be one GGUF file', async () => {
    const model = 'hf:o/g/m-Q8_0.gguf';
    expect(() => checkLocalModel(model, 'runs')).toThrow(expect.objectContaining({ code: 'not-pulled' }));
    const { folder } = await pullModel(model, { signal });
    expect(readModelString(model, {})).toEqual({
      kind: 'gguf',
      id: model,
      path: join(folder, 'm-Q8_0.gguf'),
    });
    expect(() => checkLocalModel(model, 'runs')).not.toThrow();
    expect(() => cachedModel('hf:o/g/m-Q4_0.gguf')).toThrow(`m-Q4_0.gguf is not in ${folder}`);
  });

  it('is not asked for offline, and one way of naming files is enough', async () => {
    await expect(pullModel('hf:o/g/m-Q8_0.gguf', { signal, files: ['*'] })).rejects.toThrow(/names a file/);
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    await expect(pullModel('hf:o/n', { signal })).rejects.toMatchObject({
      ...{ code: 'offline', exitCode: 2, message: expect.stringContaining(`it is not in ${cache}`) },
    });
    expect(hub.asked).toEqual([]);
  });
});
