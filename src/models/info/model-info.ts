/** What a model is, whether the engine can use it, and the memory that takes: from headers only, no weight is read. */

import { statSync } from 'node:fs';
import { isGguf } from '../model-string.ts';
import { cachedModel } from '../hub/cached-model.ts';
import { isHf } from '../hub/hf-string.ts';
import { machineMemory } from '../memory/machine-memory.ts';
import type { MachineMemory } from '../memory/machine-memory.ts';
import type { MemoryNeed } from '../memory/memory-need.ts';
import { locateModel } from '../resolve-model.ts';
import { checkGguf } from '../gguf-model.ts';
import { folderInfo } from './folder-info.ts';
import { ggufInfo } from './gguf-info.ts';

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
  /** What an adapter adds to its base, of which all else is said; missing for a whole model. */
  adapter?: { rank: number; parameters: number; base: string };
  /** Null where the engine does not know the architecture. */
  shape: ModelShapeInfo | null;
  parameters: { total: number; nonEmbedding: number };
  /** Parameters by the type they are stored in, most first. */
  types: Readonly<Record<string, number>>;
  /** What the tokenizer is; null where there is none. */
  tokenizer: { kind: string; tokens: number } | null;
  hasChatTemplate: boolean;
  /** As the model's card or header states it; null where it does not. */
  licence: string | null;
  /** Bytes of all files. */
  disk: number;
  /** What this engine cannot do with it, each field by name; empty where it can sample and train it. */
  unsupported: readonly string[];
  /** The context that memory is estimated at, and what each use takes there; empty where it cannot be used. */
  memoryAt: number;
  memory: readonly { use: string; need: MemoryNeed }[];
}

export interface ModelInfo extends ModelFacts {
  /** The model string. */
  model: string;
  path: string;
  machine: MachineMemory;
}

/** Context at which memory is estimated unless another is asked for. */
const CONTEXT = 1024;

/** @throws InputError where there is no such model, or its files are damaged. */
export async function modelInfo(
  model: string,
  { runsDirectory = 'runs', contextLength }: { runsDirectory?: string; contextLength?: number } = {},
): Promise<ModelInfo> {
  const file = ggufPathOf(model);
  const path = file ?? locateModel(model, { runsDirectory }).directory;
  const facts = await (file === null ? folderInfo : ggufInfo)(path, contextLength ?? CONTEXT);
  return { model, path, ...facts, machine: machineMemory() };
}

/** Null for a folder. A path to a `.gguf` file needs no `gguf:` here. */
function ggufPathOf(model: string): string | null {
  if (!isGguf(model) && !model.endsWith('.gguf')) return null;
  const path = isHf(model) ? cachedModel(model) : model.replace(/^gguf:/, '');
  checkGguf(path);
  return path;
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
