/** Looks whether a model folder can be sampled in the memory there is, before its weights are read. */

import { readFolderConfig, samplingNeed } from '../../engine/index.ts';
import { machineMemory } from './machine-memory.ts';
import type { MachineMemory } from './machine-memory.ts';
import { requireMemory } from './require-memory.ts';

/** Answers seldom fill a long context; what they need beyond is not known before. */
const USUAL_CONTEXT = 1024;

/** @throws InputError where not even a short context fits. */
export async function requireSamplingMemory(
  model: string,
  directory: string,
  rows: number,
  machine: MachineMemory = machineMemory(),
): Promise<void> {
  const config = await readFolderConfig(directory);
  const contextLength = Math.min(USUAL_CONTEXT, config.contextLength);
  const need = samplingNeed(config, { rows, contextLength });
  const fewer = rows > 1 ? 'Make fewer answers at once, or use' : 'Use';
  const change = `${fewer} a smaller model, or a quantised one through llama.cpp (gguf:PATH or hf:ORG/NAME/FILE.gguf).`;
  requireMemory(`${model} at ${contextLength} tokens × ${rows}`, need, change, machine);
}
