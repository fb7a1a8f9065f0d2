/** The messages of the Tinker API as a protobuf schema, read by the library's own decoder: what the hand-written codecs are held against. */

import { create, createFileRegistry, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { DescMessage, Message } from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';

type FieldOf = readonly [number: number, name: string, type: string, repeated?: 'repeated'];

const messages: Readonly<Record<string, readonly FieldOf[]>> = {
  EncodedTextChunk: [[1, 'tokens', 'bytes']],
  ImageChunk: [
    [1, 'data', 'bytes'],
    [2, 'format', 'string'],
  ],
  Chunk: [
    [1, 'encoded_text', 'EncodedTextChunk'],
    [2, 'image', 'ImageChunk'],
  ],
  SparseCsr: [[1, 'values', 'bytes']],
  Tensor: [
    [1, 'dense', 'bytes'],
    [2, 'sparse', 'SparseCsr'],
    [3, 'dtype', 'int32'],
    [4, 'shape', 'int64', 'repeated'],
  ],
  TensorEntry: [
    [1, 'key', 'string'],
    [2, 'value', 'Tensor'],
  ],
  Datum: [
    [1, 'model_input', 'Chunk', 'repeated'],
    [2, 'loss_fn_inputs', 'TensorEntry', 'repeated'],
    [3, 'newer', 'string'],
  ],
  NumberEntry: [
    [1, 'key', 'string'],
    [2, 'value', 'double'],
  ],
  LossConfigValue: [
    [1, 'number', 'double'],
    [2, 'text', 'string'],
  ],
  ConfigEntry: [
    [1, 'key', 'string'],
    [2, 'value', 'LossConfigValue'],
  ],
  ForwardBackwardRequest: [
    [1, 'model_id', 'string'],
    [2, 'seq_id', 'int32'],
    [3, 'data', 'Datum', 'repeated'],
    [4, 'loss_fn', 'string'],
    [5, 'loss_fn_config', 'NumberEntry', 'repeated'],
    [6, 'forward_only', 'bool'],
    [7, 'loss_fn_config_v2', 'ConfigEntry', 'repeated'],
  ],
  BatchedTensor: [
    [1, 'data', 'bytes'],
    [2, 'offsets', 'bytes'],
    [3, 'dtype', 'int32'],
    [4, 'trailing_shape', 'int64', 'repeated'],
  ],
  BatchedEntry: [
    [1, 'key', 'string'],
    [2, 'value', 'BatchedTensor'],
  ],
  ArrayRecord: [
    [1, 'type_tag', 'string'],
    [2, 'fields', 'BatchedEntry', 'repeated'],
    [3, 'num_datums', 'int64'],
  ],
  ForwardBackwardOutput: [
    [1, 'loss_fn_output_type', 'string'],
    [2, 'loss_fn_outputs', 'ArrayRecord', 'repeated'],
    [3, 'metrics', 'NumberEntry', 'repeated'],
  ],
  SampledSequence: [
    [1, 'stop_reason', 'int32'],
    [2, 'tokens', 'bytes'],
    [3, 'logprobs', 'bytes'],
  ],
  Topk: [
    [1, 'token_ids', 'bytes'],
    [2, 'logprobs', 'bytes'],
    [3, 'k', 'uint32'],
    [4, 'length', 'uint32'],
  ],
  SampleResponse: [
    [1, 'sequences', 'SampledSequence', 'repeated'],
    [2, 'prompt_logprobs', 'bytes'],
    [3, 'topk_prompt_logprobs', 'Topk'],
    [4, 'prompt_cache_hit_tokens', 'int32'],
  ],
};

const scalars: Readonly<Record<string, Type>> = {
  bytes: Type.BYTES,
  string: Type.STRING,
  int32: Type.INT32,
  uint32: Type.UINT32,
  int64: Type.INT64,
  bool: Type.BOOL,
  double: Type.DOUBLE,
};

const file = create(FileDescriptorProtoSchema, {
  name: 'tinker.proto',
  package: 'tinker_public',
  syntax: 'proto3',
  messageType: Object.entries(messages).map(([name, fields]) => ({
    name,
    field: fields.map(([number, fieldName, type, repeated]) => ({
      name: fieldName,
      number,
      label: repeated ? Label.REPEATED : Label.OPTIONAL,
      type: scalars[type] ?? Type.MESSAGE,
      ...(scalars[type] === undefined && { typeName: `.tinker_public.${type}` }),
    })),
  })),
});
const registry = createFileRegistry(file, () => undefined);

function descriptor(name: string): DescMessage {
  const found = registry.getMessage(`tinker_public.${name}`);
  if (found === undefined) throw new RangeError(`no message ${name}`);
  return found;
}

/** The message with its fields in camelCase. */
export function libraryDecode(name: string, bytes: Uint8Array): Readonly<Record<string, unknown>> {
  return fromBinary(descriptor(name), bytes) as Message & Readonly<Record<string, unknown>>;
}

/** `fields` in camelCase. */
export function libraryEncode(name: string, fields: Readonly<Record<string, unknown>>): Uint8Array {
  return toBinary(descriptor(name), create(descriptor(name), fields));
}
