/**
 * `tokenizer.ggml.*` of a GGUF file as the tokenizer files of a Hugging Face folder. Byte-level BPE (`gpt2`) only: pieces
 * of SentencePiece (`llama`) and others are scored, not merged by rank. Keys: GGUF specification; token types: llama.h.
 */

import { join } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { writeTextAtomically } from '../files/write-atomic.ts';
import type { Metadata } from './metadata.ts';
import { preTokenizerOf } from './pre-tokenizers.ts';
import type { PreTokenizer } from './pre-tokenizers.ts';
import { tokenTypes } from './token-types.ts';

const key = (name: string): string => `tokenizer.ggml.${name}`;

const DAMAGED = { hint: 'The file may be damaged: download it again.' };

interface Vocabulary {
  tokens: string[];
  types: number[];
  merges: [string, string][];
}

function vocabularyOf(metadata: Metadata): Vocabulary {
  const model = metadata.required(key('model'), metadata.string(key('model')));
  if (model !== 'gpt2') {
    const kind = { llama: 'SentencePiece', bert: 'WordPiece', t5: 'Unigram' }[model] ?? 'unknown';
    throw new InputError(
      `${metadata.path}: its tokenizer is '${model}' (${kind}); byte-level BPE ('gpt2') can be imported`,
      { hint: 'It can still be sampled as it is: --model gguf:PATH.' },
    );
  }
  const tokens = metadata.required(key('tokens'), metadata.strings(key('tokens')));
  const types = metadata.numbers(key('token_type')) ?? tokens.map(() => tokenTypes.normal);
  if (types.length !== tokens.length)
    throw new InputError(
      `${metadata.path}: ${tokens.length} tokens, but ${types.length} token types`,
      DAMAGED,
    );
  const lines = metadata.required(key('merges'), metadata.strings(key('merges')));
  const merges = lines.map((line, index): [string, string] => {
    const space = line.indexOf(' ', 1);
    if (space < 0 || space === line.length - 1)
      throw new InputError(`${metadata.path}: merge ${index} is '${line}', not two tokens`, DAMAGED);
    return [line.slice(0, space), line.slice(space + 1)];
  });
  return { tokens, types, merges };
}

function postProcessor(begin: { content: string; id: number } | null): object {
  const level = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  if (begin === null) return level;
  const token = { SpecialToken: { id: begin.content, type_id: 0 } };
  const sequence = (id: 'A' | 'B', type_id: number): object => ({ Sequence: { id, type_id } });
  const template = {
    type: 'TemplateProcessing',
    single: [token, sequence('A', 0)],
    pair: [token, sequence('A', 0), { SpecialToken: { id: begin.content, type_id: 1 } }, sequence('B', 1)],
    special_tokens: { [begin.content]: { id: begin.content, ids: [begin.id], tokens: [begin.content] } },
  };
  return { type: 'Sequence', processors: [level, template] };
}

function tokenizerJson(
  { tokens, types, merges }: Vocabulary,
  family: PreTokenizer,
  begin: { content: string; id: number } | null,
): string {
  const added: object[] = [];
  const vocab: string[] = [];
  // A text that two ids have is the later one's, as in llama.cpp.
  const ids = new Map(tokens.map((content, id) => [content, id]));
  for (const [content, id] of ids) {
    const type = types[id];
    if (type === tokenTypes.unused || content === '') continue;
    vocab.push(`${JSON.stringify(content)}: ${id}`);
    if (type === tokenTypes.normal) continue;
    const special = type !== tokenTypes.userDefined;
    added.push({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special });
  }
  const [first] = family.steps;
  const rest = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: family.composes ? { type: 'NFC' } : null,
    pre_tokenizer: family.steps.length === 1 ? first : { type: 'Sequence', pretokenizers: family.steps },
    post_processor: postProcessor(begin),
    decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
  };
  const model = {
    type: 'BPE',
    dropout: null,
    unk_token: null,
    continuing_subword_prefix: '',
    end_of_word_suffix: '',
    fuse_unk: false,
    byte_fallback: false,
    ignore_merges: family.ignoresMerges ?? false,
  };
  // The vocabulary is written by hand: an object would sort the tokens that look like numbers to the front.
  return (
    `${JSON.stringify(rest).slice(0, -1)},"model":${JSON.stringify(model).slice(0, -1)},` +
    `"vocab":{\n${vocab.join(',\n')}\n},"merges":[\n${merges.map((pair) => JSON.stringify(pair)).join(',\n')}\n]}}\n`
  );
}

/** The ids that end a turn or the text, by their keys; the first is the one that ends a turn. */
const endKeys = ['eos_token_id', 'eot_token_id', 'eom_token_id'];

/**
 * Writes `tokenizer.json`, `tokenizer_config.json` and `generation_config.json` into `directory`. Throws `InputError` for a
 * tokenizer that is not byte-level BPE, is split in an unknown way, or names an id that it does not have.
 */
export async function writeTokenizerFiles(
  directory: string,
  metadata: Metadata,
  contextLength: number,
): Promise<void> {
  const vocabulary = vocabularyOf(metadata);
  const family = preTokenizerOf(metadata.string(key('pre')), metadata.path);
  const idOf = (name: string): number | undefined => {
    const id = metadata.number(key(name));
    if (id === undefined || vocabulary.tokens[id] !== undefined) return id;
    throw new InputError(
      `${metadata.path}: ${key(name)} is ${id}, the vocabulary has ${vocabulary.tokens.length} tokens`,
      DAMAGED,
    );
  };
  const textOf = (name: string): string | null => {
    const id = idOf(name);
    return id === undefined ? null : (vocabulary.tokens[id] as string);
  };
  const [beginId, begin] = [idOf('bos_token_id'), textOf('bos_token_id')];
  const addsBegin = metadata.boolean(key('add_bos_token')) ?? family.addsBegin ?? false;
  const template = metadata.string('tokenizer.chat_template');
  const config = {
    add_bos_token: addsBegin,
    add_prefix_space: false,
    bos_token: begin,
    ...(template === undefined ? {} : { chat_template: template }),
    clean_up_tokenization_spaces: false,
    eos_token: textOf('eos_token_id'),
    model_max_length: contextLength,
    pad_token: textOf('padding_token_id'),
    tokenizer_class: 'PreTrainedTokenizerFast',
    unk_token: textOf('unknown_token_id'),
  };
  const ends = [...new Set(endKeys.map(idOf).filter((id) => id !== undefined))];
  const padding = idOf('padding_token_id');
  const generation = {
    ...(beginId === undefined ? {} : { bos_token_id: beginId }),
    ...(ends.length === 0 ? {} : { eos_token_id: ends.length === 1 ? ends[0] : ends }),
    ...(padding === undefined ? {} : { pad_token_id: padding }),
  };
  const beginToken =
    addsBegin && beginId !== undefined && begin !== null ? { content: begin, id: beginId } : null;
  const write = (name: string, text: string): Promise<void> =>
    writeTextAtomically(join(directory, name), text);
  await write('tokenizer.json', tokenizerJson(vocabulary, family, beginToken));
  await write('tokenizer_config.json', `${JSON.stringify(config, null, 2)}\n`);
  await write('generation_config.json', `${JSON.stringify(generation, null, 2)}\n`);
}
