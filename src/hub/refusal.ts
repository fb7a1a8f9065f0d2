/** What a hub's refusals mean, in words: which repository, why, and what the user can do. The token is never part of them. */

import { FinR1Error, InputError } from '../core/errors.ts';
import type { AskedRepo } from './remote-file.ts';

/** Makes the error of an answer that no further attempt will change. */
export type Refusal = (response: Response) => Promise<Error>;

export const TOKEN_PAGE = 'https://huggingface.co/settings/tokens';

/** Why a file of `asked`, or its list of files, was not given. */
export function pullRefusal(asked: AskedRepo, path: string | undefined, hasToken: boolean): Refusal {
  const what = `${asked.repo} at ${asked.revision}${path === undefined ? '' : `, ${path}`}`;
  const byHand = asked.folder === undefined ? '' : `; files can also be put into ${asked.folder} by hand`;
  return async (response) => {
    const said = await saidBy(response);
    if (response.headers.get('x-ratelimit-remaining') === '0') return limitReached(response, what);
    if (response.status === 401 || response.status === 403) {
      return asked.at === 'huggingface'
        ? closedToUser(asked, response, hasToken)
        : new InputError(`${what}: GitHub refuses access (${response.status}${said})`, { code: 'no-access' });
    }
    if (response.status === 404) {
      return new InputError(`${what} was not found at ${new URL(response.url).host}${said}`, {
        code: 'not-found',
        hint: `Look at ${asked.page} for what became of it${byHand}.`,
      });
    }
    return unexpected(what, response, said);
  };
}

/** Why nothing may be written to `repo`. */
export function pushRefusal(repo: string): Refusal {
  return async (response) => {
    const said = await saidBy(response);
    const hint =
      `Make a token with the scope "write" at ${TOKEN_PAGE} (fine-grained: write access to contents and settings of ` +
      `repositories of ${repo.split('/')[0] ?? repo}) and set HF_TOKEN to it.`;
    if (response.status === 401)
      return new InputError(`Hugging Face does not accept HF_TOKEN (401${said})`, {
        code: 'no-access',
        hint,
      });
    if (response.status === 403)
      return new InputError(`HF_TOKEN may not write to ${repo} (403${said})`, { code: 'no-access', hint });
    if (response.status === 404) {
      return new InputError(`${repo} was not found, or HF_TOKEN may not see it (404${said})`, {
        code: 'not-found',
        hint,
      });
    }
    if (response.status === 409) {
      return new InputError(`${repo} is there already, and HF_TOKEN may not see it (409${said})`, {
        code: 'exists',
        hint,
      });
    }
    return unexpected(repo, response, said);
  };
}

function closedToUser({ repo, page }: AskedRepo, response: Response, hasToken: boolean): InputError {
  const isGated = response.headers.get('x-error-code') === 'GatedRepo';
  const why = isGated
    ? 'is gated: Hugging Face gives its files only to those who accepted its terms'
    : `is refused by Hugging Face (${response.status}): it is gated, private, or does not exist`;
  const token = hasToken
    ? 'HF_TOKEN is set: it must be valid, may read this repository, and must be of the account that accepted.'
    : `Then set HF_TOKEN to a token with read access from ${TOKEN_PAGE}.`;
  const open = isGated ? 'and accept the terms' : 'to see whether it is there and asks to accept terms';
  return new InputError(`${repo} ${why}`, {
    code: isGated ? 'gated' : 'no-access',
    hint: `Open ${page} while logged in ${open}. ${token}`,
  });
}

function limitReached(response: Response, what: string): FinR1Error {
  const reset = Number(response.headers.get('x-ratelimit-reset'));
  const until = Number.isFinite(reset) && reset > 0 ? ` until ${new Date(1000 * reset).toISOString()}` : '';
  return new FinR1Error('rate-limit', `${what}: GitHub answers no more requests of this address${until}`, {
    hint: 'Run the same command again then: it goes on from the files that are there.',
  });
}

function unexpected(what: string, response: Response, said: string): FinR1Error {
  return new FinR1Error('hub', `${what}: ${new URL(response.url).host} answered ${response.status}${said}`);
}

/** `: Repository not found`, or nothing. */
async function saidBy(response: Response): Promise<string> {
  const text = response.headers.get('x-error-message') ?? messageIn(await response.text());
  return text === '' ? '' : `: ${text.slice(0, 300)}`;
}

function messageIn(body: string): string {
  const named = /"(?:error|message)"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1];
  return named ?? (body.trimStart().startsWith('<') ? '' : (body.split('\n')[0]?.trim() ?? ''));
}
