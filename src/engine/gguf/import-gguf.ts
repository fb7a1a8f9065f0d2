/**
 * A GGUF file to a model folder as Hugging Face has it: `config.json`, tokenizer files, `model.safetensors`. Weights of
 * 16 bits keep their type, all others become float32 with the values llama.cpp computes with. Tensors pass through piece by
 * piece; only Llama's query and key matrices, whose rows stand in another order, are whole in memory.
 */

import { join } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { modelConfigJson } from '../files/model-config.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { parameterCount, weightSpecs } from '../files/weight-names.ts';
import type { WeightSpec } from '../files/weight-names.ts';
import { writeFolderAtomically, writeTextAtomically } from '../files/write-atomic.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { modelConfigOf } from './architecture.ts';
import { GgufFile } from './gguf-file.ts';
import { bytesOf, streamSafetensors } from '../files/stream-safetensors.ts';
import type { StreamedTensor } from '../files/stream-safetensors.ts';
import { writeTokenizerFiles } from './tokenizer-files.ts';
import { ggufWeightName, pairedHeads, reorderRows } from './weight-map.ts';

/** Tensors that say nothing a `ModelConfig` does not: tables of rotary frequencies. */
const redundant = /^rope_freqs\.weight$|\.attn_rot_embd\.weight$/;

export interface ImportedGguf {
  config: ModelConfig;
  parameters: number;
  /** The storage types of the tensors, and how many have each. */
  types: Readonly<Record<string, number>>;
}

function checkTensors(file: GgufFile, specs: readonly WeightSpec[], config: ModelConfig): void {
  const known = new Set<string>();
  for (const { name, shape } of specs) {
    const stored = ggufWeightName(name);
    known.add(stored);
    const found = file.tensor(stored).shape;
    if (found.join() !== shape.join()) {
      throw new InputError(
        `${file.path}: tensor ${stored} is [${found.join(', ')}], the metadata asks for [${shape.join(', ')}]`,
        { hint: 'Download the file again, or use one that a current converter of llama.cpp has written.' },
      );
    }
  }
  const extra = [...file.tensors.keys()].filter((name) => !known.has(name) && !redundant.test(name));
  if (extra.length === 0) return;
  throw new InputError(
    `${file.path}: ${extra.length} tensors that ${config.architecture} does not have: ${extra.slice(0, 5).join(', ')}`,
    { hint: 'It can still be sampled as it is: --model gguf:PATH.' },
  );
}

function streamed(file: GgufFile, { name, shape }: WeightSpec, config: ModelConfig): StreamedTensor {
  const stored = ggufWeightName(name);
  const { type } = file.tensor(stored);
  const keeps = type === 'F16' || type === 'BF16';
  const heads = pairedHeads(name, config);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    if (heads > 0) {
      const parts: Uint8Array[] = [];
      for await (const part of keeps ? file.bytePieces(stored) : file.pieces(stored))
        parts.push(part instanceof Float32Array ? bytesOf(part) : part);
      yield reorderRows(Buffer.concat(parts), heads, config.headDim, false);
    } else if (keeps) yield* file.bytePieces(stored);
    else for await (const part of file.pieces(stored)) yield bytesOf(part);
  }
  return { name, shape, dtype: keeps ? type : 'F32', pieces };
}

/** `dtype` of config.json: that of the matrices, if all have the same. */
function dtypeOf(tensors: readonly StreamedTensor[]): string {
  const kinds = new Set(tensors.filter(({ shape }) => shape.length > 1).map(({ dtype }) => dtype));
  const [kind] = kinds.size === 1 ? kinds : [];
  return kind === 'F16' ? 'float16' : kind === 'BF16' ? 'bfloat16' : 'float32';
}

/**
 * Writes the model of a GGUF file as the folder `directory`. Throws `InputError`: a damaged file, an architecture, tensor
 * type or tokenizer that cannot be imported, tensors that are missing or of the wrong shape, a folder that exists (unless
 * `overwrite`).
 */
export async function importGguf(
  path: string,
  directory: string,
  options: { overwrite?: boolean } = {},
): Promise<ImportedGguf> {
  const file = await GgufFile.open(path);
  try {
    const config = await modelConfigOf(file);
    const specs = weightSpecs(config);
    checkTensors(file, specs, config);
    const tensors = specs.map((spec) => streamed(file, spec, config));
    await writeFolderAtomically(
      directory,
      async (partial) => {
        await writeTokenizerFiles(partial, file.metadata, config.contextLength);
        const json = modelConfigJson(config, await HfTokenizer.load(partial));
        const begin = file.metadata.number('tokenizer.ggml.bos_token_id') ?? null;
        const text = JSON.stringify({ ...json, bos_token_id: begin, dtype: dtypeOf(tensors) }, null, 2);
        await writeTextAtomically(join(partial, 'config.json'), `${text}\n`);
        await streamSafetensors(join(partial, 'model.safetensors'), tensors);
      },
      options,
    );
    const types: Record<string, number> = {};
    for (const { type } of file.tensors.values()) types[type] = (types[type] ?? 0) + 1;
    return { config, parameters: parameterCount(config), types };
  } finally {
    await file.close();
  }
}
