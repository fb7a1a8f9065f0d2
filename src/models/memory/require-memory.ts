/** Refuses what cannot fit before it is begun: what needs how much, what is free, and what to change. */

import { InputError } from '../../core/errors.ts';
import { machineMemory, memoryText } from './machine-memory.ts';
import type { MachineMemory } from './machine-memory.ts';
import type { MemoryNeed } from '../../engine/index.ts';

/** `needs 9.1 GiB, 24.0 GiB free`. */
export function memorySentence({ bytes }: MemoryNeed, { free }: MachineMemory): string {
  return `needs ${memoryText(bytes)}, ${memoryText(free)} free`;
}

/** @throws InputError where `need` is more than this machine has free; `change` says what would make it fit. */
export function requireMemory(
  what: string,
  need: MemoryNeed,
  change: string,
  machine: MachineMemory = machineMemory(),
): void {
  if (need.bytes <= machine.free) return;
  const most = Object.entries(need.terms).sort(([, a], [, b]) => b - a);
  const parts = most.slice(0, 3).map(([name, bytes]) => `${name} ${memoryText(bytes)}`);
  throw new InputError(`${what} ${memorySentence(need, machine)} (${parts.join(', ')}, …)`, {
    code: 'memory',
    hint: `${change} Or close other programs. The need is an estimate, and may be off.`,
  });
}
