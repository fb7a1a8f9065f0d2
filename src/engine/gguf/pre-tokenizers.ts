/**
 * How text is split into words under each value of `tokenizer.ggml.pre`, as the `pre_tokenizer` of a `tokenizer.json`.
 * The patterns are facts of the model families: those in the tokenizer.json of GPT-2, Qwen2, Llama 3 and SmolLM2; the one
 * called `default` and which names mean the same are llama.cpp's (src/llama-vocab.cpp, `llm_tokenizer_bpe`).
 */

import { InputError } from '../../core/errors.ts';

const contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
/** GPT-2's pattern, which a ByteLevel step that splits has. */
export const gpt2Words = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/** Words of Qwen2 and its relatives; `numbers` is what a number's word is. */
const modernWords = (numbers: string, letters = '\\p{L}', marks = ''): string =>
  `${contractions}|[^\\r\\n\\p{L}\\p{N}]?${letters}+|${numbers}| ?[^\\s\\p{L}${marks}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+`;

/** One family of `pre`: its splitting, and what else the name decides. */
export interface PreTokenizer {
  /** The name that is written. */
  name: string;
  /** Steps that are taken one after the other, each on the words of the one before. */
  steps: readonly object[];
  /** Other names of the same. */
  aliases?: readonly string[];
  /** The family's tokenizer composes characters first (llama.cpp does not). */
  composes?: boolean;
  /** A word that is a token stays whole, whatever the merges make of it. */
  ignoresMerges?: boolean;
  /** Text begins with the begin token where the metadata does not say. */
  addsBegin?: boolean;
}

const split = (pattern: string): object => ({
  type: 'Split',
  pattern: { Regex: pattern },
  behavior: 'Isolated',
  invert: false,
});
const byteLevel = (splits: boolean): object => ({
  type: 'ByteLevel',
  add_prefix_space: false,
  trim_offsets: false,
  use_regex: splits,
});

export const preTokenizers: readonly PreTokenizer[] = [
  {
    name: 'qwen2',
    aliases: ['deepseek-r1-qwen', 'kormo', 'f2llmv2', 'megrez'],
    composes: true,
    steps: [split(modernWords('\\p{N}')), byteLevel(false)],
  },
  { name: 'stablelm2', composes: true, steps: [split(modernWords('\\p{N}')), byteLevel(false)] },
  {
    name: 'qwen35',
    composes: true,
    steps: [split(modernWords('\\p{N}', '[\\p{L}\\p{M}]', '\\p{M}')), byteLevel(false)],
  },
  {
    name: 'llama-bpe',
    aliases: ['llama3', 'llama-v3', 'falcon3', 'falcon-h1', 'pixtral', 'midm-2.0', 'lfm2'],
    ignoresMerges: true,
    addsBegin: true,
    steps: [split(modernWords('\\p{N}{1,3}')), byteLevel(false)],
  },
  {
    name: 'smollm',
    aliases: ['starcoder', 'refact', 'command-r', 'codeshell', 'exaone', 'minerva-7b'],
    // `Digits` of @huggingface/tokenizers knows ASCII digits only, that of the original library every numeric character.
    steps: [split('\\p{N}'), byteLevel(true)],
  },
  {
    name: 'gpt-2',
    aliases: ['phi-2', 'mpt', 'olmo', 'jais', 'mellum', 'trillion', 'granite-docling'],
    steps: [byteLevel(true)],
  },
  {
    name: 'default',
    steps: [
      split('[\\p{P}\\$\\+<=>\\^~\\|]+'),
      split(gpt2Words),
      split('\\p{N}+'),
      split('[0-9][0-9][0-9]'),
      byteLevel(false),
    ],
  },
];

/** The family of a `tokenizer.ggml.pre`; without one llama.cpp takes `default`. Throws `InputError` naming those known. */
export function preTokenizerOf(name: string | undefined, path: string): PreTokenizer {
  const wanted = name ?? 'default';
  const found = preTokenizers.find((family) => family.name === wanted || family.aliases?.includes(wanted));
  if (found !== undefined) return found;
  const known = preTokenizers.map((family) => family.name).join(', ');
  throw new InputError(`${path}: text is split as '${wanted}' (tokenizer.ggml.pre); known are ${known}`, {
    hint: "Import the model's Hugging Face folder instead, whose tokenizer.json states the splitting.",
  });
}
