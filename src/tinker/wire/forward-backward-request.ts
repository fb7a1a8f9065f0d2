/** `ForwardBackwardRequest` of the Tinker API as protobuf, which SDKs from 0.25 on always send. */

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

import { InputError } from '../../core/errors.ts';
import type { Datum } from '../types.ts';
import { MOST_DATUMS_READ, readDatum, writeDatum } from './datum-proto.ts';
import {
  bytesField,
  doubleField,
  malformed,
  mapField,
  readMessage,
  textField,
  wholeField,
} from './proto-message.ts';
import type { Field } from './proto-message.ts';
import { LAST_SEQ_ID } from './seq-id.ts';

export interface ForwardBackwardRequest {
  modelId: string;
  /** From 1; 0 where the sender gave none. */
  seqId: number;
  data: readonly Datum[];
  /** Any text: which losses there are is the engine's business. */
  lossFn: string;
  lossFnConfig: Readonly<Record<string, number>>;
  forwardOnly: boolean;
}

export function encodeForwardBackwardRequest(request: ForwardBackwardRequest): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.LengthDelimited).string(request.modelId);
  if (request.seqId !== 0) writer.tag(2, WireType.Varint).int32(request.seqId);
  for (const datum of request.data) {
    writer.tag(3, WireType.LengthDelimited).fork();
    writeDatum(writer, datum);
    writer.join();
  }
  writer.tag(4, WireType.LengthDelimited).string(request.lossFn);
  for (const [key, value] of Object.entries(request.lossFnConfig)) {
    writer.tag(5, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string(key);
    writer.tag(2, WireType.Bit64).double(value);
    writer.join();
  }
  if (request.forwardOnly) writer.tag(6, WireType.Varint).bool(true);
  return writer.finish();
}

/** @throws InputError for malformed bytes, sparse tensors and chunks that are not text. */
export function decodeForwardBackwardRequest(bytes: Uint8Array): ForwardBackwardRequest {
  let [modelId, seqId, lossFn, forwardOnly] = ['', 0, '', false];
  const data: Datum[] = [];
  const config: [string, number][] = [];
  const newerConfig: [string, number][] = [];
  readMessage(bytes, 'ForwardBackwardRequest', {
    1: textField((text) => (modelId = text)),
    2: wholeField((whole) => (seqId = whole)),
    3: bytesField((datum) => {
      if (data.length === MOST_DATUMS_READ) throw malformed('data', `it has more than ${data.length} datums`);
      data.push(readDatum(datum, `data[${data.length}]`));
    }),
    4: textField((text) => (lossFn = text)),
    5: mapField('loss_fn_config', 0, doubleField, (key, value) => config.push([key, value])),
    6: wholeField((whole) => (forwardOnly = whole !== 0)),
    7: mapField('loss_fn_config_v2', 0, configValueField, (key, value) => newerConfig.push([key, value])),
  });
  if (!(seqId >= 0 && seqId <= LAST_SEQ_ID))
    throw malformed('ForwardBackwardRequest', `seq_id ${seqId} is not from 0 to ${LAST_SEQ_ID}`);
  const lossFnConfig = Object.fromEntries([...config, ...newerConfig]);
  return { modelId, seqId, data, lossFn, lossFnConfig, forwardOnly };
}

function configValueField(take: (value: number) => void): Field {
  return bytesField((bytes) => {
    readMessage(bytes, 'loss_fn_config_v2', {
      1: doubleField(take),
      2: textField((text) => {
        throw new InputError(`loss_fn_config_v2 holds the text ${JSON.stringify(text)}`, {
          code: 'unsupported',
          hint: 'The settings of every loss are numbers.',
        });
      }),
    });
  });
}
