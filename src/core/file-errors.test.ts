/** What the file system refuses ends as one sentence with exit code 2. Linux's /dev/full is a disk without room. */

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readFailure, unforeseenFileFailure, writeFailure } from './file-errors.ts';
import { jsonlRows, JsonlWriter } from './jsonl.ts';
import { RunFolder } from './run-folder.ts';
import { writeFileAtomic } from './write-atomic.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'fin-r1-files-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const systemError = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`${code}: …`), { code, syscall: 'open', ...more });

describe.runIf(existsSync('/dev/full'))('a full disk', () => {
  const message = (path: string): object => ({
    code: 'disk-full',
    exitCode: 2,
    message: `${path} cannot be written: the disk is full`,
    hint: expect.stringContaining('Make room'),
  });
  const thrownBy = (act: () => void): unknown => {
    try {
      act();
    } catch (error) {
      return error;
    }
    throw new Error('nothing was thrown');
  };

  it('leaves a file as it was, and nothing beside it', () => {
    const path = join(home, 'results.json');
    writeFileAtomic(path, 'old');
    const aside = `${path}.tmp-${process.pid}`;
    symlinkSync('/dev/full', aside);
    expect(thrownBy(() => writeFileAtomic(path, 'new'))).toMatchObject(message(path));
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(existsSync(aside)).toBe(false);
  });

  it('stops the appending of rows', () => {
    const path = join(home, 'metrics.jsonl');
    symlinkSync('/dev/full', path);
    const writer = new JsonlWriter(path);
    expect(thrownBy(() => writer.append({ step: 1 }))).toMatchObject(message(path));
    writer.close();
  });
});

describe('a file that is none', () => {
  it('is named where it is read and where it is written', () => {
    const path = join(home, 'metrics.jsonl');
    mkdirSync(path);
    const why = (what: string) => `${path} cannot be ${what}: it is a folder, not a file`;
    expect(() => [...jsonlRows(path, z.unknown())]).toThrow(why('read'));
    expect(() => new JsonlWriter(path)).toThrow(why('written'));
    writeFileSync(join(home, 'file'), '');
    const inside = join(home, 'file', 'a.json');
    expect(() => writeFileAtomic(inside, '')).toThrow(`${inside} cannot be written: `);
  });

  it('is not called broken JSON in a run', () => {
    using run = RunFolder.create(join(home, 'run'), { recipe: {} });
    mkdirSync(run.path('results.json'));
    expect(() => run.readJson('results.json', z.unknown())).toThrow(
      /results\.json cannot be read: it is a folder/,
    );
  });
});

describe('an error of the system', () => {
  it('becomes a sentence with what to do', () => {
    expect(readFailure('a.yaml', systemError('EACCES'))).toMatchObject({
      exitCode: 2,
      message: 'a.yaml cannot be read: permission is denied',
      hint: expect.stringContaining('may read it'),
    });
    expect(writeFailure('b', systemError('EROFS'))).toMatchObject({
      exitCode: 2,
      message: 'b cannot be written: the file system is read-only',
    });
    expect(unforeseenFileFailure(systemError('EACCES', { path: '/x/y' }))).toMatchObject({
      exitCode: 2,
      message: '/x/y: permission is denied (open)',
    });
  });

  it('of another kind stays what it is', () => {
    const bug = new TypeError('undefined is not a function');
    expect(readFailure('a', bug)).toBe(bug);
    expect(writeFailure('a', bug)).toBe(bug);
    expect(unforeseenFileFailure(bug)).toBeUndefined();
    expect(unforeseenFileFailure(systemError('ECONNREFUSED'))).toBeUndefined();
  });
});
