/** The files of a repository that a source asks for, and where they go. */

import { posix } from 'node:path';

import { FinR1Error, InputError } from '../../core/errors.ts';
import type { AskedRepo, Listing, RemoteFile } from '../../hub/remote-file.ts';
import { homePage } from '../sources/source.ts';
import type { Home, PulledFile } from '../sources/source.ts';

export type RemoteHome = Extract<Home, { at: 'huggingface' | 'github' }>;

export interface Wanted {
  remote: RemoteFile;
  /** Below the source's folder. */
  name: string;
}

/** Each file that `home` asks for, in its order. @throws InputError where a path is not in the repository. */
export function wantedFiles(home: RemoteHome, { commit, files }: Listing): Wanted[] {
  const wanted = home.files.flatMap((asked) => {
    const pattern = patternOf(asked.path);
    const found = files.filter(({ path }) => pattern.test(path));
    if (found.length === 0) throw nothingAt(home, commit, asked);
    return found.map((remote) => ({ remote, name: placeOf(remote, asked) }));
  });
  for (const [i, { name, remote }] of wanted.entries()) {
    const other = wanted.slice(0, i).find((earlier) => earlier.name === name);
    if (other === undefined) continue;
    throw new FinR1Error(
      'same-place',
      `${home.repo}: ${other.remote.path} and ${remote.path} both go to ${name}`,
      {
        hint: 'Please report this: the list of files of this source is at fault.',
      },
    );
  }
  return wanted;
}

function patternOf(path: string): RegExp {
  const literal = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${path.split('*').map(literal).join('[^/]*')}$`);
}

function placeOf({ path }: RemoteFile, { to }: PulledFile): string {
  return to.endsWith('/') ? `${to === './' ? '' : to}${posix.basename(path)}` : to;
}

function nothingAt(home: RemoteHome, commit: string, { path }: PulledFile): InputError {
  return new InputError(`${home.repo} at ${commit} holds no ${path}`, {
    code: 'not-found',
    hint: 'The files may have been renamed at this revision; name another one, or put the files by hand.',
  });
}

/** In the words that refusals need. */
export function askedRepo(home: RemoteHome, folder: string): AskedRepo {
  const { at, repo, revision } = home;
  return { at, repo, revision, page: homePage(home) ?? '', folder };
}
