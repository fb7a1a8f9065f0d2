/** Where the hubs are, and the key to one of them: from the environment only, so that a token never stands in a file or a command. */

import { InputError } from '../core/errors.ts';

/** Base addresses without a slash at the end. */
export interface Endpoints {
  huggingface: string;
  githubApi: string;
  githubRaw: string;
  /** Where GitHub serves what it keeps in Git LFS. */
  githubMedia: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Mirrors are named as the hub's own tools do (`HF_ENDPOINT`); GitHub's by `FIN_R1_GITHUB_API`, `_RAW` and `_MEDIA`. */
export function endpointsFrom(environment: Environment): Endpoints {
  const at = (name: string, usual: string): string => {
    const address = environment[name]?.trim();
    return address ? checked(name, address) : usual;
  };
  return {
    huggingface: at('HF_ENDPOINT', 'https://huggingface.co'),
    githubApi: at('FIN_R1_GITHUB_API', 'https://api.github.com'),
    githubRaw: at('FIN_R1_GITHUB_RAW', 'https://raw.githubusercontent.com'),
    githubMedia: at('FIN_R1_GITHUB_MEDIA', 'https://media.githubusercontent.com/media'),
  };
}

function checked(name: string, address: string): string {
  if (URL.canParse(address) && /^https?:/.test(address)) return address.replace(/\/+$/, '');
  throw new InputError(`${name} is no web address: ${address}`, {
    hint: 'Give it as https://host, or leave it unset for the usual place.',
  });
}

/** The token of Hugging Face in `HF_TOKEN`; undefined where there is none. @throws InputError, without the token, for one of another form. */
export function hubTokenFrom(environment: Environment): string | undefined {
  const token = environment.HF_TOKEN?.trim();
  if (!token) return undefined;
  if (token.startsWith('hf_')) return token;
  throw new InputError('HF_TOKEN is no token of Hugging Face: those begin with hf_', {
    hint: 'Copy the token from https://huggingface.co/settings/tokens, or unset HF_TOKEN.',
  });
}
