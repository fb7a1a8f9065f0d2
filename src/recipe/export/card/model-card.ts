/**
 * The model card: `README.md` with the front matter that the hub reads. Made from the run folder; what the run did not measure or
 * record is said to be unknown, and a model without a run has a card that says only what its files tell.
 */

import { stringify } from 'yaml';
import { HfTokenizer, parameterCount } from '../../../engine/index.ts';
import type { ModelConfig } from '../../../engine/index.ts';
import type { BaseOrigin } from '../base-origin.ts';
import type { ExportRecord } from '../export-record.ts';
import { dataSection } from './data-section.ts';
import { licenceChain } from './licence-chain.ts';
import type { LicenceChain, LicenceLink } from './licence-chain.ts';
import { unnamedBaseText } from '../unnamed-base.ts';
import { proofSection } from './proof-section.ts';
import { recipeSection } from './recipe-section.ts';
import { resultsSection } from './results-section.ts';
import type { RunFacts } from './run-facts.ts';
import { promptSection, usageSection } from './usage-section.ts';

export interface CardInput {
  record: ExportRecord;
  config: ModelConfig;
  /** Null for a model of no run. */
  facts: RunFacts | null;
  /** Of the run's base, or of a model of no run; null for one made from nothing. */
  origin: BaseOrigin | null;
  tokenizerFolder: string;
  isAdapter: boolean;
}

/** What the model is, for the hub: how it stands to its base, and which library loads it. */
function relationOf({ record, facts }: CardInput): { base_model_relation?: string } {
  if (record.format === 'peft') return { base_model_relation: 'adapter' };
  if (facts !== null && facts.made.length > 0) return { base_model_relation: 'finetune' };
  return record.format === 'gguf' ? { base_model_relation: 'quantized' } : {};
}

function frontMatter(input: CardInput, chain: LicenceChain): object {
  const { record, facts, origin } = input;
  const languages = [...new Set((facts?.data?.sources ?? []).map(({ language }) => language))].sort();
  const used = [...new Set((facts?.data?.sources ?? []).map(({ source }) => source))];
  return {
    license: chain.hub,
    ...(chain.name !== null && { license_name: chain.name, license_link: 'README.md' }),
    ...(origin?.hubName != null && { base_model: origin.hubName, ...relationOf(input) }),
    ...(used.length > 0 && { datasets: used }),
    ...(languages.length > 0 && { language: languages }),
    pipeline_tag: 'text-generation',
    library_name: { safetensors: 'transformers', peft: 'peft', gguf: 'gguf' }[record.format],
    tags: ['finance', 'reasoning', 'fin-r1', ...(record.format === 'gguf' ? ['gguf', 'llama.cpp'] : [])],
  };
}

function chainOf({ facts, origin }: CardInput): LicenceChain {
  const base: LicenceLink | null = origin === null ? null : { what: origin.from, licence: origin.licence };
  const links = (facts?.data?.sources ?? []).map(({ source, licence }) => ({ what: source, licence }));
  const data = [...new Map(links.map((link) => [`${link.what} ${link.licence}`, link])).values()];
  return licenceChain(base, facts === null || facts.made.length === 0 ? [] : data);
}

const stageTexts: Readonly<Record<string, string>> = {
  initial: 'random weights, before any training',
  base: 'before fine-tuning',
  zero: 'after GRPO without supervised fine-tuning',
  sft: 'after supervised fine-tuning on distilled reasoning traces',
  grpo: 'after supervised fine-tuning and GRPO with rewards of format and accuracy',
};

