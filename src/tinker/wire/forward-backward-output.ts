/** `ForwardBackwardOutput` of the Tinker API as protobuf: the tensors of all datums back to back, by name. */

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

import type { TensorData } from '../types.ts';
import { int64Bytes, readInt64s } from './little-endian.ts';
import {
  bytesField,
  doubleField,
  malformed,
  mapField,
  readMessage,
  textField,
  wholeField,
  wholesField,
} from './proto-message.ts';
import { dtypeNumber, readArray, tensorBytes } from './tensor-proto.ts';

/** What a server says of one request: of each datum its tensors by name, `logprobs` at least. */
export interface LossOutputs {
  /** Free text, e.g. `scalar`. */
  lossFnOutputType: string;
  /** One map per datum, in order. */
  lossFnOutputs: readonly Readonly<Record<string, TensorData>>[];
  /** Keys have exactly one ":", before the reduction: `loss:sum`. */
  metrics: Readonly<Record<string, number>>;
}

/** Every datum must have the same names, each with one dtype and one shape but for the first dimension. */
export function encodeForwardBackwardOutput(output: LossOutputs): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.LengthDelimited).string(output.lossFnOutputType);
  const [first] = output.lossFnOutputs;
  if (first !== undefined) {
    writer.tag(2, WireType.LengthDelimited).fork();
    for (const name of Object.keys(first)) {
      writer.tag(2, WireType.LengthDelimited).fork();
      writer.tag(1, WireType.LengthDelimited).string(name);
      writer.tag(2, WireType.LengthDelimited).fork();
      writeBatched(
        writer,
        output.lossFnOutputs.map((fields, i) => named(fields, name, i)),
      );
      writer.join().join();
    }
    writer.tag(3, WireType.Varint).int64(output.lossFnOutputs.length);
    writer.join();
  }
  for (const [key, value] of Object.entries(output.metrics)) {
    writer.tag(3, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string(key);
    writer.tag(2, WireType.Bit64).double(value);
    writer.join();
  }
  return writer.finish();
}

function named(fields: Readonly<Record<string, TensorData>>, name: string, i: number): TensorData {
  const tensor = fields[name];
  if (tensor === undefined) throw new RangeError(`output ${i} has no ${name}, unlike output 0`);
  return tensor;
}

function writeBatched(writer: BinaryWriter, tensors: readonly TensorData[]): void {
  const parts = tensors.map(tensorBytes);
  let end = 0;
  const offsets = [0, ...parts.map((part) => (end += part.length))];
  writer.tag(1, WireType.LengthDelimited).bytes(Buffer.concat(parts, end));
  writer.tag(2, WireType.LengthDelimited).bytes(int64Bytes(offsets));
  writer.tag(3, WireType.Varint).int32(dtypeNumber((tensors[0] as TensorData).dtype));
  const trailing = tensors[0]?.shape?.slice(1) ?? [];
  if (trailing.length === 0) return;
  writer.tag(4, WireType.LengthDelimited).fork();
  for (const size of trailing) writer.int64(size);
  writer.join();
}

/** Several records are concatenated. @throws InputError for malformed bytes. */
export function decodeForwardBackwardOutput(bytes: Uint8Array): LossOutputs {
  let lossFnOutputType = '';
  const lossFnOutputs: Record<string, TensorData>[] = [];
  const metrics: [string, number][] = [];
  readMessage(bytes, 'ForwardBackwardOutput', {
    1: textField((text) => (lossFnOutputType = text)),
    2: bytesField((record) => lossFnOutputs.push(...readRecord(record))),
    3: mapField('metrics', 0, doubleField, (key, value) => metrics.push([key, value])),
  });
  return { lossFnOutputType, lossFnOutputs, metrics: Object.fromEntries(metrics) };
}

const NOTHING: Uint8Array = new Uint8Array(0);

function readRecord(bytes: Uint8Array): Record<string, TensorData>[] {
  const batched: [string, Uint8Array][] = [];
  let count = 0;
  readMessage(bytes, 'ArrayRecord', {
    2: mapField('ArrayRecord.fields', NOTHING, bytesField, (name, value) => batched.push([name, value])),
    3: wholeField((whole) => (count = whole)),
  });
  const columns = batched.map(([name, message]) => [name, readBatched(message, name, count)] as const);
  if (columns.length === 0 && count > 0) throw malformed('ArrayRecord', `${count} datums without fields`);
  return Array.from({ length: count }, (_value, i) =>
    Object.fromEntries(columns.map(([name, tensors]) => [name, tensors[i] as TensorData])),
  );
}

function readBatched(bytes: Uint8Array, name: string, count: number): TensorData[] {
  let [data, rawOffsets, dtype]: [Uint8Array, Uint8Array, number] = [NOTHING, NOTHING, 0];
  const trailing: number[] = [];
  readMessage(bytes, name, {
    1: bytesField((part) => (data = part)),
    2: bytesField((part) => (rawOffsets = part)),
    3: wholeField((value) => (dtype = value)),
    4: wholesField((size) => trailing.push(size)),
  });
  const offsets = readInt64s(rawOffsets, `${name}.offsets`);
  if (offsets.length !== count + 1) {
    throw malformed(name, `${offsets.length} offsets for ${count} datums, expected ${count + 1}`);
  }
  const width = trailing.reduce((all, size) => all * size, 1);
  return Array.from({ length: count }, (_value, i) => {
    const [start, end] = [offsets[i] as number, offsets[i + 1] as number];
    if (!(start >= 0 && start <= end && end <= data.length)) {
      throw malformed(name, `offsets ${start} to ${end} do not lie within ${data.length} bytes`);
    }
    const array = readArray(data.subarray(start, end), dtype, name);
    if (trailing.length === 0) return array;
    if (width === 0 || array.data.length % width !== 0) {
      throw malformed(name, `${array.data.length} values are not whole rows of [${trailing.join(', ')}]`);
    }
    return { ...array, shape: [array.data.length / width, ...trailing] };
  });
}
