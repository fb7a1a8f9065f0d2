/** Reading protobuf messages field by field; unknown fields are passed over, as newer peers add some. */

import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

import { FinR1Error, InputError } from '../../core/errors.ts';

/** What a known field may look like on the wire, and what takes it in. */
export interface Field {
  wireTypes: readonly WireType[];
  read(reader: BinaryReader, wireType: WireType): void;
}

/** Fields of one message and of all within it: above what 16384 datums take, and read in less than a second. */
const MOST_FIELDS = 1_000_000;
const MOST_SIZES = 16;

/** Messages that are open, each within the one before, and the fields that have been read of them. */
let open = 0;
let fieldsRead = 0;

/** @throws InputError where the bytes are no message of these fields, or have too many. */
export function readMessage(
  bytes: Uint8Array,
  what: string,
  fields: Readonly<Record<number, Field | undefined>>,
): void {
  const reader = new BinaryReader(bytes);
  if (open === 0) fieldsRead = 0;
  open++;
  try {
    while (reader.pos < reader.len) {
      if (++fieldsRead > MOST_FIELDS) throw malformed(what, `it has more than ${MOST_FIELDS} fields`);
      const [number, wireType] = reader.tag();
      const field = fields[number];
      if (field === undefined) {
        reader.skip(wireType, number);
        continue;
      }
      if (!field.wireTypes.includes(wireType)) {
        throw malformed(what, `field ${number} has wire type ${wireType}`);
      }
      field.read(reader, wireType);
    }
    if (reader.pos > reader.len) throw malformed(what, 'it ends within a field');
  } catch (error) {
    if (FinR1Error.isInstance(error) || !(error instanceof Error)) throw error;
    throw malformed(what, error.message, error);
  } finally {
    open--;
  }
}

export function malformed(what: string, why: string, cause?: unknown): InputError {
  return new InputError(`${what} is malformed: ${why}`, {
    code: 'malformed',
    hint: 'Send the protobuf messages of the Tinker API, raw arrays little-endian.',
    cause,
  });
}

export function bytesField(take: (bytes: Uint8Array) => void): Field {
  return { wireTypes: [WireType.LengthDelimited], read: (reader) => take(reader.bytes()) };
}

export function textField(take: (text: string) => void): Field {
  return { wireTypes: [WireType.LengthDelimited], read: (reader) => take(reader.string(true)) };
}

/** int32, uint32, bool and enums: all are varints, and none here is negative. */
export function wholeField(take: (value: number) => void): Field {
  return { wireTypes: [WireType.Varint], read: (reader) => take(Number(reader.int64())) };
}

export function doubleField(take: (value: number) => void): Field {
  return { wireTypes: [WireType.Bit64], read: (reader) => take(reader.double()) };
}

/** repeated int64, packed or one by one: the few sizes of a shape. */
export function wholesField(take: (value: number) => void): Field {
  let taken = 0;
  const takeNext = (reader: BinaryReader): void => {
    if (++taken > MOST_SIZES) throw malformed('a shape', `it has more than ${MOST_SIZES} sizes`);
    take(Number(reader.int64()));
  };
  return {
    wireTypes: [WireType.LengthDelimited, WireType.Varint],
    read(reader, wireType) {
      if (wireType === WireType.Varint) return takeNext(reader);
      const end = reader.uint32() + reader.pos;
      while (reader.pos < end) takeNext(reader);
    },
  };
}

/** An entry of map<string, V>; its value may be left out where it is the `empty` one. */
export function mapField<V>(
  what: string,
  empty: V,
  valueField: (take: (value: V) => void) => Field,
  put: (key: string, value: V) => void,
): Field {
  return bytesField((bytes) => {
    let key = '';
    let value = empty;
    readMessage(bytes, what, {
      1: textField((text) => (key = text)),
      2: valueField((given) => (value = given)),
    });
    put(key, value);
  });
}
