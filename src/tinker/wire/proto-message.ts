/** Reading protobuf messages field by field; unknown fields are passed over, as newer peers add some. */

import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

import { FinR1Error, InputError } from '../../core/errors.ts';

/** What a known field may look like on the wire, and what takes it in. */
export interface Field {
  wireTypes: readonly WireType[];
  read(reader: BinaryReader, wireType: WireType): void;
}

/** @throws InputError where the bytes are no message of these fields. */
export function readMessage(
  bytes: Uint8Array,
  what: string,
  fields: Readonly<Record<number, Field | undefined>>,
): void {
  const reader = new BinaryReader(bytes);
  try {
    while (reader.pos < reader.len) {
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

/** repeated int64, packed or one by one. */
export function wholesField(take: (value: number) => void): Field {
  return {
    wireTypes: [WireType.LengthDelimited, WireType.Varint],
    read(reader, wireType) {
      if (wireType === WireType.Varint) return take(Number(reader.int64()));
      const end = reader.uint32() + reader.pos;
      while (reader.pos < end) take(Number(reader.int64()));
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
