/**
 * Memory looked at before a stage trains. Refused is what cannot fit however short the samples are; where the longest sample may not fit,
 * that is said, since its tokens are only estimated before the tokenizer has seen it.
 */

import { readFolderConfig, trainingNeed } from '../engine/index.ts';
import type { ModelConfig, TrainingLoad } from '../engine/index.ts';
import { machineMemory, memorySentence, requireMemory } from '../models/index.ts';
import type { MachineMemory } from '../models/index.ts';

/** Samples shorter than this save little: the weights, gradients and moments are what counts. */
const SHORT = 256;

const CHANGE =
  'Train a LoRA adapter in place of all weights, use a smaller model, shorter samples, or fewer in a step.';

export interface ExpectedLoad extends Pick<TrainingLoad, 'samples' | 'mixed' | 'rollouts' | 'reference'> {
  /** Tokens of the longest sample, estimated. */
  longest: number;
}

/** @throws InputError where not even a step of one short sample fits. */
export function requireLeastMemory(
  stage: string,
  config: ModelConfig,
  rank: number,
  machine: MachineMemory = machineMemory(),
): void {
  const contextLength = Math.min(SHORT, config.contextLength);
  requireMemory(
    `${stage}: training even on one sample of ${contextLength} tokens`,
    trainingNeed(config, { contextLength, samples: 1, rank }),
    CHANGE,
    machine,
  );
}

/** @throws InputError where not even a step of one short sample fits. */
export async function checkTrainingMemory(
  stage: string,
  folder: string,
  { rank, expected }: { rank: number; expected: ExpectedLoad },
  warn: (message: string) => void,
  machine: MachineMemory = machineMemory(),
): Promise<void> {
  const config = await readFolderConfig(folder);
  requireLeastMemory(stage, config, rank, machine);
  const { longest, ...rest } = expected;
  const load: TrainingLoad = { ...rest, contextLength: Math.min(longest, config.contextLength), rank };
  const need = trainingNeed(config, load);
  if (need.bytes <= machine.free) return;
  warn(
    `${stage}: a step of ${load.samples} samples, the longest of about ${load.contextLength} tokens, ` +
      `${memorySentence(need, machine)} by estimate; it may be ended by the system. ${CHANGE}`,
  );
}
