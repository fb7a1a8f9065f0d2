import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { FinR1Error } from '../../core/errors.ts';
import { newFolder } from '../tokenizer/test-fixture.ts';
import { readSafetensors, SafetensorsFile, writeSafetensors } from './safetensors.ts';
import type { HostTensor } from './safetensors.ts';

const tensors = new Map<string, HostTensor>([
  ['b.weight', { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 1e-40, NaN, -Infinity) }],
  ['a.bias', { shape: [2], data: Float32Array.of(0.1, -0) }],
  ['scalar', { shape: [], data: Float32Array.of(7) }],
  ['empty', { shape: [0, 4], data: new Float32Array(0) }],
]);

/** A file with this header and data, whatever they claim. */
function fileOf(header: unknown, data: Uint8Array): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, data]);
}

describe('safetensors', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await newFolder();
    path = join(folder, 'model.safetensors');
  });

  const expectBroken = async (bytes: Uint8Array, message: RegExp): Promise<void> => {
    await writeFile(path, bytes);
    await expect(readSafetensors(path)).rejects.toThrow(message);
  };

  it('gives back what was written, bit by bit', async () => {
    await writeSafetensors(path, tensors, { step: '12' });
    const back = await readSafetensors(path);
    expect(back.metadata).toEqual({ format: 'pt', step: '12' });
    expect([...back.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
    for (const [name, { shape, data }] of tensors) {
      expect(back.tensors.get(name)?.shape).toEqual(shape);
      expect(new Uint32Array((back.tensors.get(name) as HostTensor).data.buffer)).toEqual(
        new Uint32Array(data.buffer),
      );
    }
  });

  it('aligns the data to 8 bytes and writes views of larger buffers', async () => {
    const view = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
    await writeSafetensors(path, new Map([['view', { shape: [2], data: view }]]));
    const bytes = await readFile(path);
    expect(Number(bytes.readBigUInt64LE(0)) % 8).toBe(0);
    expect((await readSafetensors(path)).tensors.get('view')?.data).toEqual(Float32Array.of(1, 2));
  });

  it('reads BF16 and F16', async () => {
    const header = {
      half: { dtype: 'F16', shape: [6], data_offsets: [0, 12] },
      brain: { dtype: 'BF16', shape: [3], data_offsets: [12, 18] },
    };
    // F16: 1, −2, 65504, smallest subnormal 2^−24, infinity, 1/3 to ten bits. BF16: 1, −2.5, 3.390625.
    const bits = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00, 0x3555, 0x3f80, 0xc020, 0x4059);
    await writeFile(path, fileOf(header, new Uint8Array(bits.buffer)));
    const read = (await readSafetensors(path)).tensors;
    expect([...(read.get('half') as HostTensor).data]).toEqual([
      1,
      -2,
      65504,
      2 ** -24,
      Infinity,
      0.333251953125,
    ]);
    expect([...(read.get('brain') as HostTensor).data]).toEqual([1, -2.5, 3.390625]);
  });

  it('opens a file with integer tensors, but does not read them as numbers', async () => {
    await writeFile(
      path,
      fileOf({ ids: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } }, new Uint8Array(8)),
    );
    const file = await SafetensorsFile.open(path);
    await expect(file.read('ids')).rejects.toThrow(/ids is I64; F32, F16 and BF16/);
    await expect(file.read('other')).rejects.toThrow(/no tensor other/);
    await file.close();
  });

  it('notices a file cut off at any byte, or too long', async () => {
    await writeSafetensors(path, tensors);
    const whole = await readFile(path);
    for (let length = 0; length < whole.length; length++) {
      await writeFile(path, whole.subarray(0, length));
      const error: unknown = await readSafetensors(path).catch((reason: unknown) => reason);
      expect(FinR1Error.isInstance(error) && error.exitCode, `cut at ${length}`).toBe(2);
    }
    await expectBroken(Buffer.concat([whole, Buffer.alloc(4)]), /tensors end at byte \d+, the file at \d+/);
    await expect(readSafetensors(join(folder, 'none'))).rejects.toThrow(/none does not exist/);
  });

  it('names the tensor whose header does not fit', async () => {
    const entry = (shape: number[], begin: number, end: number): object => ({
      dtype: 'F32',
      shape,
      data_offsets: [begin, end],
    });
    const data = new Uint8Array(8);
    await expectBroken(fileOf({ w: entry([3], 0, 8) }, data), /tensor w has 8 bytes, F32 \[3\] needs 12/);
    await expectBroken(fileOf({ w: entry([1], 0, 4), v: entry([1], 0, 4) }, data), /tensor v starts at byte/);
    await expectBroken(
      fileOf({ w: { ...entry([2], 0, 8), dtype: 'F31' } }, data),
      /tensor w has the unknown type F31/,
    );
    await expectBroken(fileOf({ w: { dtype: 'F32', shape: [2] } }, data), /tensor w: data_offsets/);
    await expectBroken(fileOf('{"w": ', data), /header is not JSON/);
    await expectBroken(fileOf('[]', data), /header is not a JSON object/);
    await expectBroken(Buffer.alloc(8, 0xff), /header claims \d+ bytes/);
  });

  it('leaves the old file alone when writing fails midway', async () => {
    await writeSafetensors(path, tensors);
    const before = await readFile(path);
    let reads = 0;
    const failing: HostTensor = {
      shape: [2],
      get data(): Float32Array {
        // The header looks at the data once; the second look comes when the file is half written.
        if (++reads > 1) throw new Error('no space left on device');
        return Float32Array.of(1, 2);
      },
    };
    const content = new Map([...tensors, ['z', failing]]);
    await expect(writeSafetensors(path, content)).rejects.toThrow(/no space left/);
    expect(await readFile(path)).toEqual(before);
    expect((await readdir(folder)).sort()).toEqual(['model.safetensors', 'model.safetensors.checksum.json']);
  });

  it('refuses data that does not fill its shape', async () => {
    const wrong = new Map([['w', { shape: [2, 2], data: new Float32Array(3) }]]);
    await expect(writeSafetensors(path, wrong)).rejects.toThrow(
      /tensor w has 3 values, its shape \[2, 2\] needs 4/,
    );
  });
});
