/** What a hub says of a repository at one commit. */

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

/** A repository as it is asked for, in the words that its refusals need. */
export interface AskedRepo {
  at: 'huggingface' | 'github';
  repo: string;
  revision: string;
  /** Its page for people. */
  page: string;
  /** Where its files can also be put by hand. */
  folder?: string;
}

export interface Listing {
  /** The commit, whatever name it was asked by. */
  commit: string;
  /** What the hub calls the repository now; left out where it was not asked. */
  name?: string;
  files: readonly RemoteFile[];
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
