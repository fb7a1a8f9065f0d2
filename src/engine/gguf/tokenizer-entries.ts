/**
 * The tokenizer of a model folder as `tokenizer.ggml.*`, with the keys that convert_hf_to_gguf writes (conversion/base.py,
 * `get_vocab_base`; gguf-py/gguf/vocab.py, `SpecialVocab`).
 */

import { InputError } from '../../core/errors.ts';
import { readChatTemplate } from '../tokenizer/chat-template.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import { readTokenizerConfig, readTokenizerJson } from '../tokenizer/tokenizer-json.ts';
import type { TokenizerConfig, TokenizerJson } from '../tokenizer/tokenizer-json.ts';
import type { Entry } from './header-writer.ts';
import { preTokenizerNameOf } from './pre-tokenizer-name.ts';
import { tokenTypes } from './token-types.ts';

const key = (name: string): string => `tokenizer.ggml.${name}`;

/** Tokens that models do not mark as special and llama.cpp takes for such. */
const looksSpecial = (token: string): boolean => /^<[|｜].*[|｜]>$/su.test(token);

function vocabularyOf(
  json: TokenizerJson,
  size: number,
  path: string,
): { tokens: string[]; types: number[] } {
  const tokens = Array.from({ length: size }, (_, id) => `[PAD${id}]`);
  const types = tokens.map((): number => tokenTypes.unused);
  const set = (id: number, text: string, type: number): void => {
    if (id >= size) {
      throw new InputError(`${path}: token ${id} is beyond the model's vocabulary of ${size}`, {
        hint: 'Use the tokenizer the model was trained with.',
      });
    }
    tokens[id] = text;
    types[id] = type;
  };
  for (const [token, id] of Object.entries(json.model.vocab)) set(id, token, tokenTypes.normal);
  for (const { id, content, special, lstrip, rstrip, single_word: whole } of json.added_tokens) {
    if (lstrip || rstrip || whole)
      throw new InputError(
        `${path}: GGUF cannot say that the added token ${content} takes spaces or whole words`,
        { hint: 'Export to safetensors instead.' },
      );
    set(id, content, special || looksSpecial(content) ? tokenTypes.control : tokenTypes.userDefined);
  }
  return { tokens, types };
}

/** Whether text begins with the begin token: as tokenizer_config.json says, else as the post-processor does. */
function addsBegin(json: TokenizerJson, config: TokenizerConfig): boolean {
  const stated = config['add_bos_token'];
  if (typeof stated === 'boolean') return stated;
  const { post_processor: processor } = json;
  const steps = Array.isArray(processor?.['processors'])
    ? (processor['processors'] as unknown[])
    : [processor];
  return steps.some((step) => {
    const { type, single } = (step ?? {}) as { type?: string; single?: object[] };
    return type === 'TemplateProcessing' && single?.[0] !== undefined && 'SpecialToken' in single[0];
  });
}

/**
 * The tokens that end answers beside `eos`: one has a place as the end of a turn, one as the end of a message (Llama 3's
 * `<|eom_id|>`). The one that ends texts llama.cpp knows by its name.
 */
function otherEnds(tokenizer: HfTokenizer, end: number | undefined, directory: string): Entry[] {
  const { stopIds, endOfTextId, endOfTurnId } = tokenizer;
  const rest = stopIds.filter((id) => id !== end && (id !== endOfTextId || id === endOfTurnId));
  const message = tokenizer.tokenId('<|eom_id|>');
  const [turn, second] = rest.filter((id) => id !== message);
  const last = rest.find((id) => id === message) ?? second;
  const left = rest.filter((id) => id !== turn && id !== last);
  if (left.length > 0)
    throw new InputError(
      `${directory}: GGUF can state three tokens that end answers, not also ${left.join(', ')}`,
      {
        hint: 'Leave the others out of eos_token_id in generation_config.json.',
      },
    );
  return Object.entries({ eot: turn, eom: last }).flatMap(([name, id]): Entry[] =>
    id === undefined ? [] : [[key(`${name}_token_id`), 'uint32', id]],
  );
}

/** What is written of a tokenizer, and how its text is split. */
export interface TokenizerEntries {
  entries: Entry[];
  pre: string;
}

/**
 * The metadata of the tokenizer in `directory` for a vocabulary of `size`. Throws `InputError` where llama.cpp would not give
 * the same ids: an unknown splitting or normaliser, tokens that take spaces with them.
 */
export async function tokenizerEntries(directory: string, size: number): Promise<TokenizerEntries> {
  const json = await readTokenizerJson(directory);
  const config = await readTokenizerConfig(directory);
  const template = await readChatTemplate(directory, config);
  const tokenizer = await HfTokenizer.load(directory);
  const pre = preTokenizerNameOf(json, directory);
  const { tokens, types } = vocabularyOf(json, size, directory);
  const merges = json.model.merges.map((merge) => (typeof merge === 'string' ? merge : merge.join(' ')));

  const ids: Entry[] = [];
  const add = (name: string, token: string | null | undefined): number | undefined => {
    const id = token == null ? undefined : tokenizer.tokenId(token);
    if (id !== undefined) ids.push([key(`${name}_token_id`), 'uint32', id]);
    return id;
  };
  const begin = add('bos', config.bos_token);
  const end = add('eos', config.eos_token);
  ids.push(...otherEnds(tokenizer, end, directory));
  add('unknown', config.unk_token);
  add('padding', config.pad_token);
  const entries: Entry[] = [
    [key('model'), 'string', 'gpt2'],
    [key('pre'), 'string', pre],
    [key('tokens'), 'string[]', tokens],
    [key('token_type'), 'int32[]', types],
    [key('merges'), 'string[]', merges],
    ...ids,
    [key('add_bos_token'), 'bool', begin !== undefined && addsBegin(json, config)],
  ];
  if (template !== null) entries.push(['tokenizer.chat_template', 'string', template]);
  return { entries, pre };
}
