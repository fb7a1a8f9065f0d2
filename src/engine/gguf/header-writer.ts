/** The bytes of a GGUF header, version 3: the writing half of `header.ts`. */

import { valueTypes } from './metadata.ts';
import type { ValueType } from './metadata.ts';
import { typeLayouts } from './tensor-types.ts';
import type { TensorType } from './tensor-types.ts';

export const ALIGNMENT = 32;

/** A metadata entry: what it is called, its type (of a list: of its items), its value. */
export type Entry =
  | readonly [key: string, type: 'uint32' | 'float32', value: number]
  | readonly [key: string, type: 'bool', value: boolean]
  | readonly [key: string, type: 'string', value: string]
  | readonly [key: string, type: 'string[]', value: readonly string[]]
  | readonly [key: string, type: 'int32[]', value: readonly number[]];

/** A tensor to be written, in Hugging Face's order of dimensions. */
export interface PlannedTensor {
  name: string;
  type: TensorType;
  shape: readonly number[];
}

/** The bytes of a tensor of this type and shape. */
export function tensorBytes({ type, shape }: PlannedTensor): number {
  const { values, bytes } = typeLayouts[type];
  return (shape.reduce((product, size) => product * size, 1) / values) * bytes;
}

export const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

const number = (bytes: number, write: (view: DataView) => void): Buffer => {
  const buffer = Buffer.alloc(bytes);
  write(new DataView(buffer.buffer, buffer.byteOffset, bytes));
  return buffer;
};
const uint32 = (value: number): Buffer => number(4, (view) => view.setUint32(0, value, true));
const uint64 = (value: number): Buffer => number(8, (view) => view.setBigUint64(0, BigInt(value), true));
const string = (text: string): Buffer[] => {
  const bytes = Buffer.from(text, 'utf8');
  return [uint64(bytes.length), bytes];
};
const typeId = (type: ValueType): Buffer => uint32(valueTypes.indexOf(type));

function entryBytes(entry: Entry): Buffer[] {
  const [key, type, value] = entry;
  const name = string(key);
  switch (type) {
    case 'uint32':
      return [...name, typeId(type), uint32(value)];
    case 'float32':
      return [...name, typeId(type), number(4, (view) => view.setFloat32(0, value, true))];
    case 'bool':
      return [...name, typeId(type), Buffer.from([value ? 1 : 0])];
    case 'string':
      return [...name, typeId(type), ...string(value)];
    case 'string[]':
      return [...name, typeId('array'), typeId('string'), uint64(value.length), ...value.flatMap(string)];
    case 'int32[]':
      return [
        ...name,
        typeId('array'),
        typeId('int32'),
        uint64(value.length),
        Buffer.from(Int32Array.from(value).buffer),
      ];
  }
}

/** The header, filled up to where the first tensor begins. Each tensor's bytes are to be filled up to `aligned`. */
export function headerBytes(entries: readonly Entry[], tensors: readonly PlannedTensor[]): Buffer {
  const parts: Buffer[] = [Buffer.from('GGUF'), uint32(3), uint64(tensors.length), uint64(entries.length)];
  for (const entry of entries) parts.push(...entryBytes(entry));
  let offset = 0;
  for (const tensor of tensors) {
    const dimensions = [...tensor.shape].reverse().map(uint64);
    parts.push(...string(tensor.name), uint32(tensor.shape.length), ...dimensions);
    parts.push(uint32(typeLayouts[tensor.type].id), uint64(offset));
    offset += aligned(tensorBytes(tensor));
  }
  const header = Buffer.concat(parts);
  return Buffer.concat([header, Buffer.alloc(aligned(header.length) - header.length)]);
}
