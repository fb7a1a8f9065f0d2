/**
 * The memory that llama.cpp takes for a GGUF file, from its header: the weights as they are stored, keys and values of the whole context
 * in 16 bits, and the buffers of a batch. llama.cpp sets all of it aside when it loads the file.
 */

import { needOf } from '../../engine/index.ts';
import type { MemoryNeed, ModelShapeInfo } from '../../engine/index.ts';

/** Tokens that llama.cpp reads at once (n_ubatch). */
const BATCH = 512;
/** The addon, its graph and its threads. */
const LIBRARY = 150 * 2 ** 20;

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
