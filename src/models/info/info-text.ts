/** A model's facts as people read them. */

import { bytesText } from '../../hub/bytes-text.ts';
import { memoryText } from '../memory/machine-memory.ts';
import type { ModelInfo } from './model-info.ts';

const count = (value: number): string => value.toLocaleString('en-US');

/** `134.5M`, `7.6B`. */
export function parametersText(parameters: number): string {
  if (parameters >= 1e9) return `${(parameters / 1e9).toFixed(2)}B`;
  return parameters >= 1e6 ? `${(parameters / 1e6).toFixed(1)}M` : count(parameters);
}

export function infoText(info: ModelInfo): string {
  const { parameters, tokenizer, unsupported } = info;
  const template = info.hasChatTemplate ? 'chat template' : 'no chat template';
  const rows: [string, string][] = [
    [info.format === 'gguf' ? 'file' : 'folder', info.path],
    ...adapterRow(info),
    ['architecture', [info.architecture, ...shapeText(info)].join(', ')],
    [
      'parameters',
      `${parametersText(parameters.total)} (${parametersText(parameters.nonEmbedding)} without embeddings), ${typesText(info)}`,
    ],
    [
      'tokenizer',
      tokenizer === null
        ? 'none that can be read'
        : `${tokenizer.kind}, ${count(tokenizer.tokens)} tokens; ${template}`,
    ],
    ['licence', info.licence ?? 'not stated'],
    ['disk', bytesText(info.disk)],
    ['supported', unsupported.length === 0 ? 'yes: it can be sampled and trained' : supportedText(info)],
    ...unsupported.map((what): [string, string] => ['', `- ${what}`]),
    ...info.unapplied.map((what): [string, string] => [
      'not applied',
      `${what} (generation_config.json; transformers applies it)`,
    ]),
  ];
  const lines = rows.map(([name, value]) => `${name.padEnd(14)}${value}`);
  return [info.model, ...lines, ...memoryLines(info)].join('\n');
}

function adapterRow({ adapter }: ModelInfo): [string, string][] {
  if (adapter === undefined) return [];
  const { rank, parameters, base } = adapter;
  return [['adapter', `LoRA of rank ${rank}, ${parametersText(parameters)} parameters, on ${base}`]];
}

function supportedText({ format, memory }: ModelInfo): string {
  return format === 'gguf' && memory.length > 0 ? 'by llama.cpp; not by this engine:' : 'not:';
}

function shapeText({ shape }: ModelInfo): string[] {
  if (shape === null) return [];
  const { layers, hiddenSize, heads, kvHeads, headDim, contextLength } = shape;
  const shared = kvHeads === heads ? '' : ` (${kvHeads} of keys and values)`;
  return [
    `${layers} layers × ${count(hiddenSize)}`,
    `${heads} heads${shared} × ${headDim}`,
    `context ${count(contextLength)}`,
  ];
}

/** The types with at least a hundredth of the parameters. */
function typesText({ types, parameters }: ModelInfo): string {
  const names = Object.entries(types).filter(([, sum]) => sum >= parameters.total / 100);
  return names.map(([name]) => name).join(' and ');
}

function memoryLines(info: ModelInfo): string[] {
  const { memory, memoryAt, contextAsked, machine, format, unsupported } = info;
  if (memory.length === 0) return [];
  const whole = memoryAt < contextAsked ? `, its whole context (${count(contextAsked)} were asked for)` : '';
  const needed = format === 'safetensors' && unsupported.length > 0 ? ', were it supported' : '';
  const width = Math.max(...memory.map(({ use }) => use.length));
  return [
    `memory        at ${count(memoryAt)} tokens${whole}${needed}; ${memoryText(machine.free)} free of ${memoryText(machine.total)}`,
    ...memory.map(({ use, need }) => {
      const verdict = need.bytes <= machine.free ? 'fits' : 'does not fit';
      return `  ${use.padEnd(width)}  ${memoryText(need.bytes).padStart(9)}  ${verdict}`;
    }),
  ];
}
