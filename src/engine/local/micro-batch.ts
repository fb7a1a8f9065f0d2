/**
 * Lays datums out as micro-batches: several short samples share a row (first fit, longest first), each seeing only
 * itself; logits are wanted only at positions that carry loss.
 */

import { InputError } from '../../core/errors.ts';
import { tokensOf } from '../../tinker/model-input.ts';
import type { Datum, LossFn } from '../../tinker/types.ts';
import { rowBucket, rowLengthBucket } from '../buckets.ts';
import { lossInputs } from '../decoder/losses.ts';
import { causalBias } from '../decoder/training-step.ts';

/** A datum checked and in typed arrays; all of one length. */
export interface Sample {
  tokens: Int32Array;
  targets: ArrayLike<number>;
  /** Per-position inputs of the loss, by name. */
  inputs: Readonly<Record<string, ArrayLike<number>>>;
}

/** One run of a compiled step, and where its results belong. */
export interface MicroBatch {
  rows: number;
  length: number;
  positions: number;
  packed: boolean;
  feeds: Record<string, BigInt64Array | Float32Array>;
  /** For each computed position: the sample and the index in it; −1 for padding. */
  owners: Int32Array;
  indices: Int32Array;
}

/** Checks one datum against the model and the loss; throws InputError that names the datum and the fault. */
export function readDatum(
  datum: Datum,
  at: number,
  lossFn: LossFn,
  limits: { vocabSize: number; contextLength: number },
): Sample {
  const fault = (what: string): InputError => new InputError(`datum ${at}: ${what}`, { code: 'datum' });
  const tokens = tokensOf(datum.modelInput);
  if (tokens.length === 0) throw fault('it has no tokens');
  if (tokens.length > limits.contextLength) {
    throw fault(`${tokens.length} tokens do not fit the model's context of ${limits.contextLength}`);
  }
  const read = (name: string): ArrayLike<number> => {
    const tensor = datum.lossFnInputs[name];
    if (tensor === undefined) throw fault(`${lossFn} needs ${name}`);
    if (tensor.data.length !== tokens.length) {
      throw fault(`${name} has ${tensor.data.length} values for ${tokens.length} positions`);
    }
    return tensor.data;
  };
  const targets = read('target_tokens');
  for (const list of [tokens, targets]) {
    for (let i = 0; i < list.length; i++) {
      const token = list[i] as number;
      if (!(token >= 0 && token < limits.vocabSize)) {
        throw fault(`token ${token} is outside the vocabulary of ${limits.vocabSize}`);
      }
    }
  }
  return {
    tokens,
    targets,
    inputs: Object.fromEntries(lossInputs[lossFn].map((name) => [name, read(name)])),
  };
}

interface Placed {
  sample: number;
  start: number;
}

function packRows(samples: readonly Sample[], length: number): Placed[][] {
  const order = samples
    .map((_sample, i) => i)
    .sort((a, b) => sizeAt(samples, b) - sizeAt(samples, a) || a - b);
  const rows: { used: number; placed: Placed[] }[] = [];
  for (const sample of order) {
    const size = sizeAt(samples, sample);
    let row = rows.find((candidate) => candidate.used + size <= length);
    if (row === undefined) rows.push((row = { used: 0, placed: [] }));
    row.placed.push({ sample, start: row.used });
    row.used += size;
  }
  return rows.map(({ placed }) => placed);
}

function sizeAt(samples: readonly Sample[], index: number): number {
  return (samples[index] as Sample).tokens.length;
}

/** What a micro-batch costs and may hold. */
export interface LayoutLimits {
  /** Bounds rows × length. */
  maxTokens: number;
  /** Length at which attention costs a token as much as all the matrices do. */
  balanceLength: number;
}

/** Longer rows waste less room at their ends, but every token attends over the whole row. */
const STRETCHES = [1, 1.5, 2, 3];

function cheapestRows(
  samples: readonly Sample[],
  limits: LayoutLimits,
): { length: number; rows: Placed[][] } {
  const longest = samples.reduce((most, sample) => Math.max(most, sample.tokens.length), 1);
  const choices = STRETCHES.map((stretch) => {
    const length = rowLengthBucket(longest * stretch);
    const rows = packRows(samples, length);
    return { length, rows, cost: rowBucket(rows.length) * length * (1 + length / limits.balanceLength) };
  });
  return choices.reduce((best, choice) => (choice.cost < best.cost ? choice : best));
}

/** All micro-batches of one call. `wanted` tells whether a position's logits are needed. */
export function layOut(
  samples: readonly Sample[],
  wanted: (sample: Sample, index: number) => boolean,
  limits: LayoutLimits,
): MicroBatch[] {
  const { length, rows: packed } = cheapestRows(samples, limits);
  const perBatch = Math.max(1, Math.floor(limits.maxTokens / length));
  const batches = Math.ceil(packed.length / perBatch);
  const each = Math.ceil(packed.length / batches);
  const out: MicroBatch[] = [];
  for (let i = 0; i < batches; i++) {
    const batch = fill(samples, packed.slice(i * each, (i + 1) * each), length, wanted);
    if (batch !== null) out.push(batch);
  }
  return out;
}

function fill(
  samples: readonly Sample[],
  placedRows: readonly (readonly Placed[])[],
  length: number,
  wanted: (sample: Sample, index: number) => boolean,
): MicroBatch | null {
  const rows = rowBucket(placedRows.length);
  const packed = placedRows.some((row) => row.length > 1);
  const tokens = new BigInt64Array(rows * length);
  const positions = new BigInt64Array(rows * length);
  const bias = packed ? new Float32Array(rows * length * length).fill(-1e9) : undefined;
  const places: { flat: number; sample: number; index: number }[] = [];
  placedRows.forEach((row, r) => {
    for (const { sample: number, start } of row) {
      const sample = samples[number] as Sample;
      for (let i = 0; i < sample.tokens.length; i++) {
        const flat = r * length + start + i;
        tokens[flat] = BigInt(sample.tokens[i] as number);
        positions[flat] = BigInt(i);
        bias?.fill(0, flat * length + start, flat * length + start + i + 1);
        if (wanted(sample, i)) places.push({ flat, sample: number, index: i });
      }
    }
  });
  if (places.length === 0) return null;
  // Few sizes, since each is compiled: a quarter at a time, and all when most are wanted.
  const quarter = Math.ceil((rows * length) / 4);
  const count = Math.min(rows * length, Math.ceil(places.length / quarter) * quarter);
  const everywhere = count === rows * length;
  const column = (): Float32Array => new Float32Array(count);
  const names = Object.keys((samples[0] as Sample).inputs);
  const inputs = Object.fromEntries(names.map((name) => [name, column()]));
  const targets = new BigInt64Array(count);
  const chosen = new BigInt64Array(count);
  const owners = new Int32Array(count).fill(-1);
  const indices = new Int32Array(count);
  places.forEach(({ flat, sample: number, index }, i) => {
    const at = everywhere ? flat : i;
    const sample = samples[number] as Sample;
    chosen[at] = BigInt(flat);
    owners[at] = number;
    indices[at] = index;
    targets[at] = BigInt(sample.targets[index] as number);
    for (const name of names)
      (inputs[name] as Float32Array)[at] = (sample.inputs[name] as ArrayLike<number>)[index] as number;
  });
  const feeds: MicroBatch['feeds'] = {
    tokens,
    positions,
    targets,
    ...inputs,
    bias: bias ?? causalBias(length),
  };
  if (!everywhere) feeds['rows'] = chosen;
  return { rows, length, positions: count, packed, feeds, owners, indices };
}
