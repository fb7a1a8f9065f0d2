/**
 * The memory that llama.cpp takes for a GGUF file, from its header: the weights as they are stored, keys and values of the whole context
 * in 16 bits, and the buffers of a batch. llama.cpp sets all of it aside when it loads the file.
 */

import type { Metadata } from '../../engine/gguf/metadata.ts';
import type { ModelShapeInfo } from '../info/model-info.ts';
import { needOf } from './memory-need.ts';
import type { MemoryNeed } from './memory-need.ts';

/** Tokens that llama.cpp reads at once (n_ubatch). */
const BATCH = 512;
/** The addon, its graph and its threads. */
const LIBRARY = 150 * 2 ** 20;

/** @throws InputError where the header lacks a number. */
export function ggufShape(metadata: Metadata): ModelShapeInfo {
  const architecture = metadata.required('general.architecture', metadata.string('general.architecture'));
  const of = (name: string): number => metadata.count(`${architecture}.${name}`);
  const [hiddenSize, heads] = [of('embedding_length'), of('attention.head_count')];
  return {
    layers: of('block_count'),
    hiddenSize,
    heads,
    kvHeads: metadata.number(`${architecture}.attention.head_count_kv`) ?? heads,
    headDim: metadata.number(`${architecture}.attention.key_length`) ?? hiddenSize / heads,
    vocabSize: metadata.strings('tokenizer.ggml.tokens')?.length ?? of('vocab_size'),
    contextLength: of('context_length'),
  };
}

/** Bytes of keys and values for one token. */
export function ggufCacheBytes({ layers, kvHeads, headDim }: ModelShapeInfo): number {
  return 2 * layers * kvHeads * headDim * 2;
}

export function ggufNeed(
  fileBytes: number,
  shape: ModelShapeInfo,
  { sequences, contextLength }: { sequences: number; contextLength: number },
): MemoryNeed {
  const { vocabSize, hiddenSize, heads } = shape;
  const batch = Math.min(BATCH, contextLength);
  return needOf({
    library: LIBRARY,
    weights: fileBytes,
    cache: sequences * contextLength * ggufCacheBytes(shape),
    logits: batch * vocabSize * 4,
    activations: batch * (8 * hiddenSize + heads * contextLength) * 4,
  });
}
