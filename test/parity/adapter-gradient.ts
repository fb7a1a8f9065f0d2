/** The gradient of an adapter through the Tinker verbs: an optimiser step that is plain descent, and the folders before and after it. */

import { join } from 'node:path';
import { readSafetensors } from '../../src/engine/files/safetensors.ts';
import type { HostTensor } from '../../src/engine/files/safetensors.ts';
import type { AdamParams } from '../../src/tinker/types.ts';

const STEP = 0.01;
const EPS = 1e10;

/** With such an eps and without moments AdamW goes `STEP` times the gradient down. */
export const descent: AdamParams = { learningRate: STEP * EPS, eps: EPS, beta1: 0, beta2: 0 };

/** From the adapter folders before and after a step of `descent`: all tensors joined in the order of their names. */
export async function gradientBetween(before: string, after: string): Promise<number[]> {
  const [start, end] = [await tensorsOf(before), await tensorsOf(after)];
  const names = [...start.keys()].sort();
  if (names.join() !== [...end.keys()].sort().join()) {
    throw new Error(`${after} has other tensors than ${before}`);
  }
  return names.flatMap((name) => {
    const to = dataOf(end, name);
    return Array.from(dataOf(start, name), (value, i) => (value - (to[i] as number)) / STEP);
  });
}

async function tensorsOf(folder: string): Promise<Map<string, HostTensor>> {
  return (await readSafetensors(join(folder, 'adapter_model.safetensors'))).tensors;
}

export function dataOf(tensors: ReadonlyMap<string, HostTensor>, name: string): Float32Array {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new Error(`there is no tensor ${name}`);
  return tensor.data;
}

/** The largest difference; both must have the same lengths. */
export function largest(ours: readonly ArrayLike<number>[], theirs: readonly ArrayLike<number>[]): number {
  const gaps = theirs.flatMap((expected, i) => {
    const values = ours[i] ?? [];
    if (values.length !== expected.length) throw new Error(`${values.length} values, not ${expected.length}`);
    return Array.from(expected, (value, k) => Math.abs(value - (values[k] as number)));
  });
  return Math.max(...gaps);
}

/** The largest difference of gradients as a share of the largest gradient: floats of its size cannot tell less. */
export function largestShare(ours: ArrayLike<number>, theirs: Float32Array): number {
  return largest([ours], [theirs]) / Math.max(...theirs.map(Math.abs));
}
