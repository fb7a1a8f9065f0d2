/** What a GGUF file holds, from its header. Of memory it tells what the engine takes, not what llama.cpp does. */

import { FinR1Error } from '../../core/errors.ts';
import { modelConfigOf } from '../gguf/architecture.ts';
import { GgufFile } from '../gguf/gguf-file.ts';
import type { Metadata } from '../gguf/metadata.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { elementCount } from '../files/weight-names.ts';
import { trainingUses } from '../memory/training-need.ts';
import { byType, bytesOf } from './model-facts.ts';
import type { ModelFacts, ModelShapeInfo } from './model-facts.ts';

const EMBEDDINGS: ReadonlySet<string> = new Set(['token_embd.weight', 'output.weight']);

export type GgufFacts = ModelFacts & { shape: ModelShapeInfo };

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

export async function ggufFacts(path: string, context: number): Promise<GgufFacts> {
  const file = await GgufFile.open(path);
  try {
    const { metadata, tensors } = file;
    const list = [...tensors].map(([name, { type, shape }]) => ({ name, type, count: elementCount(shape) }));
    const total = list.reduce((sum, { count }) => sum + count, 0);
    const embedded = list.reduce((sum, { name, count }) => sum + (EMBEDDINGS.has(name) ? count : 0), 0);
    const vocabulary = metadata.strings('tokenizer.ggml.tokens');
    const { config, faults } = await imported(file);
    const shape = ggufShape(metadata);
    const memoryAt = Math.min(context, shape.contextLength);
    return {
      ...{ format: 'gguf', architecture: metadata.string('general.architecture') ?? 'not named', shape },
      parameters: { total, nonEmbedding: total - embedded },
      types: byType(list),
      tokenizer: vocabulary
        ? { kind: metadata.string('tokenizer.ggml.model') ?? 'not named', tokens: vocabulary.length }
        : null,
      hasChatTemplate: metadata.string('tokenizer.chat_template') !== undefined,
      licence: metadata.string('general.license') ?? null,
      disk: bytesOf([path]),
      unsupported: faults,
      unapplied: [],
      memoryAt,
      memory: config === null ? [] : trainingUses(config, memoryAt),
    };
  } finally {
    await file.close();
  }
}

/** The shape as the engine would import it; llama.cpp samples files that it cannot. */
async function imported(file: GgufFile): Promise<{ config: ModelConfig | null; faults: string[] }> {
  try {
    return { config: await modelConfigOf(file), faults: [] };
  } catch (error) {
    if (!FinR1Error.isInstance(error)) throw error;
    return { config: null, faults: [`import for training: ${error.message}`] };
  }
}
