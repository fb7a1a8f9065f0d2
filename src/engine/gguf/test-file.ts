/** A small GGUF file made from entries and tensors, for tests. */

import { writeFileSync } from 'node:fs';
import { aligned, headerBytes, tensorBytes } from './header-writer.ts';
import type { Entry, PlannedTensor } from './header-writer.ts';

export interface TestTensor extends PlannedTensor {
  bytes?: Uint8Array;
}

/** The bytes of a file; tensors without bytes are zeros. */
export function ggufBytes(entries: readonly Entry[], tensors: readonly TestTensor[]): Buffer {
  const data = tensors.map((tensor) => {
    const buffer = Buffer.alloc(aligned(tensorBytes(tensor)));
    buffer.set(tensor.bytes ?? []);
    return buffer;
  });
  return Buffer.concat([headerBytes(entries, tensors), ...data]);
}

export function writeGguf(path: string, entries: readonly Entry[], tensors: readonly TestTensor[]): void {
  writeFileSync(path, ggufBytes(entries, tensors));
}
