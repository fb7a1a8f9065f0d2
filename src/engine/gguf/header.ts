/**
 * The header of a GGUF file, versions 2 and 3: magic, counts, metadata, tensor infos; then, aligned, the data.
 * Everything that could make a reader go astray is checked before a byte of data is read.
 * Format: GGUF specification, ggml/docs/gguf.md.
 */

import { InputError } from '../../core/errors.ts';
import { elementCount } from '../files/weight-names.ts';
import { HeaderCursor } from './header-cursor.ts';
import { Metadata, valueTypes } from './metadata.ts';
import type { Value } from './metadata.ts';
import { tensorType, typeLayouts } from './tensor-types.ts';
import type { TensorType } from './tensor-types.ts';

/** "GGUF", read as a little-endian number. */
const MAGIC = 0x46554747;
const DEFAULT_ALIGNMENT = 32;
/** Dimensions of a tensor at most, as ggml has it. */
const MAX_DIMENSIONS = 4;
/** A list in a list … at most; real files have one level. */
const MAX_DEPTH = 4;
/** The fewest bytes of a metadata entry (an empty key, a type, one byte) and of a tensor info. */
const [MIN_ENTRY_BYTES, MIN_TENSOR_BYTES] = [13, 32];

export interface GgufTensor {
  type: TensorType;
  /** Row major, as Hugging Face has it: GGUF states the dimensions the other way round. */
  shape: readonly number[];
  /** Byte offsets in the file. */
  begin: number;
  end: number;
}

export interface GgufHeader {
  version: number;
  metadata: Metadata;
  tensors: Map<string, GgufTensor>;
}

const fixedReaders = {
  uint8: (c: HeaderCursor) => c.uint8(),
  int8: (c: HeaderCursor) => (c.uint8() << 24) >> 24,
  uint16: (c: HeaderCursor) => c.view(2).getUint16(0, true),
  int16: (c: HeaderCursor) => c.view(2).getInt16(0, true),
  uint32: (c: HeaderCursor) => c.uint32(),
  int32: (c: HeaderCursor) => c.view(4).getInt32(0, true),
  float32: (c: HeaderCursor) => c.view(4).getFloat32(0, true),
  bool: (c: HeaderCursor) => c.uint8() !== 0,
  uint64: (c: HeaderCursor) => narrowed(c.view(8).getBigUint64(0, true)),
  int64: (c: HeaderCursor) => narrowed(c.view(8).getBigInt64(0, true)),
  float64: (c: HeaderCursor) => c.view(8).getFloat64(0, true),
} as const;

const narrowed = (value: bigint): number | bigint => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

function readValue(cursor: HeaderCursor, typeId: number, key: string, depth = 0): Value {
  const type = valueTypes[typeId];
  if (type === undefined) throw cursor.damaged(`${key} has the unknown value type ${typeId}`);
  if (type === 'string') return cursor.string(key);
  if (type !== 'array') return fixedReaders[type](cursor);
  if (depth === MAX_DEPTH) throw cursor.damaged(`${key} holds lists in lists more than ${MAX_DEPTH} deep`);
  const itemType = cursor.uint32();
  const length = cursor.count(`the list ${key}`, 1);
  const items: Value[] = [];
  for (let i = 0; i < length; i++) items.push(readValue(cursor, itemType, key, depth + 1));
  return items;
}

function readTensor(cursor: HeaderCursor): [string, { typeId: number; shape: number[]; offset: number }] {
  const name = cursor.string('a tensor name');
  const dimensions = cursor.uint32();
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS)
    throw cursor.damaged(`tensor ${name} has ${dimensions} dimensions`);
  const shape = Array.from({ length: dimensions }, () =>
    cursor.uint64(`a dimension of tensor ${name}`),
  ).reverse();
  return [name, { typeId: cursor.uint32(), shape, offset: cursor.uint64(`the offset of tensor ${name}`) }];
}

/** Throws `InputError` for what is no GGUF file, or not one of version 2 or 3. */
function readVersion(cursor: HeaderCursor): number {
  if (cursor.uint32() !== MAGIC)
    throw new InputError(`${cursor.path} is not a GGUF file: it does not begin with GGUF`, {
      code: 'damaged',
      hint: 'Name a GGUF file, or download it again.',
    });
  const version = cursor.uint32();
  if (version === 2 || version === 3) return version;
  const what = version % 0x10000 === 0 ? 'big-endian' : `GGUF version ${version}`;
  throw new InputError(`${cursor.path} is ${what}; little-endian files of version 2 and 3 can be read`, {
    hint: 'Convert the model again with a newer llama.cpp.',
  });
}

/** The checked header from the first bytes of a file of `fileBytes` bytes. Throws `InputError`, or `NeedsMoreBytes`. */
export function parseGgufHeader(path: string, bytes: Uint8Array, fileBytes: number): GgufHeader {
  const cursor = new HeaderCursor(path, bytes, fileBytes);
  const version = readVersion(cursor);
  const tensorCount = cursor.count('the number of tensors', MIN_TENSOR_BYTES);
  const entryCount = cursor.count('the number of metadata entries', MIN_ENTRY_BYTES);

  const values = new Map<string, Value>();
  for (let i = 0; i < entryCount; i++) {
    const key = cursor.string('a metadata key');
    if (values.has(key)) throw cursor.damaged(`the metadata has ${key} twice`);
    values.set(key, readValue(cursor, cursor.uint32(), key));
  }
  const metadata = new Metadata(path, values);
  const raw: ReturnType<typeof readTensor>[] = [];
  for (let i = 0; i < tensorCount; i++) raw.push(readTensor(cursor));

  const alignment = metadata.number('general.alignment') ?? DEFAULT_ALIGNMENT;
  if (!Number.isSafeInteger(alignment) || alignment < 1 || alignment > 1 << 20)
    throw cursor.damaged(`general.alignment is ${alignment}`);
  const dataStart = Math.ceil(cursor.position / alignment) * alignment;
  const tensors = new Map<string, GgufTensor>();
  for (const [name, { typeId, shape, offset }] of raw) {
    if (tensors.has(name)) throw cursor.damaged(`it has the tensor ${name} twice`);
    const type = tensorType(typeId, path, name);
    const layout = typeLayouts[type];
    const count = elementCount(shape);
    if (!Number.isSafeInteger(count))
      throw cursor.damaged(`tensor ${name} claims [${shape.join(', ')}] values`);
    if ((shape.at(-1) as number) % layout.values !== 0)
      throw cursor.damaged(
        `rows of tensor ${name} have ${shape.at(-1)} values, ${type} needs a multiple of ${layout.values}`,
      );
    if (offset % alignment !== 0) throw cursor.damaged(`tensor ${name} is not aligned to ${alignment} bytes`);
    const begin = dataStart + offset;
    const end = begin + (count / layout.values) * layout.bytes;
    if (end > fileBytes) throw cursor.damaged(`tensor ${name} ends at byte ${end}, the file at ${fileBytes}`);
    tensors.set(name, { type, shape, begin, end });
  }
  checkOverlap(cursor, tensors);
  return { version, metadata, tensors };
}

function checkOverlap(cursor: HeaderCursor, tensors: ReadonlyMap<string, GgufTensor>): void {
  let [before, at] = ['', 0];
  for (const [name, { begin, end }] of [...tensors].sort(
    ([, a], [, b]) => a.begin - b.begin || a.end - b.end,
  )) {
    if (begin < at) throw cursor.damaged(`the tensors ${before} and ${name} overlap`);
    [before, at] = [name, end];
  }
}
