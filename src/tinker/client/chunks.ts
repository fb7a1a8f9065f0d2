/** Batches in pieces that a server takes, and their results as one. */

import { InputError } from '../../core/errors.ts';
import { tokensOf } from '../model-input.ts';
import type { Datum } from '../types.ts';
import type { LossOutputs } from '../wire/forward-backward-output.ts';

export interface ChunkLimits {
  /** Datums. */
  maxDatums: number;
  /** By the estimate of `datumBytes`. */
  maxBytes: number;
}

/** @throws InputError for an empty batch, and for a tensor whose length is not that of its input: before anything is sent. */
export function chunksOf(data: readonly Datum[], { maxDatums, maxBytes }: ChunkLimits): Datum[][] {
  if (data.length === 0) throw new InputError('the batch has no datums', { code: 'datum' });
  const chunks: Datum[][] = [];
  let chunk: Datum[] = [];
  let bytes = 0;
  for (const [i, datum] of data.entries()) {
    const size = datumBytes(datum, i);
    if (chunk.length > 0 && (chunk.length === maxDatums || bytes + size > maxBytes)) {
      chunks.push(chunk);
      [chunk, bytes] = [[], 0];
    }
    chunk.push(datum);
    bytes += size;
  }
  return [...chunks, chunk];
}

function datumBytes({ modelInput, lossFnInputs }: Datum, at: number): number {
  const { length } = tokensOf(modelInput);
  if (length === 0) throw new InputError(`datum ${at}: it has no tokens`, { code: 'datum' });
  let bytes = 4 * length;
  for (const [name, { data, dtype }] of Object.entries(lossFnInputs)) {
    if (data.length !== length) {
      throw new InputError(`datum ${at}: ${name} has ${data.length} values for ${length} positions`, {
        code: 'datum',
      });
    }
    bytes += data.length * (dtype === 'int64' ? 8 : 4);
  }
  return bytes;
}

/** The results of the chunks of one call, in order. */
export function mergeOutputs(outputs: readonly LossOutputs[]): LossOutputs {
  const [first] = outputs;
  if (first === undefined) throw new RangeError('no outputs to merge');
  if (outputs.length === 1) return first;
  return {
    lossFnOutputType: first.lossFnOutputType,
    lossFnOutputs: outputs.flatMap(({ lossFnOutputs }) => lossFnOutputs),
    metrics: mergeMetrics(outputs),
  };
}

/**
 * Metrics by the reduction that their name ends with: `mean` weighted by datums, `sum`, `min`, `max`, `slack` (the largest
 * less the weighted mean). Others, and those that some chunk lacks, say nothing about the whole and are left out.
 */
function mergeMetrics(outputs: readonly LossOutputs[]): Record<string, number> {
  const datums = outputs.map(({ lossFnOutputs }) => lossFnOutputs.length);
  const total = datums.reduce((all, count) => all + count, 0);
  const mean = (values: number[]): number =>
    values.reduce((all, value, i) => all + value * ((datums[i] as number) / total), 0);
  const reducers: Readonly<Record<string, (values: number[]) => number>> = {
    sum: (values) => values.reduce((all, value) => all + value, 0),
    min: (values) => Math.min(...values),
    max: (values) => Math.max(...values),
    mean,
    slack: (values) => Math.max(...values) - mean(values),
  };
  const merged: [string, number][] = [];
  for (const name of Object.keys(outputs[0]?.metrics ?? {})) {
    const reduce = reducers[name.slice(name.lastIndexOf(':') + 1)];
    const values = outputs.flatMap(({ metrics }) => metrics[name] ?? []);
    if (reduce !== undefined && values.length === outputs.length) merged.push([name, reduce(values)]);
  }
  return Object.fromEntries(merged);
}
