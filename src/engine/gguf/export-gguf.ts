/**
 * A model folder to a GGUF file as llama.cpp's convert_hf_to_gguf writes it: names, order of rows, types, metadata and
 * tokenizer. One tensor at a time is in memory; the file is whole or not there.
 */

import { basename, resolve } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { readModelConfig } from '../files/model-config.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { OWN_CONFIG } from '../files/config-hints.ts';
import { withWeightFiles } from '../files/weight-files.ts';
import { weightSpecs } from '../files/weight-names.ts';
import type { WeightSpec } from '../files/weight-names.ts';
import { writeAll } from '../files/write-all.ts';
import { exists, writeFileAtomically } from '../files/write-atomic.ts';
import { ALIGNMENT, aligned, headerBytes, tensorBytes } from './header-writer.ts';
import type { PlannedTensor } from './header-writer.ts';
import { modelEntries, ropeFactors } from './model-entries.ts';
import type { GgufType } from './model-entries.ts';
import { quantise } from './quantise.ts';
import { bytesOf } from '../files/stream-safetensors.ts';
import { typeLayouts } from './tensor-types.ts';
import { tokenizerEntries } from './tokenizer-entries.ts';
import { ggufWeightName, pairedHeads, reorderRows } from './weight-map.ts';

export type { GgufType } from './model-entries.ts';

export interface ExportedGguf {
  bytes: number;
  /** How llama.cpp will split text: `tokenizer.ggml.pre`. */
  pre: string;
  /** Tensors that are F16 though Q8_0 was asked for: their rows are not whole blocks of 32. */
  keptAsF16: string[];
}

type WrittenType = 'F32' | 'F16' | 'Q8_0';
interface Planned extends PlannedTensor {
  type: WrittenType;
  read: () => Promise<Float32Array>;
}

/** Vectors stay float32; rows that are not whole blocks stay F16, as in llama.cpp. */
function writtenType({ shape }: WeightSpec, type: GgufType): WrittenType {
  if (shape.length < 2 || type === 'f32') return 'F32';
  const whole = (shape.at(-1) as number) % typeLayouts.Q8_0.values === 0;
  return type === 'q8_0' && whole ? 'Q8_0' : 'F16';
}

function inGgufOrder(values: Float32Array, name: string, config: ModelConfig): Float32Array {
  const heads = pairedHeads(name, config);
  if (heads === 0) return values;
  return new Float32Array(reorderRows(bytesOf(values), heads, config.headDim, true).buffer);
}

/**
 * Writes the model of `directory` to `path`. Throws `InputError`: a folder that cannot be read or is inconsistent, a number
 * that does not fit, a rope scaling or tokenizer that llama.cpp does not have, a file that exists (unless `overwrite`).
 */
export async function exportGguf(
  directory: string,
  path: string,
  options: { type: GgufType; overwrite?: boolean },
): Promise<ExportedGguf> {
  if (!options.overwrite && (await exists(path)))
    throw new InputError(`${path} already exists`, { hint: 'Choose another name, or allow overwriting.' });
  const config = await readModelConfig(directory);
  const tokenizer = await tokenizerEntries(directory, config.vocabSize);
  const name = basename(resolve(directory));
  const entries = [...modelEntries(config, name, options.type), ...tokenizer.entries];

  return withWeightFiles(directory, async (files) => {
    const specs = weightSpecs(config);
    const tensors = specs.map((spec): Planned => {
      const file = files.get(spec.name);
      const stored = file?.tensors.get(spec.name)?.shape.join() ?? 'missing';
      if (file === undefined || stored !== spec.shape.join())
        throw new InputError(
          `${directory}: tensor ${spec.name} is ${stored}, config.json asks for ${spec.shape.join()}`,
          { hint: OWN_CONFIG },
        );
      const read = async (): Promise<Float32Array> =>
        inGgufOrder(await file.read(spec.name), spec.name, config);
      return {
        name: ggufWeightName(spec.name),
        type: writtenType(spec, options.type),
        shape: spec.shape,
        read,
      };
    });
    const factors = ropeFactors(config);
    if (factors !== null)
      tensors.unshift({
        name: 'rope_freqs.weight',
        type: 'F32',
        shape: [factors.length],
        read: () => Promise.resolve(factors),
      });

    let written = 0;
    await writeFileAtomically(path, async (handle) => {
      const write = async (bytes: Uint8Array): Promise<void> => {
        await writeAll(handle, bytes);
        written += bytes.length;
      };
      await write(headerBytes(entries, tensors));
      for (const tensor of tensors) {
        const bytes = quantise(tensor.type, await tensor.read(), tensor.name);
        if (bytes.length !== tensorBytes(tensor))
          throw new Error(`internal: ${tensor.name} has ${bytes.length} bytes`);
        await write(bytes);
        await write(new Uint8Array(aligned(bytes.length) - bytes.length));
      }
    });
    if (written % ALIGNMENT !== 0) throw new Error(`internal: ${path} has ${written} bytes`);
    const keptAsF16 = tensors
      .filter(({ type }) => options.type === 'q8_0' && type === 'F16')
      .map((t) => t.name);
    return { bytes: written, pre: tokenizer.pre, keptAsF16 };
  });
}
