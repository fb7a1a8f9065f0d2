/**
 * The parts of a ZIP archive, unpacked one at a time and never beyond a limit, whatever the archive says of their sizes. Node can
 * inflate, and has no reader of archives.
 */

import { crc32, inflateRawSync } from 'node:zlib';
import { MOST_UNPACKED, MOST_UNPACKED_PART } from '../limits.ts';
import { refusal } from '../refusal.ts';

interface Entry {
  method: number;
  isEncrypted: boolean;
  checksum: number;
  packedSize: number;
  /** Of its own header, behind which its bytes lie. */
  offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 65_535;
const MOST_ENTRIES = 20_000;
const STORED = 0;
const DEFLATED = 8;
const IN_EXTRA = 0xffffffff;
const ZIP64 = 0x0001;

export class Zip {
  readonly #name: string;
  readonly #bytes: Buffer;
  /** By path, in small letters: some writers mix them. */
  readonly #entries = new Map<string, Entry>();
  #unpacked = 0;

  /** @throws InputError when it is cut off or no archive. */
  constructor(name: string, bytes: Uint8Array) {
    this.#name = name;
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.#readDirectory();
    } catch (error) {
      if (error instanceof RangeError) throw this.#damaged('its list of parts is broken', error);
      throw error;
    }
  }

  get paths(): string[] {
    return [...this.#entries.keys()];
  }

  /** The bytes of a part; null where there is none. @throws InputError when it is damaged, locked or too large. */
  read(path: string): Buffer | null {
    const entry = this.#entries.get(keyOf(path));
    if (entry === undefined) return null;
    if (entry.isEncrypted) {
      throw refusal(
        this.#name,
        'is locked by a password.',
        'Save it without a password, and give that file.',
      );
    }
    const packed = this.#packedBytes(entry, path);
    const room = Math.min(MOST_UNPACKED_PART, MOST_UNPACKED - this.#unpacked);
    const bytes = this.#inflated(packed, entry.method, room, path);
    this.#unpacked += bytes.length;
    if (crc32(bytes) !== entry.checksum) throw this.#damaged(`${path} does not match its checksum`);
    return bytes;
  }

  #packedBytes(entry: Entry, path: string): Buffer {
    const at = entry.offset;
    const isThere = at + 30 <= this.#bytes.length && this.#bytes.readUInt32LE(at) === LOCAL;
    if (!isThere) throw this.#damaged(`${path} is missing`);
    const begin = at + 30 + this.#bytes.readUInt16LE(at + 26) + this.#bytes.readUInt16LE(at + 28);
    const packed = this.#bytes.subarray(begin, begin + entry.packedSize);
    if (packed.length < entry.packedSize) throw this.#damaged(`${path} is cut off`);
    return packed;
  }

  #inflated(packed: Buffer, method: number, room: number, path: string): Buffer {
    if (method !== STORED && method !== DEFLATED) throw this.#damaged(`${path} is packed in an unknown way`);
    if (method === STORED && packed.length > room) throw this.#tooLarge(path);
    if (method === STORED) return packed;
    if (room <= 0) throw this.#tooLarge(path);
    try {
      return inflateRawSync(packed, { maxOutputLength: room });
    } catch (error) {
      if (error instanceof RangeError) throw this.#tooLarge(path);
      throw this.#damaged(`${path} cannot be unpacked`, error);
    }
  }

  #readDirectory(): void {
    const bytes = this.#bytes;
    const from = Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT);
    let end = bytes.length - END_SIZE;
    while (end >= from && bytes.readUInt32LE(end) !== END) end--;
    if (end < from || end < 0) throw this.#damaged('it is cut off');
    const count = bytes.readUInt16LE(end + 10);
    if (count > MOST_ENTRIES) throw this.#damaged(`it has ${count} parts`);
    let at = bytes.readUInt32LE(end + 16);
    for (let entry = 0; entry < count; entry++) {
      if (bytes.readUInt32LE(at) !== CENTRAL) throw this.#damaged('its list of parts is broken');
      at = this.#readEntry(at);
    }
  }

  /** The entry at `at` of the list; gives where the next one is. */
  #readEntry(at: number): number {
    const bytes = this.#bytes;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      bytes.readUInt16LE(at + field),
    ) as [number, number, number];
    const nameEnd = at + 46 + nameLength;
    const extra = bytes.subarray(nameEnd, nameEnd + extraLength);
    const sizes = [24, 20, 42].map((field) => bytes.readUInt32LE(at + field));
    const [, packedSize = 0, offset = 0] = withLongSizes(sizes, extra);
    this.#entries.set(keyOf(bytes.toString('utf8', at + 46, nameEnd)), {
      method: bytes.readUInt16LE(at + 10),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      checksum: bytes.readUInt32LE(at + 16),
      ...{ packedSize, offset },
    });
    return nameEnd + extraLength + commentLength;
  }

  #damaged(why: string, cause?: unknown): Error {
    return refusal(this.#name, `is damaged: ${why}.`, 'Save or download it again.', cause);
  }

  #tooLarge(path: string): Error {
    const limit = `${MOST_UNPACKED_PART / 2 ** 20} MiB`;
    return refusal(
      this.#name,
      `unpacks to more than is read (${path} beyond ${limit}, or all of it beyond twice that).`,
      'Save the sheets that matter as a file of their own.',
    );
  }
}

function keyOf(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();
}

/** Unpacked size, packed size, offset: those that do not fit 32 bits stand in the extra field, in this order. */
function withLongSizes(sizes: readonly number[], extra: Buffer): number[] {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== ZIP64) at += 4 + extra.readUInt16LE(at + 2);
  let field = at + 4;
  return sizes.map((size) => {
    if (size !== IN_EXTRA || field + 8 > extra.length) return size;
    field += 8;
    return Number(extra.readBigUInt64LE(field - 8));
  });
}
