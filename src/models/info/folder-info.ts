/** What a model folder as Hugging Face writes it holds. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FinR1Error } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import { adapterWeightsFile } from '../../engine/adapter/adapter-folder.ts';
import { readPeftConfig } from '../../engine/adapter/peft-config.ts';
import { tokenizerFolderOf } from '../../engine/files/model-folder.ts';
import { readJson } from '../../engine/files/read-json.ts';
import { SafetensorsFile } from '../../engine/files/safetensors.ts';
import { elementCount } from '../../engine/files/weight-names.ts';
import { baseFolderOf, isAdapterFolder, weightSpecs } from '../../engine/index.ts';
import type { ModelConfig } from '../../engine/index.ts';
import { readChatTemplate } from '../../engine/tokenizer/chat-template.ts';
import {
  readTokenizerConfig,
  readTokenizerJson,
  vocabSizeOf,
} from '../../engine/tokenizer/tokenizer-json.ts';
import { engineUses } from '../memory/memory-need.ts';
import { licenceOf } from './licence.ts';
import { byType, bytesOf } from './model-info.ts';
import type { ModelFacts, ModelShapeInfo } from './model-info.ts';
import { supportedConfig } from './unsupported.ts';
import { weightHeaders } from './weight-headers.ts';

type Headers = Awaited<ReturnType<typeof weightHeaders>>;

const EMBEDDINGS: ReadonlySet<string> = new Set(['model.embed_tokens.weight', 'lm_head.weight']);
const READABLE: ReadonlySet<string> = new Set(['F32', 'F16', 'BF16']);
const architectureSchema = z.looseObject({ architectures: z.array(z.string()).default([]) });

/** An adapter has the shape, the weights and, where it came without one, the tokenizer of its base. */
export async function folderInfo(directory: string, context: number): Promise<ModelFacts> {
  const base = isAdapterFolder(directory) ? baseFolderOf(directory) : directory;
  const path = join(base, 'config.json');
  const json = await readJson(path, architectureSchema);
  const { config, unsupported } = supportedConfig(json, path);
  const headers = await weightHeaders(base);
  const tensors = [...headers].map(([name, { dtype, shape }]) => ({
    name,
    type: dtype,
    count: elementCount(shape),
  }));
  const total = tensors.reduce((sum, { count }) => sum + count, 0);
  const embedded = tensors.reduce((sum, { name, count }) => sum + (EMBEDDINGS.has(name) ? count : 0), 0);
  const tokenizer = await tokenizerOf(await tokenizerFolderOf(directory));
  const memoryAt = Math.min(context, config?.contextLength ?? context);
  return {
    ...{ format: 'safetensors', architecture: json.architectures[0] ?? 'not named' },
    ...(base === directory ? {} : { adapter: await adapterFacts(directory, base) }),
    shape: config && shapeOf(config),
    parameters: { total, nonEmbedding: total - embedded },
    types: byType(tensors),
    tokenizer: tokenizer.found,
    hasChatTemplate: tokenizer.hasChatTemplate,
    licence: licenceOf(directory) ?? licenceOf(base),
    disk: bytesOf(
      readdirSync(directory, { withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map(({ name }) => join(directory, name)),
    ),
    unsupported: [...unsupported, ...weightFaults(headers, config), ...tokenizer.faults],
    memoryAt,
    memory: config === null ? [] : engineUses(config, memoryAt),
  };
}

async function adapterFacts(directory: string, base: string): Promise<ModelFacts['adapter']> {
  const { lora } = readPeftConfig(directory);
  const file = await SafetensorsFile.open(join(directory, adapterWeightsFile));
  try {
    const parameters = [...file.tensors.values()].reduce((sum, { shape }) => sum + elementCount(shape), 0);
    return { rank: lora.rank, parameters, base };
  } finally {
    await file.close();
  }
}

export function shapeOf(config: ModelConfig): ModelShapeInfo {
  const { layers, hiddenSize, heads, kvHeads, headDim, vocabSize, contextLength } = config;
  return { layers, hiddenSize, heads, kvHeads, headDim, vocabSize, contextLength };
}

function weightFaults(headers: Headers, config: ModelConfig | null): string[] {
  const others = [...headers].filter(([, { dtype }]) => !READABLE.has(dtype));
  const types = [...new Set(others.map(([, { dtype }]) => dtype))];
  const faults =
    types.length === 0
      ? []
      : [`weights as ${types.join(', ')} (${others.length} tensors): F32, F16 and BF16 can be read`];
  if (config === null) return faults;
  const asked = new Set(weightSpecs(config).map(({ name }) => name));
  const missing = [...asked].filter((name) => !headers.has(name));
  const isTiedHead = (name: string): boolean => config.tiedEmbeddings && name === 'lm_head.weight';
  const extra = [...headers.keys()].filter(
    (name) => !asked.has(name) && !isTiedHead(name) && !name.endsWith('.rotary_emb.inv_freq'),
  );
  if (missing.length > 0) faults.push(`missing tensors: ${firstOf(missing)}`);
  if (extra.length > 0) faults.push(`tensors that ${config.architecture} does not have: ${firstOf(extra)}`);
  return faults;
}

function firstOf(names: readonly string[]): string {
  return names.length <= 3
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}

async function tokenizerOf(
  directory: string,
): Promise<{ found: ModelFacts['tokenizer']; hasChatTemplate: boolean; faults: string[] }> {
  if (!isThere(join(directory, 'tokenizer.json'))) {
    return { found: null, hasChatTemplate: false, faults: ['tokenizer.json is missing'] };
  }
  try {
    const tokens = vocabSizeOf(await readTokenizerJson(directory));
    const template = await readChatTemplate(directory, await readTokenizerConfig(directory));
    const faults =
      template === null ? ['chat_template is missing: it can be trained, but not asked as a chat'] : [];
    return { found: { kind: 'byte-level BPE', tokens }, hasChatTemplate: template !== null, faults };
  } catch (error) {
    if (!FinR1Error.isInstance(error)) throw error;
    return { found: null, hasChatTemplate: false, faults: [`tokenizer: ${error.message}`] };
  }
}
