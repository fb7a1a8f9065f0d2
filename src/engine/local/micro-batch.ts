/**
 * Lays datums out as micro-batches: several short samples share a row (first fit, longest first), each seeing only
 * itself and the beginning it may share with others (`shared-prefix.ts`); logits are wanted only at positions that
 * carry loss.
 */

import { InputError } from '../../core/errors.ts';
import { tokensOf } from '../../tinker/model-input.ts';
import type { Datum, LossFn } from '../../tinker/types.ts';
import { rowBucket, rowLengthBucket } from '../buckets.ts';
import { lossInputs } from '../decoder/losses.ts';
import { bundleLength, bundles } from './shared-prefix.ts';
import type { Bundle } from './shared-prefix.ts';

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
  /** Positions whose logits are computed; null: all, in order. */
  positions: number | null;
  packed: boolean;
  feeds: Record<string, BigInt64Array | Float32Array>;
  computed: Owners;
  /** Of the positions that are not wanted, where they are computed beside (`other rows`). */
  others: Owners;
  /** False where nothing is wanted: only the others are computed, as if they were. */
  isWanted: boolean;
}

/** For each computed position: the sample and the index in it; −1 for padding. */
export interface Owners {
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
  bundle: Bundle;
  start: number;
}

function packRows(samples: readonly Sample[], items: readonly Bundle[], length: number): Placed[][] {
  const sized = items.map((bundle) => ({ bundle, size: bundleLength(samples, bundle) }));
  const rows: { used: number; placed: Placed[] }[] = [];
  for (const { bundle, size } of sized.sort((a, b) => b.size - a.size)) {
    let row = rows.find((candidate) => candidate.used + size <= length);
    if (row === undefined) rows.push((row = { used: 0, placed: [] }));
    row.placed.push({ bundle, start: row.used });
    row.used += size;
  }
  return rows.map(({ placed }) => placed);
}

/** What a micro-batch costs and may hold. */
export interface LayoutLimits {
  /** Micro-batches that run at the same time. */
  lanes: number;
  /** Bounds rows × length. */
  maxTokens: number;
  /** Length at which attention costs a token as much as all the matrices do. */
  balanceLength: number;
}

/** Longer rows waste less room at their ends, but every token attends over the whole row. */
const STRETCHES = [1, 1.5, 2, 3];

/** What a micro-batch costs beside its tokens, in tokens: every weight is read once more. */
const BATCH_TOKENS = 32;

/** Samples that lie in rows of one length. */
interface Group {
  length: number;
  rows: Placed[][];
  cost: number;
}

function cheapestGroup(samples: readonly Sample[], items: readonly Bundle[], limits: LayoutLimits): Group {
  const longest = items.reduce((most, item) => Math.max(most, bundleLength(samples, item)), 1);
  const choices = STRETCHES.map((stretch): Group => {
    const length = rowLengthBucket(longest * stretch);
    const rows = packRows(samples, items, length);
    const perBatch = rowsPerBatch(rows.length, length, limits);
    const batches = Math.ceil(rows.length / perBatch);
    const padded = rowBucket(perBatch) * batches;
    const cost = padded * length * (1 + length / limits.balanceLength) + batches * BATCH_TOKENS;
    return { length, rows, cost };
  });
  return choices.reduce((best, choice) => (choice.cost < best.cost ? choice : best));
}

/**
 * A few long samples would have the short ones lie in rows as long as theirs, where each token attends over all of the row. So
 * samples are parted by length into the groups that are cheapest together: best[n] is the cheapest parting of the n shortest
 * lengths.
 */
function cheapestGroups(samples: readonly Sample[], limits: LayoutLimits): Group[] {
  const items = bundles(samples, limits.balanceLength);
  const byLength = Map.groupBy(items, (item) => rowLengthBucket(bundleLength(samples, item)));
  const lengths = [...byLength.keys()].sort((a, b) => a - b);
  const best: { groups: Group[]; cost: number }[] = [{ groups: [], cost: 0 }];
  for (let end = 1; end <= lengths.length; end++) {
    const choices = best.map(({ groups, cost }, start) => {
      const part = lengths.slice(start, end).flatMap((length) => byLength.get(length) ?? []);
      const last = cheapestGroup(samples, part, limits);
      return { groups: [last, ...groups], cost: cost + last.cost };
    });
    best.push(choices.reduce((a, b) => (b.cost < a.cost ? b : a)));
  }
  return best.at(-1)?.groups ?? [];
}

