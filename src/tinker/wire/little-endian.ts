/** The raw arrays of the wire, little-endian as every machine that Node 24 is built for and ONNX Runtime runs on. */

import { InputError } from '../../core/errors.ts';
import { malformed } from './proto-message.ts';

/** Own memory: a message's bytes lie at any offset, and belong to the whole body. */
function aligned(bytes: Uint8Array, size: number, what: string): ArrayBuffer {
  if (bytes.length % size !== 0) {
    throw malformed(what, `${bytes.length} bytes are not whole values of ${size} bytes`);
  }
  return new Uint8Array(bytes).buffer;
}

export function readInt32s(bytes: Uint8Array, what: string): Int32Array {
  return new Int32Array(aligned(bytes, 4, what));
}

export function readFloat32s(bytes: Uint8Array, what: string): Float32Array {
  return new Float32Array(aligned(bytes, 4, what));
}

/** Token ids and byte offsets. @throws InputError for a value that does not fit 32 bits, as none of either may. */
export function readInt64s(bytes: Uint8Array, what: string): Int32Array {
  const wide = new BigInt64Array(aligned(bytes, 8, what));
  return Int32Array.from(wide, (value, i) => {
    if (BigInt.asIntN(32, value) !== value) throw malformed(what, `value ${i} is ${value}, beyond 32 bits`);
    return Number(value);
  });
}

/** bfloat16 is the upper half of a float32. */
export function readBfloat16s(bytes: Uint8Array, what: string): Float32Array {
  const halves = new Uint16Array(aligned(bytes, 2, what));
  const bits = Uint32Array.from(halves, (half) => half << 16);
  return new Float32Array(bits.buffer);
}

export function int32Bytes(values: readonly number[] | Int32Array): Uint8Array {
  return bytesOf(values instanceof Int32Array ? values : Int32Array.from(values));
}

export function float32Bytes(values: readonly number[] | Float32Array): Uint8Array {
  return bytesOf(values instanceof Float32Array ? values : Float32Array.from(values));
}

/** @throws InputError for a value that is no whole number. */
export function int64Bytes(values: readonly number[] | Int32Array): Uint8Array {
  const wide = new BigInt64Array(values.length);
  for (const [i, value] of values.entries()) {
    if (!Number.isSafeInteger(value)) {
      throw new InputError(`value ${i} of an int64 tensor is ${value}, no whole number`, { code: 'datum' });
    }
    wide[i] = BigInt(value);
  }
  return bytesOf(wide);
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
