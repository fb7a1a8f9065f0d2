/**
 * Unpacks a WOFF 1.0 font (W3C Recommendation of 2012) to the TrueType file inside. PDFKit reads WOFF itself, but unpacks the whole glyph
 * table again for each glyph of a subset, which takes seconds; of WOFF2 it cannot make a subset at all.
 */

import { inflateSync } from 'node:zlib';
import { InputError } from '../../../core/errors.ts';

const SIGNATURE = 0x774f4646;
const HEADER = 44;
const ENTRY = 20;

export function unpackWoff(woff: Buffer, where: string): Buffer {
  if (woff.length < HEADER || woff.readUInt32BE(0) !== SIGNATURE) {
    throw new InputError(`${where} is no WOFF font`, { hint: 'Install fin-r1 again.' });
  }
  const count = woff.readUInt16BE(12);
  const header = Buffer.alloc(12 + 16 * count);
  header.writeUInt32BE(woff.readUInt32BE(4), 0);
  header.writeUInt16BE(count, 4);
  const power = 2 ** Math.floor(Math.log2(count));
  header.writeUInt16BE(power * 16, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE((count - power) * 16, 10);
  const parts: Buffer[] = [header];
  let offset = header.length;
  for (let i = 0; i < count; i++) {
    const entry = HEADER + ENTRY * i;
    const [from, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [
      number,
      number,
      number,
    ];
    const stored = woff.subarray(from, from + packed);
    const table = packed < length ? inflateSync(stored) : stored;
    const record = 12 + 16 * i;
    woff.copy(header, record, entry, entry + 4);
    woff.copy(header, record + 4, entry + 16, entry + 20);
    header.writeUInt32BE(offset, record + 8);
    header.writeUInt32BE(length, record + 12);
    // Tables begin at multiples of four bytes.
    const padding = (4 - (table.length % 4)) % 4;
    parts.push(table, Buffer.alloc(padding));
    offset += table.length + padding;
  }
  return Buffer.concat(parts);
}
