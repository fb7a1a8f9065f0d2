/** What a GGUF file holds, from its header. */

import { FinR1Error } from '../../core/errors.ts';
import { modelConfigOf } from '../../engine/gguf/architecture.ts';
import { GgufFile } from '../../engine/gguf/gguf-file.ts';
import { elementCount } from '../../engine/files/weight-names.ts';
import type { ModelConfig } from '../../engine/index.ts';
import { ggufNeed, ggufShape } from '../memory/gguf-need.ts';
import { trainingUses } from '../memory/training-need.ts';
import { byType, bytesOf } from './model-info.ts';
import type { ModelFacts } from './model-info.ts';

const EMBEDDINGS: ReadonlySet<string> = new Set(['token_embd.weight', 'output.weight']);

export async function ggufInfo(path: string, context: number): Promise<ModelFacts> {
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
    const disk = bytesOf([path]);
    const sampling = [1, 8].map((rows) => ({
      use: `sample with llama.cpp, ${rows} at once`,
      need: ggufNeed(disk, shape, { sequences: rows, contextLength: memoryAt }),
    }));
    return {
      ...{ format: 'gguf', architecture: metadata.string('general.architecture') ?? 'not named', shape },
      parameters: { total, nonEmbedding: total - embedded },
      types: byType(list),
      tokenizer: vocabulary
        ? { kind: metadata.string('tokenizer.ggml.model') ?? 'not named', tokens: vocabulary.length }
        : null,
      hasChatTemplate: metadata.string('tokenizer.chat_template') !== undefined,
      licence: metadata.string('general.license') ?? null,
      disk,
      unsupported: faults,
      memoryAt,
      memory: [...sampling, ...(config === null ? [] : trainingUses(config, memoryAt))],
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