/** Rows are spread evenly over as many batches as keep all lanes busy. */
function rowsPerBatch(rows: number, length: number, { lanes, maxTokens }: LayoutLimits): number {
  const most = Math.max(1, Math.floor(maxTokens / length));
  const turns = Math.ceil(rows / (lanes * most));
  return Math.ceil(rows / (lanes * turns));
}

/**
 * All micro-batches of one call. `wanted` tells whether a position's logits are needed; with `withOthers` those of all others are computed
 * too, beside what is wanted, which has the same bits either way.
 */
export function layOut(
  samples: readonly Sample[],
  wanted: (sample: Sample, index: number) => boolean,
  limits: LayoutLimits,
  withOthers = false,
): MicroBatch[] {
  const out: MicroBatch[] = [];
  for (const { length, rows } of cheapestGroups(samples, limits)) {
    const perBatch = rowsPerBatch(rows.length, length, limits);
    for (let from = 0; from < rows.length; from += perBatch) {
      const batch = fill(samples, rows.slice(from, from + perBatch), length, { wanted, withOthers });
      if (batch !== null) out.push(batch);
    }
  }
  return out;
}

function fill(
  samples: readonly Sample[],
  placedRows: readonly (readonly Placed[])[],
  length: number,
  { wanted, withOthers }: { wanted: (sample: Sample, index: number) => boolean; withOthers: boolean },
): MicroBatch | null {
  const rows = rowBucket(placedRows.length);
  const packed = placedRows.some((row) => row.length > 1 || row.some(({ bundle }) => bundle.prefix > 0));
  const tokens = new BigInt64Array(rows * length);
  const positions = new BigInt64Array(rows * length);
  const bias = packed ? new Float32Array(rows * length * length).fill(-1e9) : undefined;
  let places: Place[] = [];
  let rest: Place[] = [];
  let isShared = false;
  placedRows.forEach((row, r) => {
    for (const { bundle, start } of row) {
      const { prefix, members } = bundle;
      isShared ||= prefix > 0;
      const first = r * length + start;
      let own = first + prefix;
      members.forEach((number, m) => {
        const sample = samples[number] as Sample;
        for (let i = 0; i < sample.tokens.length; i++) {
          const flat = i < prefix ? first + i : own + i - prefix;
          const place = { flat, sample: number, index: i };
          if (wanted(sample, i)) places.push(place);
          else if (withOthers) rest.push(place);
          if (i < prefix && m > 0) continue;
          tokens[flat] = BigInt(sample.tokens[i] as number);
          positions[flat] = BigInt(i);
          const line = flat * length + start;
          bias?.fill(0, line, line + Math.min(prefix, i + 1));
          bias?.fill(0, line + own - first, line + flat - first + 1);
        }
        own += sample.tokens.length - prefix;
      });
    }
  });
  const isWanted = places.length > 0;
  if (!isWanted) [places, rest] = [rest, []];
  if (places.length === 0) return null;
  // Few sizes, since each is compiled: a quarter at a time, and all when most are wanted. A shared position can be wanted
  // by several samples, each with a target of its own: then they are chosen one by one.
  const quarter = Math.ceil((rows * length) / 4);
  const everywhere = !isShared && places.length > 3 * quarter;
  const count = everywhere ? rows * length : Math.ceil(places.length / quarter) * quarter;
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
    ...(bias && { bias }),
  };
  if (!everywhere) feeds['rows'] = chosen;
  const others = placesBeside(samples, rest, quarter, feeds);
  const shape = { rows, length, positions: everywhere ? null : count, packed };
  return { ...shape, feeds, computed: { owners, indices }, others, isWanted };
}

/** A position of a micro-batch, and whose it is. */
interface Place {
  flat: number;
  sample: number;
  index: number;
}

/** Adds what positions without loss are computed from to `feeds`; as few sizes as of the others. */
function placesBeside(
  samples: readonly Sample[],
  places: readonly Place[],
  quarter: number,
  feeds: MicroBatch['feeds'],
): Owners {
  const count = Math.ceil(places.length / quarter) * quarter;
  const found = { owners: new Int32Array(count).fill(-1), indices: new Int32Array(count) };
  if (count === 0) return found;
  const [rows, targets] = [new BigInt64Array(count), new BigInt64Array(count)];
  places.forEach(({ flat, sample, index }, i) => {
    rows[i] = BigInt(flat);
    found.owners[i] = sample;
    found.indices[i] = index;
    targets[i] = BigInt((samples[sample] as Sample).targets[index] as number);
  });
  Object.assign(feeds, { 'other rows': rows, 'other targets': targets });
  return found;
}
