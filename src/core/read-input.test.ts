import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { InputError } from './errors.ts';
import { decodeUtf8, inputChunks } from './read-input.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fin-r1-input-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function read(path: string): Promise<string> {
  let bytes = '';
  for await (const chunk of inputChunks(path)) bytes += chunk;
  return bytes;
}

describe('inputChunks', () => {
  it('gives every byte but a byte order mark at the start', async () => {
    const path = join(dir, 'a.txt');
    const text = `\u20ac${'x'.repeat(200_000)}\uFEFF`;
    await writeFile(path, `\uFEFF${text}`);
    expect(await read(path)).toBe(Buffer.from(text).toString('latin1'));
  });

  it('unpacks gzip, several parts one after the other among it, and says where it is damaged', async () => {
    const path = join(dir, 'a.txt.gz');
    const text = `\u20ac${'x'.repeat(200_000)}`;
    const packed = Buffer.concat([gzipSync(`\uFEFF${text}`), gzipSync('end')]);
    await writeFile(path, packed);
    expect(await read(path)).toBe(Buffer.from(`${text}end`).toString('latin1'));
    await writeFile(path, packed.subarray(0, 60));
    await expect(read(path)).rejects.toMatchObject({ exitCode: 2, code: 'broken-gzip' });
    await writeFile(path, text);
    await expect(read(path)).rejects.toThrow(/a\.txt\.gz cannot be unpacked: incorrect header check/);
    await expect(read(join(dir, 'none.gz'))).rejects.toThrow(/none\.gz cannot be read: it does not exist/);
  });

  it('says why a path cannot be read, and what to do', async () => {
    const missing = read(join(dir, 'none.txt'));
    await expect(missing).rejects.toThrow(/none\.txt cannot be read: it does not exist/);
    await expect(missing).rejects.toBeInstanceOf(InputError);
    await expect(read(dir)).rejects.toMatchObject({
      exitCode: 2,
      message: `${dir} cannot be read: it is a folder, not a file`,
      hint: expect.any(String) as string,
    });
  });
});

describe('decodeUtf8', () => {
  it('tells right bytes from wrong ones', () => {
    expect(decodeUtf8('\xE2\x82\xAC')).toEqual({ text: '\u20AC', valid: true });
    expect(decodeUtf8('caf\xE9')).toEqual({ text: 'caf\uFFFD', valid: false });
  });
});
