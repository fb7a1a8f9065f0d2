/** What a ServiceClient is made with, and where it comes from when it is not given. */

import { InputError } from '../../core/errors.ts';
import { backEnds } from './back-end.ts';
import type { BackEnd } from './back-end.ts';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import type { TokenizerLoader } from './tokenizer.ts';
import type { Fetch, TransportOptions } from './transport.ts';

export interface ServiceClientOptions {
  /** Of the server, without `/api/v1`; default: the environment's `TINKER_BASE_URL`. */
  baseUrl?: string;
  /** Default: the environment's `TINKER_API_KEY`; a server on the same machine may need none. */
  apiKey?: string;
  /** Loads the tokenizer of a model by the name or folder that the server gives. Without it `getTokenizer` throws. */
  tokenizer?: TokenizerLoader;
  /** Tokens a model takes, where the server does not say it. */
  contextLength?: number;
  /** Default: the environment's `TINKER_BACK_END`, else told by how the server starts. SkyRL's JAX back end must be named. */
  backEnd?: BackEnd;
  /** Kept by the server beside the models. */
  userMetadata?: Readonly<Record<string, string>>;
  /** Ends everything that waits, with an InterruptedError. */
  signal?: AbortSignal;
  /** How long the server may fail in a row before a call is given up. Default 300. */
  patienceSeconds?: number;
  /** Told in words why the client waits, and what the server says. Default: a warning of the process. */
  onNotice?: (text: string) => void;
  /** For tests. */
  fetch?: Fetch;
  /** For tests. */
  clock?: Clock;
}

/** Of the Python SDK; no default here, since data should not leave by a variable that was forgotten. */
const HOSTED = 'https://tinker.thinkingmachines.dev/services/tinker-prod';

const DEFAULT_PATIENCE_SECONDS = 300;

/** @throws InputError that names the option or the variable at fault. */
export function transportOptionsOf(
  options: ServiceClientOptions,
  environment: Readonly<Record<string, string | undefined>>,
): TransportOptions {
  const { patienceSeconds = DEFAULT_PATIENCE_SECONDS } = options;
  if (!(patienceSeconds > 0)) throw new InputError(`patienceSeconds is ${patienceSeconds}, not above 0`);
  const apiKey = options.apiKey ?? environment.TINKER_API_KEY?.trim();
  if (apiKey !== undefined && !/^[\x21-\x7e]*$/.test(apiKey)) {
    throw new InputError('the API key holds characters that no key has', {
      hint: 'Look at TINKER_API_KEY for blanks or line breaks.',
    });
  }
  return {
    baseUrl: baseUrlOf(options.baseUrl, environment.TINKER_BASE_URL),
    ...(apiKey && { apiKey }),
    fetch: options.fetch ?? fetch,
    clock: options.clock ?? systemClock,
    signal: options.signal,
    onNotice: options.onNotice ?? ((text) => process.emitWarning(text, 'TinkerWarning')),
    patienceMs: 1000 * patienceSeconds,
  };
}

function baseUrlOf(given: string | undefined, fromEnvironment: string | undefined): string {
  const [name, url] =
    given === undefined ? ['TINKER_BASE_URL', fromEnvironment?.trim() ?? ''] : ['baseUrl', given];
  if (url === '') {
    throw new InputError('no Tinker server was named', {
      hint: `Set TINKER_BASE_URL or give baseUrl: http://127.0.0.1:8100 for fin-r1 tinker serve, ${HOSTED} for the hosted service.`,
    });
  }
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new InputError(`${name} is no web address: ${url}`, { hint: 'Give it as http://host:port.' });
  }
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') {
    throw new InputError(`${name} holds a user name or password`, {
      hint: 'Give the key as TINKER_API_KEY.',
    });
  }
  return url.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
}

/** Undefined: to be found out. @throws InputError for a name that is none. */
export function backEndOf(
  { backEnd }: Pick<ServiceClientOptions, 'backEnd'>,
  environment: Readonly<Record<string, string | undefined>>,
): BackEnd | undefined {
  const named = backEnd ?? environment.TINKER_BACK_END?.trim();
  if (named === undefined || named === '') return undefined;
  const found = backEnds.find((one) => one === named);
  if (found !== undefined) return found;
  const where = backEnd === undefined ? 'TINKER_BACK_END' : 'backEnd';
  throw new InputError(`${where} is ${named}, none of ${backEnds.join(', ')}`);
}
