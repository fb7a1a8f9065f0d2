/**
 * How much of a GGUF model llama.cpp is asked to set aside: what is wanted where it fits, else fewer answers at once, then a shorter
 * context, each said loudly. What does not fit at all is refused before it is loaded, since the system would end the process.
 */

import { statSync } from 'node:fs';
import { FinR1Error } from '../../core/errors.ts';
import { GgufFile, ggufShape } from '../../engine/index.ts';
import type { ModelShapeInfo } from '../../engine/index.ts';
import { ggufNeed } from './gguf-need.ts';
import { machineMemory, memoryText } from './machine-memory.ts';
import type { MachineMemory } from './machine-memory.ts';
import { memorySentence, requireMemory } from './require-memory.ts';

export interface LlamaLoad {
  /** Answers made at once. */
  sequences: number;
  contextLength: number;
}

/** Shorter contexts leave no room for a question with its document. */
const SHORTEST = 1024;
const STEP = 256;

export interface LoadOptions {
  /** The model string. */
  id: string;
  /** Whether the context was asked for, so that it may not be shortened. */
  isContextAsked: boolean;
  warn: (message: string) => void;
  machine?: MachineMemory;
}

/** @throws InputError where not even one answer in a short context fits. */
export async function fittingLoad(path: string, wanted: LlamaLoad, options: LoadOptions): Promise<LlamaLoad> {
  const { id, warn, machine = machineMemory() } = options;
  const shape = await shapeOf(path, options);
  if (shape === null) return wanted;
  const needOfLoad = (load: LlamaLoad) => ggufNeed(statSync(path).size, shape, load);
  const fits = (load: LlamaLoad): boolean => needOfLoad(load).bytes <= machine.free;
  const contextLength = Math.min(wanted.contextLength, shape.contextLength);
  if (contextLength < wanted.contextLength && options.isContextAsked) {
    warn(
      `${id} was trained for a context of ${contextLength} tokens; ${wanted.contextLength} were asked for`,
    );
  }
  for (let sequences = wanted.sequences; sequences >= 1; sequences--) {
    const load = { sequences, contextLength };
    if (!fits(load)) continue;
    if (sequences < wanted.sequences) {
      const whole = memorySentence(needOfLoad({ ...load, sequences: wanted.sequences }), machine);
      warn(`${id}: ${sequences} at once in place of ${wanted.sequences}, which ${whole}`);
    }
    return load;
  }
  const whole = needOfLoad({ sequences: 1, contextLength });
  const shortest = Math.min(SHORTEST, contextLength);
  const smallest = needOfLoad({
    sequences: 1,
    contextLength: options.isContextAsked ? contextLength : shortest,
  });
  const change = options.isContextAsked
    ? `Ask for a shorter context, or use a smaller quantisation of the model.`
    : `Use a smaller quantisation of the model (this file has ${memoryText(statSync(path).size)}).`;
  requireMemory(`${id} at ${contextLength} tokens`, smallest, change, machine);
  let shorter = contextLength;
  while (shorter - STEP >= shortest && !fits({ sequences: 1, contextLength: shorter })) shorter -= STEP;
  const load = {
    sequences: 1,
    contextLength: fits({ sequences: 1, contextLength: shorter }) ? shorter : shortest,
  };
  warn(
    `${id}: the context is shortened to ${load.contextLength} tokens, one answer at a time; ${contextLength} tokens ` +
      `${memorySentence(whole, machine)}`,
  );
  return load;
}

/** Null, said loudly, where this reader cannot tell: llama.cpp knows more kinds of files. @throws InputError for one that is cut off. */
async function shapeOf(path: string, { id, warn }: LoadOptions): Promise<ModelShapeInfo | null> {
  try {
    const file = await GgufFile.open(path);
    try {
      return ggufShape(file.metadata);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!FinR1Error.isInstance(error) || error.code === 'damaged') throw error;
    warn(`${id}: whether it fits into memory cannot be told beforehand: ${error.message}`);
    return null;
  }
}
