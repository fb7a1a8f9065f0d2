/** Keys and values of a batch of several samples a prompt: the prompts' and each row's own. */

import type { ModelConfig } from '../files/model-config.ts';
import type { Scratch } from './scratch.ts';

/** Which rows a batch holds: `prompts` × `samples` places, each with a row of the request list or −1. */
export interface Layout {
  prompts: number;
  samples: number;
  /** For each prompt place: the prompt it holds, or −1. */
  promptOf: Int32Array;
  /** For each place, prompt-major: the row it holds, or −1. */
  rowOf: Int32Array;
}

/** [prompts, kvHeads, length, headDim] for each layer, keys and values. */
export interface PromptCache {
  /** Where its arrays lie in the scratch memory. */
  name: string;
  length: number;
  keys: Float32Array[];
  values: Float32Array[];
}

/** [prompts, kvHeads, samples, length, headDim] for each layer, keys and values; the first `used` positions are filled. */
export interface OwnCache {
  name: string;
  length: number;
  used: number;
  keys: Float32Array[];
  values: Float32Array[];
}

function arrays(config: ModelConfig, name: string, size: number, scratch: Scratch): Float32Array[] {
  return Array.from({ length: config.layers }, (_value, i) => scratch.take(`${name}.${i}`, size));
}

export function newPromptCache(
  config: ModelConfig,
  prompts: number,
  length: number,
  scratch: Scratch,
  name = 'prompt',
): PromptCache {
  const size = prompts * config.kvHeads * length * config.headDim;
  return {
    name,
    length,
    keys: arrays(config, `${name}.key`, size, scratch),
    values: arrays(config, `${name}.value`, size, scratch),
  };
}

export function newOwnCache(
  config: ModelConfig,
  layout: Layout,
  length: number,
  scratch: Scratch,
  name = 'own',
): OwnCache {
  const size = layout.prompts * config.kvHeads * layout.samples * length * config.headDim;
  const [keys, values] = [
    arrays(config, `${name}.key`, size, scratch),
    arrays(config, `${name}.value`, size, scratch),
  ];
  // What is not written yet is masked, but a NaN left behind by another generation would come through the mask.
  for (const array of [...keys, ...values]) array.fill(0);
  return { name, length, used: 0, keys, values };
}

/** Appends the step's new rows, `fresh` [prompts, samples, kvHeads, headDim], to a layer's own cache. */
export function append(
  config: ModelConfig,
  layout: Layout,
  cache: Float32Array,
  fresh: Float32Array,
  place: { used: number; length: number },
): void {
  const { kvHeads, headDim } = config;
  const { prompts, samples } = layout;
  let from = 0;
  for (let p = 0; p < prompts; p++) {
    for (let s = 0; s < samples; s++) {
      for (let h = 0; h < kvHeads; h++) {
        const to = (((p * kvHeads + h) * samples + s) * place.length + place.used) * headDim;
        for (let d = 0; d < headDim; d++) cache[to + d] = fresh[from + d] as number;
        from += headDim;
      }
    }
  }
}

/** Puts the prompts of `from`, which are padded to less, into the places of `to` from `place.from` on. */
export function putPrompts(
  config: ModelConfig,
  from: PromptCache,
  to: PromptCache,
  place: { from: number; rows: number },
): void {
  const { kvHeads, headDim, layers } = config;
  const size = from.length * headDim;
  const first = place.from * kvHeads;
  for (let layer = 0; layer < layers; layer++) {
    for (const kind of ['keys', 'values'] as const) {
      const [source, target] = [from[kind][layer] as Float32Array, to[kind][layer] as Float32Array];
      for (let head = 0; head < place.rows * kvHeads; head++) {
        const part = source.subarray(head * size, (head + 1) * size);
        target.set(part, (first + head) * to.length * headDim);
      }
    }
  }
}

/** A cache moves between two places of the scratch memory. */
function otherName(name: string): string {
  return name.endsWith("'") ? name.slice(0, -1) : `${name}'`;
}

/** The own cache with room for `length` positions under a new layout; rows that are in both keep their contents. */
export function relayOwn(
  config: ModelConfig,
  old: OwnCache,
  from: Layout,
  to: Layout,
  length: number,
  scratch: Scratch,
): OwnCache {
  const { kvHeads, headDim, layers } = config;
  const out = newOwnCache(config, to, length, scratch, otherName(old.name));
  out.used = old.used;
  const placeOf = new Map<number, number>();
  from.rowOf.forEach((row, place) => row >= 0 && placeOf.set(row, place));
  const count = old.used * headDim;
  to.rowOf.forEach((row, place) => {
    const source = placeOf.get(row);
    if (row < 0 || source === undefined) return;
    const [fromPrompt, fromSample] = [Math.floor(source / from.samples), source % from.samples];
    const [toPrompt, toSample] = [Math.floor(place / to.samples), place % to.samples];
    for (let h = 0; h < kvHeads; h++) {
      const at = ((fromPrompt * kvHeads + h) * from.samples + fromSample) * old.length * headDim;
      const target = ((toPrompt * kvHeads + h) * to.samples + toSample) * length * headDim;
      for (let layer = 0; layer < layers; layer++) {
        for (const kind of ['keys', 'values'] as const) {
          const source = old[kind][layer] as Float32Array;
          (out[kind][layer] as Float32Array).set(source.subarray(at, at + count), target);
        }
      }
    }
  });
  return out;
}

/** The prompts' cache under a new layout; prompts that are in both keep their contents. */
export function relayPrompts(
  config: ModelConfig,
  old: PromptCache,
  from: Layout,
  to: Layout,
  scratch: Scratch,
): PromptCache {
  const out = newPromptCache(config, to.prompts, old.length, scratch, otherName(old.name));
  const size = config.kvHeads * old.length * config.headDim;
  to.promptOf.forEach((prompt, place) => {
    const source = prompt < 0 ? -1 : from.promptOf.indexOf(prompt);
    if (source < 0) return;
    for (let layer = 0; layer < config.layers; layer++) {
      for (const kind of ['keys', 'values'] as const) {
        const data = (old[kind][layer] as Float32Array).subarray(source * size, (source + 1) * size);
        (out[kind][layer] as Float32Array).set(data, place * size);
      }
    }
  });
  return out;
}

/** Packs the rows that still run: prompts side by side, each with as many places as the fullest needs. */
export function layoutOf(
  rows: readonly { row: number; prompt: number }[],
  bucket: (count: number) => number,
): Layout {
  const byPrompt = Map.groupBy(rows, ({ prompt }) => prompt);
  const prompts = bucket(byPrompt.size);
  const samples = bucket(Math.max(...[...byPrompt.values()].map((list) => list.length)));
  const promptOf = new Int32Array(prompts).fill(-1);
  const rowOf = new Int32Array(prompts * samples).fill(-1);
  [...byPrompt.entries()].forEach(([prompt, list], p) => {
    promptOf[p] = prompt;
    list.forEach(({ row }, s) => (rowOf[p * samples + s] = row));
  });
  return { prompts, samples, promptOf, rowOf };
}
