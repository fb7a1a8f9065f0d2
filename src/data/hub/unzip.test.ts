import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { makeDataDir, type TestDataDir } from '../sources/test-data-dir.ts';
import { zipOf } from './test-zip.ts';
import { unzip } from './unzip.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

async function unpack(archive: Buffer): Promise<string[]> {
  await dir.put('a.zip', archive);
  return unzip(join(dir.path, 'a.zip'), join(dir.path, 'out'));
}

describe('unzip', () => {
  it('unpacks stored, deflated and empty files, and leaves folders and what a Mac adds', async () => {
    const long = 'loan, 贷款\n'.repeat(5000);
    const files = {
      'dev/': '',
      'dev/银行.csv': long,
      'a.csv': 'stored',
      '__MACOSX/a.csv': 'x',
      'none.csv': '',
    };
    expect(await unpack(zipOf(files))).toEqual(['dev/银行.csv', 'a.csv', 'none.csv']);
    expect(await readFile(join(dir.path, 'out', 'dev', '银行.csv'), 'utf8')).toBe(long);
    expect(await readFile(join(dir.path, 'out', 'a.csv'), 'utf8')).toBe('stored');
    expect(existsSync(join(dir.path, 'out', '__MACOSX'))).toBe(false);
  });

  it('reads an archive that another program packed, with a comment and extra fields', async () => {
    // Python's zipfile: `b.txt` holding `hello`, deflated, with an archive comment.
    const packed =
      'UEsDBBQAAAAIAAAAIQCGphA2BwAAAAUAAAAFAAkAYi50eHRVVAUAAQAAAADLSM3JyQcAUEsBAhQDFAAAAAgAAAAhAIamEDYH' +
      'AAAABQAAAAUACQAAAAAAAAAAAIABAAAAAGIudHh0VVQFAAEAAAAAUEsFBgAAAAABAAEAPAAAADMAAAAEAG5vdGU=';
    expect(await unpack(Buffer.from(packed, 'base64'))).toEqual(['b.txt']);
    expect(await readFile(join(dir.path, 'out', 'b.txt'), 'utf8')).toBe('hello');
  });

  it.each<[string, () => Buffer, string]>([
    ['a path that leads out', () => zipOf({ '../x': 'x' }), '../x leads out of the folder'],
    ['an absolute path', () => zipOf({ '/x': 'x' }), '/x leads out of the folder'],
    ['an encrypted file', () => zipOf({ x: 'x' }, 1), 'x is encrypted'],
    ['something else', () => Buffer.from('PK is not enough to be an archive'), 'there is no end record'],
    ['a short file', () => Buffer.from('PK'), 'there is no end record'],
    ['a changed byte', () => changed(zipOf({ x: 'profit' })), 'x is damaged'],
  ])('refuses %s', async (_name, archive, message) => {
    await expect(unpack(archive())).rejects.toMatchObject({
      ...{ code: 'broken-archive', message: expect.stringContaining(message) },
    });
    expect(existsSync(join(dir.path, 'x'))).toBe(false);
  });
});

function changed(archive: Buffer): Buffer {
  archive[archive.indexOf('profit')] = 0x50;
  return archive;
}
