/**
 * Unpacks a zip archive: stored and deflated files, each checked by its CRC-32. What data sets do not need is refused: encryption,
 * archives over 4 GiB (zip64), paths that lead out of the folder.
 *
 * The layout is PKWARE's APPNOTE: local files, then the central directory with an entry a file, then the end record that says where it is.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

import { FinR1Error } from '../../core/errors.ts';
import { writeFileAtomic } from '../../core/write-atomic.ts';

const inflate = promisify(inflateRaw);

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED = 1;
const ZIP64 = 0xffffffff;

interface Entry {
  name: string;
  method: number;
  crc: number;
  packedSize: number;
  size: number;
  start: number;
}

/** Writes the archive's files below `folder`; gives their names, as the archive has them. Mac's own extras are left out. */
export async function unzip(path: string, folder: string): Promise<string[]> {
  const archive = await readFile(path);
  const names: string[] = [];
  try {
    for (const entry of entriesOf(archive)) {
      if (entry.name.endsWith('/') || /(^|\/)(__MACOSX\/|\.DS_Store$)/.test(entry.name)) continue;
      writeFileAtomic(join(folder, entry.name), await contentOf(archive, entry));
      names.push(entry.name);
    }
  } catch (error) {
    if (FinR1Error.isInstance(error)) throw error;
    throw new FinR1Error('broken-archive', `${path} cannot be unpacked: ${String(error)}`, { cause: error });
  }
  return names;
}

function entriesOf(archive: Buffer): Entry[] {
  let end = archive.length - END_BYTES;
  const last = Math.max(0, end - LONGEST_COMMENT);
  while (end >= last && archive.readUInt32LE(end) !== END) end--;
  if (end < last) throw new RangeError('there is no end record');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (archive.readUInt32LE(at) !== ENTRY) throw new RangeError(`entry ${i + 1} of ${count} is damaged`);
    entries.push(entryAt(archive, at));
    at +=
      ENTRY_BYTES +
      archive.readUInt16LE(at + 28) +
      archive.readUInt16LE(at + 30) +
      archive.readUInt16LE(at + 32);
  }
  return entries;
}

function entryAt(archive: Buffer, at: number): Entry {
  const nameBytes = archive.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + archive.readUInt16LE(at + 28));
  const flags = archive.readUInt16LE(at + 8);
  const name = new TextDecoder('utf-8', { fatal: true }).decode(nameBytes);
  if (name.split(/[\\/]/).includes('..') || /^([\\/]|[a-z]:)/i.test(name)) {
    throw new RangeError(`${name} leads out of the folder`);
  }
  if ((flags & ENCRYPTED) !== 0) throw new RangeError(`${name} is encrypted`);
  const entry = {
    name,
    method: archive.readUInt16LE(at + 10),
    crc: archive.readUInt32LE(at + 16),
    packedSize: archive.readUInt32LE(at + 20),
    size: archive.readUInt32LE(at + 24),
    start: archive.readUInt32LE(at + 42),
  };
  if ([entry.packedSize, entry.size, entry.start].includes(ZIP64))
    throw new RangeError(`${name} is in zip64 form`);
  return entry;
}

async function contentOf(
  archive: Buffer,
  { name, method, crc, packedSize, size, start }: Entry,
): Promise<Buffer> {
  if (archive.readUInt32LE(start) !== LOCAL) throw new RangeError(`${name} is not where the directory says`);
  const from = start + LOCAL_BYTES + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
  const packed = archive.subarray(from, from + packedSize);
  if (method !== 0 && method !== 8) throw new RangeError(`${name} is packed by method ${method}`);
  const content = method === 0 ? packed : await inflate(packed, { maxOutputLength: Math.max(1, size) });
  if (content.length !== size || crc32(content) !== crc) throw new RangeError(`${name} is damaged`);
  return content;
}
