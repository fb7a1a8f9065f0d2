/** What a hub says of a repository at one commit, and how that is matched with the files a source asks for. */

import { posix } from 'node:path';

import { FinR1Error, InputError } from '../../core/errors.ts';
import type { Home, PulledFile } from '../sources/source.ts';

/** The checksum a hub keeps: Git's own (SHA-1 over a header and the content), or that of large files. */
export interface Checksum {
  kind: 'git-sha1' | 'sha256';
  value: string;
}

/** A file of the repository at the commit. */
export interface RemoteFile {
  path: string;
  size: number;
  checksum: Checksum;
  url: string;
  headers: Readonly<Record<string, string>>;
}

export interface Listing {
  /** The commit, whatever name it was asked by. */
  commit: string;
  files: readonly RemoteFile[];
}

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

/** A path as part of an address: names keep their slashes. */
export function addressOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Whether a revision is a commit, which always means the same files, and not the name of a branch. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

/** Whether a revision is the beginning of a commit, as Git and GitHub print it. */
export function isAbbreviatedCommit(revision: string): boolean {
  return /^[0-9a-f]{7,39}$/.test(revision);
}
