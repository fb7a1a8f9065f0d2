import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { newFolder } from '../tokenizer/test-fixture.ts';
import { verifyChecksum } from './checksum.ts';
import { writeSafetensors } from './safetensors.ts';

describe('checksum', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await newFolder();
    path = join(folder, 'model.safetensors');
    await writeSafetensors(path, new Map([['a', { shape: [4], data: Float32Array.of(1, 2, 3, 4) }]]));
  });

  it('is the CRC-32 of the whole file, in a file beside it', async () => {
    expect((await readdir(folder)).sort()).toEqual(['model.safetensors', 'model.safetensors.checksum.json']);
    const kept: unknown = JSON.parse(await readFile(`${path}.checksum.json`, 'utf8'));
    expect(kept).toEqual({
      crc32: crc32(await readFile(path))
        .toString(16)
        .padStart(8, '0'),
    });
    await expect(verifyChecksum(path)).resolves.toBeUndefined();
  });

  it('tells any flipped bit, wherever it is', async () => {
    const bytes = await readFile(path);
    for (let at = 0; at < bytes.length; at += 7) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] = (damaged[at] as number) ^ (1 << (at % 8));
      await writeFile(path, damaged);
      await expect(verifyChecksum(path)).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringMatching(/^\S*model\.safetensors is damaged: its checksum is [0-9a-f]{8},/),
        hint: expect.stringContaining('model.safetensors.checksum.json'),
      });
    }
  });

  it('passes a file that has none, and says when the checksum itself cannot be read', async () => {
    await writeFile(`${path}.checksum.json`, '{"crc32":"12"}');
    await expect(verifyChecksum(path)).rejects.toThrow(/checksum\.json: crc32/);
    await rm(`${path}.checksum.json`);
    await writeFile(path, 'anything');
    await expect(verifyChecksum(path)).resolves.toBeUndefined();
  });
});
