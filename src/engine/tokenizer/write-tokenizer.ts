/**
 * Writes a trained tokenizer as Hugging Face writes Qwen2's: `tokenizer.json`, `tokenizer_config.json`,
 * `special_tokens_map.json` and `generation_config.json`.
 */

import { join } from 'node:path';
import { writeTextAtomically } from '../files/write-atomic.ts';
import { addedTokens, endOfText, endOfTurn, startOfTurn } from './added-tokens.ts';
import { chatMlTemplate } from './chat-template.ts';
import type { TrainedBpe } from './train-bpe.ts';
import { preTokenizer } from './word-splitter.ts';

const plain = { lstrip: false, normalized: false, rstrip: false, single_word: false };
const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false };

/** JSON indented by two spaces. A Map is an object that keeps its order, also where keys look like numbers. */
function prettyJson(value: unknown, indent = ''): string {
  const inner = `${indent}  `;
  const block = (open: string, lines: string[], close: string): string =>
    lines.length === 0
      ? open + close
      : `${open}\n${lines.map((line) => inner + line).join(',\n')}\n${indent}${close}`;
  if (Array.isArray(value))
    return block(
      '[',
      value.map((item) => prettyJson(item, inner)),
      ']',
    );
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries: [string, unknown][] =
    value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value);
  return block(
    '{',
    entries.map(([key, item]) => `${JSON.stringify(key)}: ${prettyJson(item, inner)}`),
    '}',
  );
}

function tokenizerJson(trained: TrainedBpe): string {
  const firstAdded = trained.vocab.size;
  return prettyJson({
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens.map(({ content, special }, index) => ({
      id: firstAdded + index,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special,
    })),
    normalizer: { type: 'NFC' },
    pre_tokenizer: preTokenizer,
    post_processor: byteLevel,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: trained.vocab,
      merges: trained.merges,
    },
  });
}

/** Writes the files into `directory`, which is made if need be. `contextLength` is the model's, in tokens. */
export async function writeTokenizer(
  directory: string,
  trained: TrainedBpe,
  options: { contextLength: number },
): Promise<void> {
  const idOf = (content: string): number =>
    trained.vocab.size + addedTokens.findIndex((token) => token.content === content);
  const config = {
    add_bos_token: false,
    add_prefix_space: false,
    added_tokens_decoder: new Map(
      addedTokens.map(({ content, special }) => [String(idOf(content)), { content, ...plain, special }]),
    ),
    additional_special_tokens: [startOfTurn, endOfTurn],
    bos_token: null,
    chat_template: chatMlTemplate,
    clean_up_tokenization_spaces: false,
    eos_token: endOfTurn,
    errors: 'replace',
    model_max_length: options.contextLength,
    pad_token: endOfText,
    split_special_tokens: false,
    tokenizer_class: 'Qwen2Tokenizer',
    unk_token: null,
  };
  const special = {
    additional_special_tokens: [startOfTurn, endOfTurn],
    eos_token: { content: endOfTurn, ...plain },
    pad_token: { content: endOfText, ...plain },
  };
  const generation = { eos_token_id: [idOf(endOfTurn), idOf(endOfText)], pad_token_id: idOf(endOfText) };
  await writeTextAtomically(join(directory, 'tokenizer.json'), tokenizerJson(trained));
  await writeTextAtomically(join(directory, 'tokenizer_config.json'), `${prettyJson(config)}\n`);
  await writeTextAtomically(join(directory, 'special_tokens_map.json'), `${prettyJson(special)}\n`);
  await writeTextAtomically(join(directory, 'generation_config.json'), `${prettyJson(generation)}\n`);
}
