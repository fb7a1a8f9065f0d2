/** Which `tokenizer.ggml.pre` splits text as a `tokenizer.json` does; refused by name when none gives the same ids. */

import { InputError } from '../../core/errors.ts';
import { fromByteSymbols } from '../tokenizer/byte-symbols.ts';
import type { TokenizerJson } from '../tokenizer/tokenizer-json.ts';
import { preTokenizer as ownPreTokenizer } from '../tokenizer/word-splitter.ts';
import { gpt2Words, preTokenizers } from './pre-tokenizers.ts';

interface Step {
  type?: string;
  pattern?: { Regex?: string };
  behavior?: string;
  invert?: boolean;
  individual_digits?: boolean;
  add_prefix_space?: boolean;
  use_regex?: boolean;
}

/** The patterns that split one after the other; null for a step that is none of those below. */
function patternsOf(preTokenizer: unknown): string[] | null {
  const { type, pretokenizers } = (preTokenizer ?? {}) as { type?: string; pretokenizers?: Step[] };
  const steps = type === 'Sequence' ? (pretokenizers ?? []) : [preTokenizer as Step];
  const patterns: string[] = [];
  for (const step of steps) {
    const isolated = step.behavior === 'Isolated' && step.invert !== true;
    if (step.type === 'Split' && isolated && step.pattern?.Regex !== undefined)
      patterns.push(step.pattern.Regex);
    else if (step.type === 'Digits' && step.individual_digits === true) patterns.push('\\p{N}');
    else if (step.type !== 'ByteLevel' || step.add_prefix_space === true) return null;
    else if (step.use_regex !== false) patterns.push(gpt2Words);
  }
  return patterns;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((pattern, i) => pattern === b[i]);

/**
 * Our own pattern differs from Qwen2's only in that `=` before letters is a word of its own. The ids are the same
 * where no merge joins `=` to what a letter can begin with: then BPE keeps the two apart within Qwen2's longer word.
 */
function joinsEqualsSign(json: TokenizerJson): string | null {
  for (const merge of json.model.merges) {
    const [left = '', right = ''] = typeof merge === 'string' ? merge.split(' ') : merge;
    const [first = 0] = fromByteSymbols(right) ?? [];
    const letter = first >= 0x80 || /^[a-z]$/i.test(String.fromCharCode(first));
    if (left === '=' && letter) return `${left} ${right}`;
  }
  return null;
}

function requireNormaliser(json: TokenizerJson, directory: string): void {
  const normaliser = json.normalizer;
  // llama.cpp does not compose characters (NFC); text is nearly always composed already.
  const plain = normaliser === null || normaliser.type === 'NFC';
  const empty =
    normaliser?.type === 'Sequence' && (normaliser['normalizers'] as unknown[] | undefined)?.length === 0;
  if (plain || empty) return;
  throw new InputError(`${directory}: llama.cpp has no normaliser ${normaliser?.type} for byte-level BPE`, {
    hint: 'Export to safetensors instead.',
  });
}

/** The name of the splitting of a tokenizer. Throws `InputError`. */
export function preTokenizerNameOf(json: TokenizerJson, directory: string): string {
  requireNormaliser(json, directory);
  const patterns = patternsOf(json.pre_tokenizer);
  const own = patternsOf(ownPreTokenizer);
  const refuse = (what: string): never => {
    throw new InputError(`${directory}: ${what}`, {
      hint: `llama.cpp splits text as one of ${preTokenizers.map(({ name }) => name).join(', ')}.`,
    });
  };
  if (patterns === null)
    return refuse('the pre_tokenizer of tokenizer.json has steps that llama.cpp does not have');
  if (own !== null && same(patterns, own)) {
    const merge = joinsEqualsSign(json);
    if (merge !== null) refuse(`llama.cpp would apply the merge '${merge}' where this tokenizer splits`);
    return 'qwen2';
  }
  const family = preTokenizers.find(({ steps }) =>
    same(patterns, patternsOf({ type: 'Sequence', pretokenizers: steps }) ?? []),
  );
  if (family === undefined) return refuse(`no tokenizer.ggml.pre splits text as ${JSON.stringify(patterns)}`);
  const ignores = json.model['ignore_merges'] === true;
  if (ignores !== (family.ignoresMerges ?? false))
    refuse(`ignore_merges is ${ignores}, under '${family.name}' llama.cpp has ${!ignores}`);
  return family.name;
}
