/** The protobuf message `Tensor` of the Tinker API: dense data; int32 is widened to int64 and bfloat16 to float32. */

import { WireType } from '@bufbuild/protobuf/wire';
import type { BinaryWriter } from '@bufbuild/protobuf/wire';

import { InputError } from '../../core/errors.ts';
import type { TensorData } from '../types.ts';
import {
  float32Bytes,
  int64Bytes,
  readBfloat16s,
  readFloat32s,
  readInt32s,
  readInt64s,
} from './little-endian.ts';
import { bytesField, malformed, readMessage, wholeField, wholesField } from './proto-message.ts';

const FLOAT32 = 1;
const INT64 = 2;
const INT32 = 3;
const BFLOAT16 = 4;

export function dtypeNumber(dtype: TensorData['dtype']): number {
  return dtype === 'float32' ? FLOAT32 : INT64;
}

export function tensorBytes({ dtype, data }: TensorData): Uint8Array {
  return dtype === 'float32' ? float32Bytes(data) : int64Bytes(data);
}

/** Raw bytes of `dtype` (the protobuf enum) as numbers. */
export function readArray(
  bytes: Uint8Array,
  dtype: number,
  what: string,
): { dtype: 'float32'; data: Float32Array } | { dtype: 'int64'; data: Int32Array } {
  switch (dtype) {
    case FLOAT32:
      return { dtype: 'float32', data: readFloat32s(bytes, what) };
    case INT64:
      return { dtype: 'int64', data: readInt64s(bytes, what) };
    case INT32:
      return { dtype: 'int64', data: readInt32s(bytes, what) };
    case BFLOAT16:
      return { dtype: 'float32', data: readBfloat16s(bytes, what) };
    default:
      throw malformed(what, `dtype ${dtype} is none of 1 float32, 2 int64, 3 int32, 4 bfloat16`);
  }
}

export function writeTensor(writer: BinaryWriter, tensor: TensorData): void {
  writer.tag(1, WireType.LengthDelimited).bytes(tensorBytes(tensor));
  writer.tag(3, WireType.Varint).int32(dtypeNumber(tensor.dtype));
  const shape = tensor.shape ?? [tensor.data.length];
  writer.tag(4, WireType.LengthDelimited).fork();
  for (const size of shape) writer.int64(size);
  writer.join();
}

/** `what` names the tensor in errors. */
export function readTensor(bytes: Uint8Array, what: string): TensorData {
  let dense: Uint8Array = new Uint8Array(0);
  let dtype = 0;
  const shape: number[] = [];
  readMessage(bytes, what, {
    1: bytesField((data) => (dense = data)),
    2: bytesField(() => refuseSparse(what)),
    3: wholeField((value) => (dtype = value)),
    4: wholesField((size) => shape.push(size)),
  });
  const array = readArray(dense, dtype, what);
  checkShape(shape, array.data.length, what);
  return shape.length === 0 ? array : { ...array, shape };
}

export function refuseSparse(what: string): never {
  throw new InputError(`${what} is sparse (CSR), which is not taken`, {
    code: 'unsupported',
    hint: 'Send it dense; targets of shape [N, K] are not supported.',
  });
}

/** An empty shape stands for one dimension. */
export function checkShape(shape: readonly number[], count: number, what: string): void {
  if (shape.length === 0) return;
  if (shape.some((size) => size < 0) || shape.reduce((all, size) => all * size, 1) !== count) {
    throw malformed(what, `shape [${shape.join(', ')}] does not hold ${count} values`);
  }
}
