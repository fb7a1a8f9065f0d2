/** What a model is, whether the engine can use it, and the memory that takes: from headers only, no weight is read. */

import { adapterFacts, folderFacts, ggufFacts, isAdapterFolder } from '../../engine/index.ts';
import type { GgufFacts, ModelFacts } from '../../engine/index.ts';
import { isGguf } from '../model-string.ts';
import { cachedModel } from '../hub/cached-model.ts';
import { isHf } from '../hub/hf-string.ts';
import { ggufNeed } from '../memory/gguf-need.ts';
import { machineMemory } from '../memory/machine-memory.ts';
import type { MachineMemory } from '../memory/machine-memory.ts';
import { locateModel } from '../resolve-model.ts';
import { checkGguf } from '../gguf-model.ts';

export interface ModelInfo extends ModelFacts {
  /** The model string. */
  model: string;
  path: string;
  /** The context that was asked for; more than `memoryAt` where the model has less. */
  contextAsked: number;
  machine: MachineMemory;
}

/** Context at which memory is estimated unless another is asked for. */
const CONTEXT = 1024;

/** @throws InputError where there is no such model, or its files are damaged. */
export async function modelInfo(
  model: string,
  { runsDirectory = 'runs', contextLength }: { runsDirectory?: string; contextLength?: number } = {},
): Promise<ModelInfo> {
  const path = pathOf(model, runsDirectory);
  const read = path.endsWith('.gguf') ? ggufInfo : isAdapterFolder(path) ? adapterFacts : folderFacts;
  const contextAsked = contextLength ?? CONTEXT;
  return { model, path, ...(await read(path, contextAsked)), contextAsked, machine: machineMemory() };
}

/** With what llama.cpp takes to sample it. */
async function ggufInfo(path: string, context: number): Promise<GgufFacts> {
  const facts = await ggufFacts(path, context);
  const { disk, shape, memoryAt: contextLength } = facts;
  const sampling = [1, 8].map((sequences) => ({
    use: `sample with llama.cpp, ${sequences} at once`,
    need: ggufNeed(disk, shape, { sequences, contextLength }),
  }));
  return { ...facts, memory: [...sampling, ...facts.memory] };
}

/** A path to a `.gguf` file needs no `gguf:` here. */
function pathOf(model: string, runsDirectory: string): string {
  if (isGguf(model) || model.endsWith('.gguf')) {
    const path = isHf(model) ? cachedModel(model) : model.replace(/^gguf:/, '');
    checkGguf(path);
    return path;
  }
  return locateModel(model, { runsDirectory }).directory;
}
