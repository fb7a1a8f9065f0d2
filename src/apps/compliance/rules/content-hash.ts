/** The version of a rulebook: a hash over what its files say. */

import { createHash } from 'node:crypto';

export interface NamedText {
  /** Relative to the rulebook's folder, with `/`. */
  name: string;
  text: string;
}

/** SHA-256, hex. The order of the files and the kind of their line ends change nothing. */
export function contentHash(files: readonly NamedText[]): string {
  const hash = createHash('sha256');
  const byName = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, text } of byName) hash.update(JSON.stringify([name, withPlainLineEnds(text)]) + '\n');
  return hash.digest('hex');
}

/** Without byte order mark, every line ended by `\n`. */
export function withPlainLineEnds(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
