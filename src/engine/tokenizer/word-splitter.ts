/**
 * Pre-tokenisation: text to the words that BPE never merges across, as Hugging Face's `tokenizers` splits it. Patterns are
 * turned into JavaScript's by `@huggingface/tokenizers`. Its byte-level and digit steps have JavaScript's `\s` and `\d`, which
 * differ for U+0085, U+FEFF and every digit that is not ASCII; these two are our own.
 */

import { z } from 'zod';
import { SplitPreTokenizer } from './hf-library.ts';

/**
 * Qwen2's pattern, where every digit is a word of its own, but for `=`, which Qwen2 joins to a word after it and not to a
 * number: so that `name=` asks for either alike.
 */
const pattern =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}=]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

/** The pre-tokeniser of the tokenisers that we train, as it stands in `tokenizer.json`. */
export const preTokenizer = {
  type: 'Sequence',
  pretokenizers: [
    { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false },
    { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false },
  ],
} as const;

const stepSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('Split'),
    pattern: z.union([z.object({ Regex: z.string() }), z.object({ String: z.string() })]),
    behavior: z.literal('Isolated'),
    invert: z.literal(false),
  }),
  z.object({ type: z.literal('Digits'), individual_digits: z.boolean() }),
  z.object({
    type: z.literal('ByteLevel'),
    add_prefix_space: z.literal(false),
    trim_offsets: z.boolean(),
    use_regex: z.boolean().default(true),
  }),
]);
const sequenceSchema = z.object({ type: z.literal('Sequence'), pretokenizers: z.array(stepSchema).min(1) });

type Step = (text: string) => string[];

const digit = /\p{N}|\P{N}+/gu;
const digits = /\p{N}+|\P{N}+/gu;
/** GPT-2's pattern. */
const words =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

const matching =
  (pattern: RegExp): Step =>
  (text) =>
    text.match(pattern) ?? [];

/** Without regard to case, `s` is also the long s (Unicode's case folding); the library knows ASCII's alone. */
function withLongS(pattern: string): string {
  return pattern.replace(/\(\?i:[^()[\]\\]*\)/g, (group) =>
    group.replaceAll('s', '[s\u017f]').replaceAll('k', '[k\u212a]'),
  );
}

function stepOf(config: z.infer<typeof stepSchema>): Step | null {
  if (config.type === 'Split') {
    const { pattern } = config;
    const folded = 'Regex' in pattern ? { Regex: withLongS(pattern.Regex) } : pattern;
    const split = new SplitPreTokenizer({ ...config, pattern: folded });
    return (text) => split.pre_tokenize_text(text);
  }
  if (config.type === 'Digits') return matching(config.individual_digits ? digit : digits);
  return config.use_regex ? matching(words) : null;
}

/**
 * A function from text to words for a `pre_tokenizer` made of Split, Digits and, last, ByteLevel steps. Null for any
 * other: its words cannot be told apart before they are spelled in byte symbols.
 */
export function wordSplitter(preTokenizer: unknown): Step | null {
  const single = stepSchema.safeParse(preTokenizer);
  const sequence = sequenceSchema.safeParse(preTokenizer);
  const configs = single.success ? [single.data] : sequence.success ? sequence.data.pretokenizers : [];
  if (configs.findIndex((config) => config.type === 'ByteLevel') !== configs.length - 1) return null;
  if (configs.length === 0) return null;
  const steps = configs.map(stepOf).filter((step) => step !== null);
  const [first, ...rest] = steps;
  if (first === undefined) return null;
  return (text) => rest.reduce((words, step) => words.flatMap(step), first(text));
}
