/** Files and folders that cannot be used, and flags that contradict each other: one sentence and exit code 2, never a stack. */

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DivergedError } from '../core/errors.ts';
import { tinyModel } from '../engine/test-model.ts';
import { exitCodeOf, explainError } from './explain-error.ts';
import { fin } from './test-command.ts';

const directory = mkdtempSync(join(tmpdir(), 'fin-r1-refused-'));
const at = (...parts: string[]): string => join(directory, ...parts);
let model: Awaited<ReturnType<typeof tinyModel>>;

/** A copy of the model in which a folder stands in place of one file. */
function withFolderFor(file: string): void {
  cpSync(model.folder, at(file), { recursive: true });
  rmSync(at(file, file));
  mkdirSync(at(file, file));
}

beforeAll(async () => {
  model = await tinyModel();
  for (const file of ['config.json', 'tokenizer.json', 'model.safetensors']) withFolderFor(file);
  writeFileSync(at('file'), '');
  mkdirSync(at('odd'));
  writeFileSync(at('odd', 'models'), '');
  writeFileSync(
    at('small.yaml'),
    'name: small\nmodel: { vocabSize: 100 }\npretrain: { steps: 1, documents: finsim }\n',
  );
});
afterAll(() => {
  rmSync(directory, { recursive: true });
  rmSync(model.directory, { recursive: true });
});

describe('refused', () => {
  it.each<[string, () => string[], () => string]>([
    [
      'a config that is a folder',
      () => ['sample', 'hello', '--model', at('config.json')],
      () => `${at('config.json', 'config.json')} cannot be read: it is a folder, not a file`,
    ],
    [
      'a tokenizer that is a folder',
      () => ['sample', 'hello', '--model', at('tokenizer.json')],
      () => `${at('tokenizer.json', 'tokenizer.json')} cannot be read: it is a folder, not a file`,
    ],
    [
      'weights that are a folder',
      () => ['sample', 'hello', '--model', at('model.safetensors')],
      () => at('model.safetensors', 'model.safetensors'),
    ],
    [
      'a run whose models are a file',
      () => ['eval', '--model', 'run:odd@sft', '--runs-dir', directory],
      () => `${at('odd', 'models')} cannot be read: a part of its path is not a folder`,
    ],
    [
      'run folders below a file',
      () => ['run', 'smoke', '--runs-dir', at('file')],
      () => `${at('file', 'smoke')} cannot be used as a run folder: a part of its path is not a folder`,
    ],
    [
      'a vocabulary without room for the bytes',
      () => ['run', at('small.yaml'), '--runs-dir', at('runs')],
      () => 'model.vocabSize 100 cannot hold',
    ],
    [
      'a prompt together with --question',
      () => ['sample', 'hello', '--question', 'finsim', '--model', model.folder],
      () => 'a prompt and --question were given',
    ],
    [
      'a real question without its data',
      () => ['sample', '--question', 'tfns/dev/1', '--model', model.folder],
      () => 'the source tfns is read from files, and no data directory was given',
    ],
  ])('%s', async (_name, args, message) => {
    const { code, stdout, stderr } = await fin(args());
    expect(stderr).toContain(message());
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(code).toBe(2);
    // What was refused beforehand has left nothing that a corrected command could meet.
    expect(existsSync(at('runs'))).toBe(false);
  });

  it.runIf(existsSync('/dev/full'))('output on a full disk', () => {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', '"$0" "$1" --version > /dev/full', process.execPath, join(import.meta.dirname, 'main.ts')],
      { encoding: 'utf8' },
    );
    expect(stderr).toMatch(/^error: the output cannot be written: the disk is full\n/);
    expect(status).toBe(2);
  });
});

describe('exit codes', () => {
  it('tell a divergence, a refusal of the system and an unforeseen failure apart', () => {
    const denied = Object.assign(new Error('EACCES: permission denied, open'), {
      ...{ code: 'EACCES', syscall: 'open', path: '/x/recipe.yaml' },
    });
    expect(explainError(denied)).toMatch(/^error: \/x\/recipe\.yaml: permission is denied \(open\)\n/);
    const bug = new TypeError('x is undefined');
    expect(explainError(bug)).toMatch(/^unexpected error: TypeError: x is undefined\n/);
    expect([denied, new DivergedError('sft: …'), bug].map(exitCodeOf)).toEqual([2, 3, 1]);
  });
});