function whatItIs({ record, config, facts, origin, isAdapter }: CardInput): string {
  const { architecture, layers, hiddenSize, vocabSize, contextLength } = config;
  const shape = `${parameterCount(config).toLocaleString('en-US')} parameters (${architecture}, ${layers} layers × ${hiddenSize}, ${vocabSize.toLocaleString('en-US')} tokens, context ${contextLength.toLocaleString('en-US')})`;
  const form = {
    safetensors: `${isAdapter ? 'Its adapter is merged into the weights. ' : ''}Weights: safetensors, ${record.type}.`,
    peft: `These files are the adapter alone (PEFT); the base is needed beside it.${origin?.hubName == null ? ` ${unnamedBaseText(facts?.name ?? null)}` : ''}`,
    gguf: `Weights: GGUF, ${record.type}${isAdapter ? ', the adapter merged' : ''}.`,
  }[record.format];
  const from =
    origin === null
      ? facts === null
        ? ''
        : ' It was made from nothing, tokenizer included.'
      : ` ${facts === null ? 'It comes from' : 'It starts from'} ${origin.from}${origin.revision === null ? ' (revision not recorded)' : ` at ${origin.revision}`}.`;
  if (facts === null)
    return `A language model of ${shape}, exported by fin-r1.${from} ${form} Nothing is known here of how it was trained.`;
  const stage = stageTexts[facts.stage] ?? `(stage ${facts.stage})`;
  return `A language model for financial reasoning of ${shape}, stage \`${facts.stage}\`: ${stage}, by the recipe of Fin-R1 (arXiv 2503.16252) carried out by fin-r1.${from} ${form} It is not the released Fin-R1 model and not of its authors.`;
}

function licenceSection({ links, consequences }: LicenceChain): string {
  const lines = links.map(({ what, licence }) => `- ${what}: ${licence ?? 'unknown'}`);
  return [...(lines.length === 0 ? [] : [lines.join('\n')]), consequences.join(' ')].join('\n\n');
}

function limits({ facts, config, origin }: CardInput): string {
  const languages = [...new Set((facts?.data?.sources ?? []).map(({ language }) => language))].sort();
  const small = parameterCount(config) < 3e9;
  return [
    '- For research on financial question answering. Not financial advice, and no basis for a decision about money.',
    '- Its numbers and its reasoning can be wrong, also where they look worked out; check each against its source.',
    ...(languages.length > 0 ? [`- Trained on questions in ${languages.join(', ')} only.`] : []),
    ...(small
      ? ['- It is a small model: outside of the kinds of questions it was trained on, expect little.']
      : []),
    ...(origin === null ? [] : ['- What its base learnt, biases included, is in it still.']),
  ].join('\n');
}

const chinese =
  '本模型由 fin-r1 导出，用于金融问答研究；不构成投资建议，回答中的数字与推理可能有误，请核对原始资料。';

export async function modelCard(input: CardInput): Promise<string> {
  const { record, facts, tokenizerFolder } = input;
  const chain = chainOf(input);
  const tokenizer = await HfTokenizer.load(tokenizerFolder);
  const { version, gitRevision } = record.software;
  const software = `fin-r1 ${version ?? 'of unknown version'}${gitRevision === null ? '' : `, revision ${gitRevision}`}`;
  const sections: [string, string][] = [
    ...(facts === null
      ? []
      : ([
          ['Results', resultsSection(facts)],
          ['Data', dataSection(facts)],
          ['Recipe', recipeSection(facts)],
        ] as [string, string][])),
    ['Licence chain', licenceSection(chain)],
    ['Intended use and limits', limits(input)],
    ['How to run it', usageSection(record, facts?.recipe.systemPrompt !== undefined)],
    ['Prompt format', promptSection(facts, tokenizer)],
    ['Export proof', proofSection(record)],
    [
      'Made with',
      `${software}; exported ${record.time} from \`${record.source.model}\`. Hashes of all files: \`export.json\`.`,
    ],
  ];
  const body = sections.map(([title, text]) => `## ${title}\n\n${text}`).join('\n\n');
  return `---\n${stringify(frontMatter(input, chain)).trimEnd()}\n---\n\n# ${record.name}\n\n${whatItIs(input)}\n\n${chinese}\n\n${body}\n`;
}
