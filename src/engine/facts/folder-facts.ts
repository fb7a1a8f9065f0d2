/** What a model folder as Hugging Face writes it holds. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FinR1Error } from '../../core/errors.ts';
import { isThere } from '../../core/file-errors.ts';
import { unappliedIn } from '../files/generation-config.ts';
import { readJson } from '../files/read-json.ts';
import type { TensorInfo } from '../files/safetensors-header.ts';
import { withWeightFiles } from '../files/weight-files.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { elementCount, weightSpecs } from '../files/weight-names.ts';
import { ChatTemplate, readChatTemplate } from '../tokenizer/chat-template.ts';
import { readTokenizerConfig, readTokenizerJson, vocabSizeOf } from '../tokenizer/tokenizer-json.ts';
import { engineUses } from '../memory/training-need.ts';
import { licenceOf } from './licence.ts';
import { byType, bytesOf } from './model-facts.ts';
import type { ModelFacts, ModelShapeInfo } from './model-facts.ts';
import { supportedConfig } from './unsupported.ts';

type Headers = ReadonlyMap<string, TensorInfo>;

const EMBEDDINGS: ReadonlySet<string> = new Set(['model.embed_tokens.weight', 'lm_head.weight']);
const READABLE: ReadonlySet<string> = new Set(['F32', 'F16', 'BF16']);
const architectureSchema = z.looseObject({ architectures: z.array(z.string()).default([]) });

export async function folderFacts(directory: string, context: number): Promise<ModelFacts> {
  const path = join(directory, 'config.json');
  const json = await readJson(path, architectureSchema);
  const { config, unsupported } = supportedConfig(json, path);
  const headers = await withWeightFiles(
    directory,
    async (files) =>
      new Map([...files].flatMap(([name, { tensors }]) => [...tensors].filter(([own]) => own === name))),
    { headers: true },
  );
  const tensors = [...headers].map(([name, { dtype, shape }]) => ({
    name,
    type: dtype,
    count: elementCount(shape),
  }));
  const total = tensors.reduce((sum, { count }) => sum + count, 0);
  const embedded = tensors.reduce((sum, { name, count }) => sum + (EMBEDDINGS.has(name) ? count : 0), 0);
  const tokenizer = await tokenizerOf(directory);
  if (config !== null && tokenizer.found !== null && tokenizer.found.tokens > config.vocabSize) {
    const { tokens } = tokenizer.found;
    tokenizer.faults.push(
      `the tokenizer has ${tokens} tokens, the model's vocabulary only ${config.vocabSize}`,
    );
  }
  const memoryAt = Math.min(context, config?.contextLength ?? context);
  return {
    ...{ format: 'safetensors', architecture: json.architectures[0] ?? 'not named' },
    shape: config && shapeOf(config),
    parameters: { total, nonEmbedding: total - embedded },
    types: byType(tensors),
    tokenizer: tokenizer.found,
    hasChatTemplate: tokenizer.hasChatTemplate,
    licence: licenceOf(directory),
    disk: bytesOf(filesIn(directory)),
    unsupported: [...unsupported, ...weightFaults(headers, config), ...tokenizer.faults],
    unapplied: await unappliedIn(directory),
    memoryAt,
    memory: config === null ? [] : engineUses(config, memoryAt),
  };
}

export function filesIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => join(directory, name));
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
  const unlike = weightSpecs(config).filter(
    ({ name, shape }) => headers.has(name) && headers.get(name)?.shape.join() !== shape.join(),
  );
  const [first] = unlike;
  if (first !== undefined) {
    const stored = headers.get(first.name)?.shape.join(', ') ?? '';
    const more = unlike.length > 1 ? `, and ${unlike.length - 1} more of other shapes` : '';
    faults.push(
      `tensor ${first.name} is [${stored}], config.json asks for [${first.shape.join(', ')}]${more}`,
    );
  }
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
      template === null
        ? [
            'chat_template is missing, and models are trained and asked in chats: use the chat model of the family',
          ]
        : templateFaults(template, directory);
    return { found: { kind: 'byte-level BPE', tokens }, hasChatTemplate: template !== null, faults };
  } catch (error) {
    if (!FinR1Error.isInstance(error)) throw error;
    return { found: null, hasChatTemplate: false, faults: [`tokenizer: ${error.message}`] };
  }
}

function templateFaults(template: string, directory: string): string[] {
  try {
    new ChatTemplate(template, directory);
    return [];
  } catch (error) {
    if (!FinR1Error.isInstance(error)) throw error;
    return [error.message.replace(`${directory}: `, '')];
  }
}
