/** What the files of a model say of it, whatever their form. */

import { statSync } from 'node:fs';
import type { MemoryNeed } from '../memory/memory-need.ts';

export interface ModelShapeInfo {
  layers: number;
  hiddenSize: number;
  heads: number;
  kvHeads: number;
  headDim: number;
  vocabSize: number;
  contextLength: number;
}

/** What a file says of a model. */
export interface ModelFacts {
  format: 'safetensors' | 'gguf';
  architecture: string;
  /** Null where the engine does not know the architecture. */
  shape: ModelShapeInfo | null;
  parameters: { total: number; nonEmbedding: number };
  /** Parameters by the type they are stored in, most first. */
  types: Readonly<Record<string, number>>;
  /** What the tokenizer is; null where there is none. */
  tokenizer: { kind: string; tokens: number } | null;
  hasChatTemplate: boolean;
  /** Of an adapter: the other facts are those of the model it stands on. */
  adapter?: { rank: number; parameters: number; base: string };
  /** As the model's card or header states it; null where it does not. */
  licence: string | null;
  /** Bytes of all files. */
  disk: number;
  /** What this engine cannot do with it, each field by name; empty where it can sample and train it. */
  unsupported: readonly string[];
  /** Settings of its `generation_config.json` that transformers applies and this engine does not. */
  unapplied: readonly string[];
  /** The context that memory is estimated at, and what each use takes there; empty where it cannot be used. */
  memoryAt: number;
  memory: readonly { use: string; need: MemoryNeed }[];
}

/** Bytes on the disk of files whose links are followed. */
export function bytesOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + statSync(path).size, 0);
}

/** Sums of `count` by `type`, the largest first. */
export function byType(items: Iterable<{ type: string; count: number }>): Record<string, number> {
  const sums = new Map<string, number>();
  for (const { type, count } of items) sums.set(type, (sums.get(type) ?? 0) + count);
  return Object.fromEntries([...sums].sort(([, a], [, b]) => b - a));
}
