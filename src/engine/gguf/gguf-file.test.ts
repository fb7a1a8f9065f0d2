import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../core/errors.ts';
import { newFolder } from '../tokenizer/test-fixture.ts';
import { GgufFile } from './gguf-file.ts';
import { NeedsMoreBytes } from './header-cursor.ts';
import { parseGgufHeader } from './header.ts';
import type { Entry } from './header-writer.ts';
import { ggufBytes } from './test-file.ts';

const entries: Entry[] = [
  ['general.architecture', 'string', 'llama'],
  ['a.count', 'uint32', 7],
  ['a.eps', 'float32', 1e-5],
  ['a.flag', 'bool', true],
  ['a.texts', 'string[]', ['x', '', '股']],
  ['a.numbers', 'int32[]', [3, -1]],
];
const q8 = new Uint8Array(34).fill(1);
const good = ggufBytes(entries, [
  {
    name: 'tensor.w',
    type: 'F32',
    shape: [2, 3],
    bytes: new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer),
  },
  { name: 'tensor.q', type: 'Q8_0', shape: [1, 32], bytes: q8 },
]);

async function opened(bytes: Uint8Array): Promise<GgufFile> {
  const path = join(await newFolder(), 'm.gguf');
  writeFileSync(path, bytes);
  return GgufFile.open(path);
}
const changed = (change: (view: DataView) => void): Buffer => {
  const bytes = Buffer.from(good);
  change(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  return bytes;
};
/** Where the fields after a text begin. */
const after = (text: string): number => good.indexOf(text) + Buffer.byteLength(text);

describe('GgufFile', () => {
  it('reads typed metadata and tensors by their names', async () => {
    const file = await opened(good);
    const { metadata } = file;
    expect(metadata.string('general.architecture')).toBe('llama');
    expect(metadata.count('a.count')).toBe(7);
    expect(metadata.number('a.eps')).toBe(Math.fround(1e-5));
    expect(metadata.boolean('a.flag')).toBe(true);
    expect(metadata.strings('a.texts')).toEqual(['x', '', '股']);
    expect(metadata.numbers('a.numbers')).toEqual([3, -1]);
    expect(metadata.number('missing')).toBeUndefined();
    expect(file.tensor('tensor.w').shape).toEqual([2, 3]);
    expect([...(await file.read('tensor.w'))]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(await file.read('tensor.q')).size).toBe(1);
    await file.close();
  });

  it('names the key whose value has another type', async () => {
    const file = await opened(good);
    const { metadata } = file;
    expect(() => metadata.number('a.flag')).toThrow(/a\.flag must be a number, got true/);
    expect(() => metadata.strings('a.numbers')).toThrow(
      /a\.numbers must be a list of texts, got a list of 2/,
    );
    expect(() => metadata.count('general.block')).toThrow(/no general\.block/);
    await file.close();
  });

  it('reads version 2', async () => {
    const file = await opened(changed((view) => view.setUint32(4, 2, true)));
    expect(file.tensors.size).toBe(2);
    await file.close();
  });

  it.each<[string, Buffer, RegExp]>([
    ['an empty file', Buffer.alloc(0), /header does not end within its 0 bytes/],
    ['another kind of file', Buffer.from('PK\u0003\u0004 a zip archive'), /does not begin with GGUF/],
    ['version 1', changed((view) => view.setUint32(4, 1, true)), /GGUF version 1;/],
    ['a big-endian file', changed((view) => view.setUint32(4, 3, false)), /is big-endian;/],
    [
      'more tensors than bytes',
      changed((view) => view.setBigUint64(8, 1n << 40n, true)),
      /number of tensors claims 1099511627776/,
    ],
    [
      '2^63 entries',
      changed((view) => view.setBigUint64(16, 1n << 63n, true)),
      /claims to be 9223372036854775808/,
    ],
    [
      'a key longer than the file',
      changed((view) => view.setBigUint64(24, 1n << 50n, true)),
      /a metadata key claims/,
    ],
    [
      'an unknown value type',
      changed((view) => view.setUint32(after('a.count'), 99, true)),
      /a\.count has the unknown value type 99/,
    ],
    [
      'a list longer than the file',
      changed((view) => view.setBigUint64(after('a.texts') + 8, 1n << 50n, true)),
      /the list a\.texts claims/,
    ],
    [
      'a key twice',
      ggufBytes(
        [
          ['k', 'bool', true],
          ['k', 'bool', true],
        ],
        [],
      ),
      /the metadata has k twice/,
    ],
    [
      'a text that is not UTF-8',
      changed((view) => view.setUint8(good.indexOf('股'), 0xff)),
      /a\.texts is not UTF-8/,
    ],
    [
      'a tensor of no dimensions',
      changed((view) => view.setUint32(after('tensor.w'), 0, true)),
      /tensor\.w has 0 dimensions/,
    ],
    [
      'a tensor of too many values',
      changed((view) => view.setBigUint64(after('tensor.w') + 4, 1n << 52n, true)),
      /tensor\.w (claims|ends)/,
    ],
    [
      'rows that are not whole blocks',
      changed((view) => view.setBigUint64(after('tensor.q') + 4, 33n, true)),
      /rows of tensor tensor\.q have 33 values/,
    ],
    [
      'a type that is not read',
      changed((view) => view.setUint32(after('tensor.q') + 20, 23, true)),
      /tensor\.q has the type IQ4_XS; F32/,
    ],
    [
      'an unknown type',
      changed((view) => view.setUint32(after('tensor.q') + 20, 999, true)),
      /tensor\.q has the unknown type 999/,
    ],
    [
      'an offset off the grid',
      changed((view) => view.setBigUint64(after('tensor.q') + 24, 33n, true)),
      /tensor\.q is not aligned/,
    ],
    [
      'an offset outside the file',
      changed((view) => view.setBigUint64(after('tensor.q') + 24, 1n << 20n, true)),
      /tensor\.q ends at byte/,
    ],
    [
      'tensors that overlap',
      changed((view) => view.setBigUint64(after('tensor.q') + 24, 0n, true)),
      /tensor\.[wq] and tensor\.[wq] overlap/,
    ],
    ['an alignment of zero', ggufBytes([['general.alignment', 'uint32', 0]], []), /general\.alignment is 0/],
  ])('refuses %s', async (_what, bytes, message) => {
    await expect(opened(bytes)).rejects.toThrow(message);
    await expect(opened(bytes)).rejects.toBeInstanceOf(InputError);
  });

  it('refuses a file cut anywhere', () => {
    for (let length = 0; length < good.length - 30; length++) {
      const cut = good.subarray(0, length);
      expect(() => parseGgufHeader('m.gguf', cut, length)).toThrow(InputError);
    }
  });

  it('asks for more bytes where the header goes on beyond those at hand', () => {
    expect(() => parseGgufHeader('m.gguf', good.subarray(0, 100), good.length)).toThrow(NeedsMoreBytes);
  });

  it('says that a file is missing', async () => {
    await expect(GgufFile.open(join(await newFolder(), 'none.gguf'))).rejects.toThrow(/does not exist/);
  });
});
