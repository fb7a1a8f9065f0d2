/** `SampleResponse` of the Tinker API as protobuf. */

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

import { float32Bytes, int32Bytes, readFloat32s, readInt32s } from './little-endian.ts';
import { bytesField, malformed, readMessage, wholeField } from './proto-message.ts';

/** Log probability of a cell that is absent. */
export const ABSENT_LOGPROB = -99_999;

/** The k likeliest tokens at each position, row after row; absent cells have id 0 and log probability −99999. */
export interface Topk {
  k: number;
  /** Positions. */
  length: number;
  /** [length × k]. */
  tokenIds: Int32Array;
  logprobs: Float32Array;
}

export interface SampledTokens {
  stopReason: 'stop' | 'length';
  tokens: Int32Array;
  logprobs?: Float32Array;
}

/** What a server says of one `asample`. */
export interface SampleOutputs {
  sequences: readonly SampledTokens[];
  /** NaN where there is none, as for the first token. */
  promptLogprobs?: Float32Array;
  topkPromptLogprobs?: Topk;
}

export function encodeSampleResponse(response: SampleOutputs): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const { stopReason, tokens, logprobs } of response.sequences) {
    writer.tag(1, WireType.LengthDelimited).fork();
    if (stopReason === 'length') writer.tag(1, WireType.Varint).int32(1);
    writer.tag(2, WireType.LengthDelimited).bytes(int32Bytes(tokens));
    if (logprobs !== undefined) writer.tag(3, WireType.LengthDelimited).bytes(float32Bytes(logprobs));
    writer.join();
  }
  const { promptLogprobs, topkPromptLogprobs } = response;
  if (promptLogprobs !== undefined) {
    writer.tag(2, WireType.LengthDelimited).bytes(float32Bytes(promptLogprobs));
  }
  if (topkPromptLogprobs !== undefined) {
    writer.tag(3, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).bytes(int32Bytes(topkPromptLogprobs.tokenIds));
    writer.tag(2, WireType.LengthDelimited).bytes(float32Bytes(topkPromptLogprobs.logprobs));
    writer.tag(3, WireType.Varint).uint32(topkPromptLogprobs.k);
    writer.tag(4, WireType.Varint).uint32(topkPromptLogprobs.length);
    writer.join();
  }
  return writer.finish();
}

/** @throws InputError for malformed bytes. */
export function decodeSampleResponse(bytes: Uint8Array): SampleOutputs {
  const sequences: SampledTokens[] = [];
  const response: { -readonly [K in keyof SampleOutputs]: SampleOutputs[K] } = { sequences };
  readMessage(bytes, 'SampleResponse', {
    1: bytesField((sequence) => sequences.push(readSequence(sequence, `sequences[${sequences.length}]`))),
    2: bytesField((raw) => (response.promptLogprobs = readFloat32s(raw, 'prompt_logprobs'))),
    3: bytesField((topk) => (response.topkPromptLogprobs = readTopk(topk))),
  });
  return response;
}

function readSequence(bytes: Uint8Array, what: string): SampledTokens {
  let reason = 0;
  const sequence: SampledTokens = { stopReason: 'stop', tokens: new Int32Array(0) };
  readMessage(bytes, what, {
    1: wholeField((value) => (reason = value)),
    2: bytesField((raw) => (sequence.tokens = readInt32s(raw, `${what}.tokens`))),
    3: bytesField((raw) => (sequence.logprobs = readFloat32s(raw, `${what}.logprobs`))),
  });
  if (reason !== 0 && reason !== 1) throw malformed(what, `stop_reason ${reason} is neither 0 nor 1`);
  if (reason === 1) sequence.stopReason = 'length';
  const { tokens, logprobs } = sequence;
  if (logprobs !== undefined && logprobs.length !== tokens.length) {
    throw malformed(what, `${logprobs.length} logprobs for ${tokens.length} tokens`);
  }
  return sequence;
}

function readTopk(bytes: Uint8Array): Topk {
  const topk: Topk = { k: 0, length: 0, tokenIds: new Int32Array(0), logprobs: new Float32Array(0) };
  readMessage(bytes, 'topk_prompt_logprobs', {
    1: bytesField((raw) => (topk.tokenIds = readInt32s(raw, 'topk_prompt_logprobs.token_ids'))),
    2: bytesField((raw) => (topk.logprobs = readFloat32s(raw, 'topk_prompt_logprobs.logprobs'))),
    3: wholeField((value) => (topk.k = value)),
    4: wholeField((value) => (topk.length = value)),
  });
  const cells = topk.k * topk.length;
  if (topk.tokenIds.length !== cells || topk.logprobs.length !== cells) {
    throw malformed(
      'topk_prompt_logprobs',
      `${topk.tokenIds.length} ids and ${topk.logprobs.length} logprobs for ${topk.length} × ${topk.k} cells`,
    );
  }
  return topk;
}
