/**
 * Which files of a repository are fetched: what this engine and transformers read of a model, or one GGUF file. Weights in other forms
 * (PyTorch's pickles, Flax, the makers' own `original/`) are the same again, and are left there.
 */

import { InputError } from '../../core/errors.ts';
import { bytesText } from '../../hub/bytes-text.ts';
import type { RemoteFile } from '../../hub/remote-file.ts';

/** Beside the weights; the card and licence say what may be done with them. */
const beside: ReadonlySet<string> = new Set([
  ...['config.json', 'generation_config.json', 'adapter_config.json'],
  ...['tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json', 'added_tokens.json'],
  ...['vocab.json', 'merges.txt', 'tokenizer.model', 'chat_template.jinja', 'chat_template.json'],
  ...['README.md', 'LICENSE', 'LICENSE.md', 'LICENSE.txt', 'USE_POLICY.md', 'NOTICE'],
]);

/** Files of one model cut into parts. */
const PART = /-\d{5}-of-(\d{5})\.gguf$/;

/**
 * The files to fetch. `patterns`: names asked for, `*` standing for anything; none: the usual ones.
 * @throws InputError where nothing fits, saying what is there.
 */
export function chosenFiles(
  name: string,
  files: readonly RemoteFile[],
  patterns: readonly string[],
): RemoteFile[] {
  return patterns.length > 0 ? named(name, files, patterns) : usual(name, files);
}

function named(name: string, files: readonly RemoteFile[], patterns: readonly string[]): RemoteFile[] {
  const chosen = new Set<RemoteFile>();
  for (const pattern of patterns) {
    const test = patternOf(pattern);
    const found = files.filter(({ path }) => test.test(path));
    if (found.length === 0) {
      throw new InputError(`hf:${name} holds no ${pattern}`, {
        code: 'not-found',
        hint: `It holds ${listed(files.map(({ path }) => path))}.`,
      });
    }
    for (const file of found) chosen.add(file);
  }
  return [...chosen];
}

/** What there is beside the weights: settings, tokenizer, template, licence; for a model whose weights stay elsewhere. */
export function settingsFiles(files: readonly RemoteFile[]): RemoteFile[] {
  return files.filter(({ path }) => beside.has(path));
}

/** A GGUF file's name stands for all of its parts. */
function patternOf(pattern: string): RegExp {
  const literal = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  const [, parts] = PART.exec(pattern) ?? [];
  if (parts !== undefined)
    return new RegExp(`^${literal(pattern.replace(PART, ''))}-\\d{5}-of-${parts}\\.gguf$`);
  return new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`);
}

function usual(name: string, files: readonly RemoteFile[]): RemoteFile[] {
  const weights = files.filter(({ path }) => /^[^/]+\.safetensors$/.test(path));
  // Some makers put their own copy (consolidated.safetensors) beside the one that transformers reads.
  const known = weights.filter(({ path }) => /^(model|adapter_model)\b/.test(path));
  if (weights.length === 0) throw noSafetensors(name, files);
  const taken = known.length > 0 ? known : weights;
  return files.filter(
    (file) => taken.includes(file) || beside.has(file.path) || file.path === 'model.safetensors.index.json',
  );
}

function noSafetensors(name: string, files: readonly RemoteFile[]): InputError {
  const ggufs = files.filter(({ path }) => path.endsWith('.gguf'));
  const first = ggufs[0];
  if (first !== undefined) {
    const sizes = ggufs.map(({ path, size }) => `${path} (${bytesText(size)})`);
    return new InputError(`hf:${name} holds GGUF files; name the one to fetch`, {
      code: 'which-file',
      hint: `It holds ${listed(sizes)}. For instance: fin-r1 models pull hf:${name}/${first.path}`,
    });
  }
  const others = files.filter(({ path }) => /\.(bin|pt|pth|h5|msgpack|ckpt)$/.test(path));
  const has = others.length > 0 ? `only ${listed(others.map(({ path }) => path))}` : 'no weights';
  return new InputError(`hf:${name} holds no safetensors weights, ${has}`, {
    code: 'weights',
    hint: 'Only safetensors and GGUF are read; look for a conversion of this model on the hub, or name files with --file.',
  });
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).join(', ');
  return names.length <= 20 ? shown : `${shown} and ${names.length - 20} more`;
}
