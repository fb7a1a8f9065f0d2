/** Reads a model string: the one way in which recipes and commands name a model, wherever it runs. */

import { InputError } from '../core/errors.ts';
import { cachedModel } from './hub/cached-model.ts';
import { isHf, readHfString } from './hub/hf-string.ts';
import { providers, SERVER_KEY_VARIABLE, type Provider } from './providers.ts';

export const MODEL_STRINGS =
  `Model strings: ${Object.keys(providers)
    .map((name) => `${name}/NAME`)
    .join(', ')}, http://HOST/v1#NAME (any OpenAI-compatible server), ` +
  'run:NAME@STAGE (a stage of a run folder), gguf:PATH, hf:ORG/NAME or hf:ORG/NAME/FILE.gguf (pulled with ' +
  '`fin-r1 models pull`), or a path to a model folder.';

/** A model behind HTTP. */
export interface HttpAddress {
  kind: 'http';
  /** The model string. */
  id: string;
  /** Name of the provider; `server` for one named by its URL. */
  provider: string;
  baseUrl: string;
  /** What the provider calls the model. */
  name: string;
  traits: Provider;
  /** Null: a server without a key. */
  apiKey: string | null;
}

export type ModelAddress =
  HttpAddress | { kind: 'gguf'; id: string; path: string } | { kind: 'folder'; id: string };

/**
 * Where the model is, and with which key from `env` it is asked. Local ones are not looked for yet, but for GGUF files of the hub.
 * @throws InputError when the string cannot be read, the key is missing, or the file was not pulled.
 */
export function readModelString(model: string, env: NodeJS.ProcessEnv): ModelAddress {
  if (/^https?:\/\//i.test(model)) return serverAddress(model, env);
  if (isGguf(model)) {
    const path = isHf(model) ? cachedModel(model) : model.slice('gguf:'.length);
    return { kind: 'gguf', id: model, path };
  }
  const [, provider = '', name = ''] = /^([a-z]+)\/(.+)$/.exec(model) ?? [];
  const traits = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
  if (traits === undefined) return { kind: 'folder', id: model };
  const apiKey = env[traits.keyVariable]?.trim() ?? '';
  if (apiKey === '') {
    throw new InputError(`${model}: the environment variable ${traits.keyVariable} is not set`, {
      code: 'key',
      hint: `Set it to your key (export ${traits.keyVariable}=…); keys are read from the environment only.`,
    });
  }
  return { kind: 'http', id: model, provider, baseUrl: traits.baseUrl, name, traits, apiKey };
}

/** Before it is written anywhere. @throws InputError for a server's string that cannot be read, or that holds a secret; never says it. */
export function checkModelString(model: string): void {
  if (/^https?:\/\//i.test(model)) serverAddress(model, {});
}

/** A query, as in `m?key=…`: names of models hold none. */
const QUERY_LIKE = /[?&=]/;

function serverAddress(model: string, env: NodeJS.ProcessEnv): HttpAddress {
  const url = URL.canParse(model) ? new URL(model) : null;
  const name = decodeURIComponent(url?.hash.slice(1) ?? '');
  if (url !== null && (url.username !== '' || url.password !== '' || url.search !== '')) {
    throw new InputError(`a model string may hold no user, password or query (${url.host})`, {
      code: 'model',
      hint: `It is written into caches and run folders. Put the key into ${SERVER_KEY_VARIABLE}.`,
    });
  }
  const query = name.search(QUERY_LIKE);
  if (query >= 0) {
    const named = JSON.stringify(name.slice(0, query));
    throw new InputError(`the model's name after # may hold no query (after ${named})`, {
      code: 'model',
      hint: `It is written into caches and run folders. Put the key into ${SERVER_KEY_VARIABLE}.`,
    });
  }
  if (url === null || name === '') {
    const shown = model.replace(/\/\/.*@/, '//…@');
    throw new InputError(`cannot read the model string "${shown}": the model's name is missing after #`, {
      code: 'model',
      hint: 'Write it like http://localhost:8000/v1#NAME, with the name that the server gives the model.',
    });
  }
  const baseUrl = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  const traits: Provider = {
    baseUrl,
    keyVariable: SERVER_KEY_VARIABLE,
    json: 'schema',
    topK: true,
    batchPriceFactor: 1,
  };
  const apiKey = env[SERVER_KEY_VARIABLE]?.trim() || null;
  return { kind: 'http', id: model, provider: 'server', baseUrl, name, traits, apiKey };
}

/** Whether llama.cpp answers: a GGUF file, here or pulled from the hub. */
export function isGguf(model: string): boolean {
  return model.startsWith('gguf:') || (isHf(model) && readHfString(model).file !== null);
}

/** Whether the model is behind HTTP; needs no key. */
export function isRemote(model: string): boolean {
  return /^https?:\/\//i.test(model) || Object.hasOwn(providers, /^([a-z]+)\/./.exec(model)?.[1] ?? '');
}

/** Whether asking costs nothing unless a price is given: local models, and servers on this machine. */
export function isFree(model: string): boolean {
  if (!isRemote(model)) return true;
  return URL.canParse(model) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(model).hostname);
}
