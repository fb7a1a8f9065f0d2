/** Wrong input: exit code 2, one clear sentence and what to do, never a stack. */

import { cpSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readModelFolder, writeModelFolder } from '../engine/index.ts';
import { tinyModel } from '../engine/test-model.ts';
import { fin } from './test-command.ts';

const directory = mkdtempSync(join(tmpdir(), 'fin-r1-input-'));
const at = (...parts: string[]): string => join(directory, ...parts);
let model: Awaited<ReturnType<typeof tinyModel>>;

beforeAll(async () => {
  model = await tinyModel();
  writeFileSync(at('typo.yaml'), 'name: typo\ndata:\n  sources: [{ source: finsim }]\n  teechers: []\n');
  writeFileSync(at('broken.yaml'), 'name: broken\ndata: [\n');
  writeFileSync(at('tiny.yaml'), 'name: tiny\ndata: { sources: [{ source: finsim-tfns, count: 3 }] }\n');
  mkdirSync(at('no-model'));
  cpSync(model.folder, at('damaged'), { recursive: true });
  truncateSync(at('damaged', 'model.safetensors'), 500);
  const { config, weights } = await readModelFolder(model.folder);
  weights.get('model.norm.weight')?.fill(NaN);
  await writeModelFolder(at('diverged'), { config, weights, tokenizerFrom: model.folder });
});
afterAll(() => {
  rmSync(directory, { recursive: true });
  rmSync(model.directory, { recursive: true });
});

describe('wrong input', () => {
  it.each<[string, () => string[], string]>([
    [
      'a command that does not exist',
      () => ['quikstart'],
      "unknown command 'quikstart'\n(Did you mean quickstart?)",
    ],
    ['a flag that does not exist', () => ['run', 'smoke', '--data'], "unknown option '--data'"],
    [
      'a number that is none',
      () => ['run', 'smoke', '--seed', 'x'],
      "argument 'x' is invalid. Give a whole number.",
    ],
    ['a missing argument', () => ['eval'], '--model is missing.'],
    [
      'a recipe that does not exist',
      () => ['run', 'recipes/quikstart.yaml'],
      'did you mean quickstart.yaml?',
    ],
    [
      'a folder as recipe',
      () => ['run', directory],
      `${directory} cannot be read: it is a folder, not a file`,
    ],
    [
      'an unknown key',
      () => ['run', at('typo.yaml')],
      'typo.yaml:4: unknown key "teechers" in data; did you mean "teachers"?',
    ],
    ['a file that is not YAML', () => ['run', at('broken.yaml')], 'broken.yaml:3: not YAML:'],
    [
      'no data directory',
      () => ['data', 'build', 'finqa-offline', '--runs-dir', at('a')],
      'no data directory was given',
    ],
    [
      'a data directory that does not exist',
      () => ['data', 'build', 'finqa-offline', '--runs-dir', at('b'), '--data-dir', at('nothing')],
      `The data folder ${at('nothing', 'finqa')} cannot be read.`,
    ],
    ['a run that does not exist', () => ['report', at('nothing')], 'there is no run in this folder'],
    [
      'a model of a run that does not exist',
      () => ['eval', '--model', 'run:no@sft', '--runs-dir', directory],
      'no model "run:no@sft"',
    ],
    ['an empty prompt', () => ['sample', ' ', '--model', model.folder], 'the prompt is empty'],
    [
      'a GGUF file where a folder is needed',
      () => ['models', 'export', `gguf:${at('m.gguf')}`, at('out')],
      'm.gguf is one GGUF file, and a model folder is needed here',
    ],
    [
      'a model behind an API where files are needed',
      () => ['models', 'info', 'openai/some-model'],
      'openai/some-model is behind an API: its files are not here',
    ],
    ['no model', () => ['models', 'info', ''], 'the model string is empty'],
    [
      'a folder without a model',
      () => ['sample', 'hello', '--model', at('no-model')],
      'holds no config.json',
    ],
    ...['sample hello', `eval --runs-dir ${at('runs')}`].map((command): [string, () => string[], string] => [
      `${command} with weights that are no numbers`,
      () => [...command.split(' '), '--model', at('diverged')],
      `${at('diverged')}: weight 0 of model.norm.weight is NaN, not a finite number`,
    ]),
    ['damaged weights', () => ['sample', 'hello', '--model', at('damaged')], 'model.safetensors'],
    [
      'a prompt that is too long',
      () => ['sample', 'revenue '.repeat(200), '--model', model.folder],
      'the context holds 128',
    ],
  ])('%s', async (_name, args, message) => {
    const { code, stdout, stderr } = await fin(args());
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^error: /m);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('another recipe in the folder of a run', async () => {
    const args = ['run', at('tiny.yaml'), '--runs-dir', at('runs')];
    const first = await fin(args);
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toMatch(/^total +3 /m);
    const second = await fin([...args, '--seed', '2']);
    expect(second.code).toBe(2);
    expect(second.stderr).toContain('seed: 1 → 2 (data is finished)');
  });
});

describe('good input', () => {
  it('prints help and version', async () => {
    const [help, version, none] = [await fin(['run', '--help']), await fin(['--version']), await fin([])];
    expect(help).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('(default: "runs")') });
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(none).toMatchObject({ code: 0, stdout: expect.stringContaining('Commands:') });
  });

  it('answers questions typed line by line', async () => {
    const args = ['sample', '--model', model.folder, '--max-tokens', '4'];
    const { code, stdout, stderr } = await fin(
      args,
      undefined,
      `revenue prior=48\n\n${'revenue '.repeat(200)}\nrevenue\n`,
    );
    expect(code).toBe(0);
    // Not a model of a run: no format is asked of it.
    expect(stdout.match(/cut off by --max-tokens/g)).toHaveLength(2);
    expect(stdout).not.toContain('format not valid');
    expect(stderr).toMatch(/^error: .*the context holds 128/);
  });
});
