/** The protobuf messages `Datum` and `Chunk` of the Tinker API: text only. */

import { WireType } from '@bufbuild/protobuf/wire';
import type { BinaryWriter } from '@bufbuild/protobuf/wire';

import { InputError } from '../../core/errors.ts';
import type { Datum, EncodedTextChunk, TensorData } from '../types.ts';
import { int32Bytes, readInt32s } from './little-endian.ts';
import { bytesField, malformed, mapField, readMessage } from './proto-message.ts';
import { readTensor, writeTensor } from './tensor-proto.ts';

/** Far above what anybody sends at once. */
export const MOST_DATUMS_READ = 65_536;

export function writeDatum(writer: BinaryWriter, datum: Datum): void {
  for (const chunk of datum.modelInput.chunks) {
    writer.tag(1, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).bytes(int32Bytes(chunk.tokens));
    writer.join().join();
  }
  for (const [name, tensor] of Object.entries(datum.lossFnInputs)) {
    writer.tag(2, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string(name);
    writer.tag(2, WireType.LengthDelimited).fork();
    writeTensor(writer, tensor);
    writer.join().join();
  }
}

const NOTHING: Uint8Array = new Uint8Array(0);

/** `what` names the datum in errors, e.g. `data[3]`. */
export function readDatum(bytes: Uint8Array, what: string): Datum {
  const chunks: EncodedTextChunk[] = [];
  const inputs: [string, TensorData][] = [];
  readMessage(bytes, what, {
    1: bytesField((chunk) => chunks.push(readChunk(chunk, `${what}.model_input[${chunks.length}]`))),
    2: mapField(`${what}.loss_fn_inputs`, NOTHING, bytesField, (name, tensor) =>
      inputs.push([name, readTensor(tensor, `${what}.loss_fn_inputs.${name}`)]),
    ),
  });
  // Keeps a name like __proto__ a name.
  return { modelInput: { chunks }, lossFnInputs: Object.fromEntries(inputs) };
}

function readChunk(bytes: Uint8Array, what: string): EncodedTextChunk {
  let tokens: Int32Array | undefined;
  readMessage(bytes, what, {
    1: bytesField((text) => {
      tokens = new Int32Array(0);
      readMessage(text, what, { 1: bytesField((raw) => (tokens = readInt32s(raw, `${what}.tokens`))) });
    }),
    2: bytesField(() => refuseChunk(what, 'an image')),
    3: bytesField(() => refuseChunk(what, 'audio (dmel)')),
  });
  if (tokens === undefined) throw malformed(what, 'it holds no tokens');
  return { type: 'encoded_text', tokens };
}

export function refuseChunk(what: string, kind: string): never {
  throw new InputError(`${what} is ${kind}; only text is taken`, {
    code: 'unsupported',
    hint: 'Send chunks of the type encoded_text.',
  });
}
