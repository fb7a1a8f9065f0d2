import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { FinR1Error } from '../../core/errors.ts';
import { newFolder } from '../tokenizer/test-fixture.ts';
import {
  discardPartial,
  writeFileAtomically,
  writeFolderAtomically,
  writeTextAtomically,
} from './write-atomic.ts';

describe('atomic writing', () => {
  let root: string;
  beforeEach(async () => {
    root = await newFolder();
  });

  it('shows a file only when it is whole', async () => {
    const path = join(root, 'sub', 'a.json');
    await writeTextAtomically(path, 'old');
    await writeFileAtomically(path, async (handle) => {
      await handle.writeFile('new');
      expect(await readFile(path, 'utf8')).toBe('old');
    });
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(join(root, 'sub'))).toEqual(['a.json']);
  });

  it('names the file when the system refuses, and leaves nothing behind', async () => {
    const path = join(root, 'a');
    const refused = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' });
    const error: unknown = await writeFileAtomically(path, () => Promise.reject(refused)).catch(
      (e: unknown) => e,
    );
    expect(FinR1Error.isInstance(error) && [error.message, error.hint]).toEqual([
      `${path} cannot be written: the disk is full`,
      'Make room and run the same command again: a run goes on from its last checkpoint.',
    ]);
    expect(await readdir(root)).toEqual([]);
  });

  it('forgets what is half-written when it is told to', async () => {
    const folder = join(root, 'model');
    await writeFolderAtomically(folder, async (partial) => {
      await writeFile(join(partial, 'a'), '');
      discardPartial(folder);
      expect(await readdir(root)).toEqual([]);
      await mkdir(partial);
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('names the folder when one of its files does not fit on the disk, and keeps the old one', async () => {
    const folder = join(root, 'model');
    await writeFolderAtomically(folder, (partial) => writeFile(join(partial, 'old'), ''));
    const fill = (): Promise<void> =>
      Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' }));
    await expect(writeFolderAtomically(folder, fill, { overwrite: true })).rejects.toMatchObject({
      exitCode: 2,
      message: `${folder} cannot be written: the disk is full`,
    });
    expect(await readdir(root)).toEqual(['model']);
    expect(await readdir(folder)).toEqual(['old']);
  });

  it('starts a folder afresh where a killed process left its half', async () => {
    const folder = join(root, 'model');
    await mkdir(`${folder}.partial-${process.pid}`);
    await writeFile(join(`${folder}.partial-${process.pid}`, 'stale'), '');
    await writeFolderAtomically(folder, (partial) => writeFile(join(partial, 'fresh'), ''));
    expect(await readdir(folder)).toEqual(['fresh']);
    expect(await readdir(root)).toEqual(['model']);
  });

  it('removes the halves of processes that are no more, not of one that still writes', async () => {
    const folder = join(root, 'model');
    // Above the most that Linux gives out.
    for (const pid of [4194305, process.ppid]) {
      await mkdir(`${folder}.partial-${pid}`);
      await writeFile(join(`${folder}.partial-${pid}`, 'half'), '');
    }
    await writeFolderAtomically(folder, (partial) => writeFile(join(partial, 'fresh'), ''));
    expect((await readdir(root)).sort()).toEqual(['model', `model.partial-${process.ppid}`]);
  });
});
